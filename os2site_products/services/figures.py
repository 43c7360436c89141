"""Numbers that can be counted on the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from os2site.services.key_figures import KeyFigure
from os2site_products.enums import Kind, Lifecycle
from os2site_products.services.adoption import catalogue_products, municipalities_in_use

if TYPE_CHECKING:
    from wagtail.models import Site


def products_in_operation(site: Site) -> int | None:
    """Products that are in operation or being renewed; ``None`` where there are none."""
    pages = catalogue_products(site=site)
    if pages is None:
        return None
    running = pages.filter(
        kind=Kind.PRODUCT, lifecycle__in=[Lifecycle.OPERATION, Lifecycle.RENEWAL]
    )
    return running.count() or None


def municipalities_using_products(site: Site) -> int | None:
    """Municipalities that are named as users of a product that has not ended."""
    return municipalities_in_use(site=site) or None


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
