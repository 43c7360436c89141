"""What is served below the address of a product or of the list of products."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from os2site.services import subpages
from os2site.services.current import facts_of
from os2site_products.services import (
    addresses,
    adoption,
    catalogue,
    comparison,
    governance_json,
    governance_report,
    publiccode,
)

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_safe
def publiccode_file(request: HttpRequest, *, product: Any) -> HttpResponse:
    """The product's publiccode.yml, for whoever may see its page: Wagtail has checked that."""
    return HttpResponse(
        publiccode.text(product=product, settings=facts_of(request).settings),
        content_type="application/yaml; charset=utf-8",
    )


@require_safe
def governance_page(request: HttpRequest, *, product: Any, key: str = "") -> HttpResponse:
    """The product's governance report, the newest without a key.

    :raises Http404: when the product has no published report of that day.
    """
    shown = _report(request, product, key)
    subpage = subpages.Subpage(
        governance_report.PATH + (f"/{shown.key}" if not shown.is_newest else ""),
        f"{product.title}: {shown.title}",
        shown.statement,
        crumb=_("Governance"),
    )
    context = product.subpage_context(request, subpage)
    context["governance"] = shown
    return TemplateResponse(request, "os2site_products/governance_page.html", context)


@require_safe
def governance_file(request: HttpRequest, *, product: Any, key: str = "") -> HttpResponse:
    """The same as JSON, in the shape that ``os2site_products.api.report`` describes.

    :raises Http404: when the product has no published report of that day.
    """
    shown = _report(request, product, key)
    return JsonResponse(
        governance_json.document(product=product, page=shown, request=request),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )


def _report(request: HttpRequest, product: Any, key: str) -> governance_report.ReportPage:
    shown = governance_report.build(product=product, request=request, key=key)
    if shown is None:
        raise Http404("No such governance report")
    return shown


@require_safe
@cache_control(public=True, max_age=3600)
def catalogue_file(request: HttpRequest, *, index: Any) -> JsonResponse:
    """Name and repository of each public product, as the EU's catalogue reads it."""
    rows = catalogue.repositories(index=index)
    return JsonResponse(rows, safe=False, json_dumps_params={"ensure_ascii": False, "indent": 2})


@require_safe
def adoption_page(request: HttpRequest, *, index: Any) -> HttpResponse:
    """Which municipalities, regions and others the products name as their users.

    :raises Http404: when the address asks for somebody who is not named.
    """
    subpage = addresses.adoption_subpage(listed=not request.GET.get(addresses.ADOPTER_PARAMETER))
    context = index.subpage_context(request, subpage)
    context["adoption"] = adoption.build(index=index, request=request)
    return TemplateResponse(request, "os2site_products/adoption_page.html", context)


@require_safe
def compare_page(request: HttpRequest, *, index: Any) -> HttpResponse:
    """Up to four products side by side, as the address names them."""
    subpage = addresses.compare_subpage(listed=not request.GET)
    context = index.subpage_context(request, subpage)
    context["comparison"] = comparison.build(index=index, request=request)
    return TemplateResponse(request, "os2site_products/compare_page.html", context)
