"""Numbers that can be counted on the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from os2site.page_types import find_page_model
from os2site.services.key_figures import KeyFigure
from os2site.services.visibility import public_pages
from os2site_suppliers.enums import PartnerStatus

if TYPE_CHECKING:
    from wagtail.models import Site


def suppliers_to_choose_from(site: Site) -> int | None:
    """Public suppliers that are neither applying nor gone; invented ones don't count.

    ``None`` where there are none, since a zero says nothing about the association.
    """
    model = find_page_model("supplier")
    if model is None:
        return None
    pages = model._default_manager.filter(locale=site.root_page.locale, demo=False).exclude(
        partner_status__in=[PartnerStatus.APPLYING, PartnerStatus.LEFT]
    )
    return public_pages(site=site, pages=pages).count() or None


KEY_FIGURES = (
    KeyFigure(
        "suppliers",
        _("Suppliers to choose from"),
        suppliers_to_choose_from,
        _("Counted on this site today"),
    ),
)
