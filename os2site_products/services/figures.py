"""Numbers that can be counted on the site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from os2site.models import Municipality
from os2site.page_types import find_page_model
from os2site.services.key_figures import KeyFigure
from os2site.services.visibility import public_pages
from os2site_products.enums import ENDED, Kind, Lifecycle

if TYPE_CHECKING:
    from wagtail.models import Site


def _products(site: Site) -> Any:
    """Public real products and projects of the site, in its own language; ``None`` without any."""
    model = find_page_model("product")
    if model is None:
        return None
    pages = model._default_manager.filter(locale=site.root_page.locale, demo=False)
    return public_pages(site=site, pages=pages)


def products_in_operation(site: Site) -> int | None:
    """Products that are in operation or being renewed; ``None`` where there are none."""
    pages = _products(site)
    if pages is None:
        return None
    running = pages.filter(
        kind=Kind.PRODUCT, lifecycle__in=[Lifecycle.OPERATION, Lifecycle.RENEWAL]
    )
    return running.count() or None


def municipalities_using_products(site: Site) -> int | None:
    """Municipalities that are named as users of a product that has not ended."""
    pages = _products(site)
    if pages is None:
        return None
    users = pages.exclude(lifecycle__in=ENDED).values("users__organisation__municipality")
    return Municipality.objects.filter(pk__in=users).count() or None


KEY_FIGURES = (
    KeyFigure(
        "products",
        _("Products in operation"),
        products_in_operation,
        _("Counted on this site today"),
    ),
    KeyFigure(
        "municipalities_using_products",
        _("Municipalities named as users of a product"),
        municipalities_using_products,
        _("Counted on this site today. There may be more than are named."),
        of=98,
    ),
)
