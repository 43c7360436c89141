"""Files that a product serves under its own address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from os2site.services.current import facts_of
from os2site_products.services import publiccode

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_safe
def publiccode_file(request: HttpRequest, *, product: Any) -> HttpResponse:
    """The product's publiccode.yml, for whoever may see its page: Wagtail has checked that."""
    return HttpResponse(
        publiccode.text(product=product, settings=facts_of(request).settings),
        content_type="application/yaml; charset=utf-8",
    )
