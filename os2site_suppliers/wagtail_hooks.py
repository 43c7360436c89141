"""The suppliers' own list in the administration."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.pages import PageListingViewSet

from os2site.page_types import find_page_model


class SupplierListing(PageListingViewSet):
    """Lists suppliers with what an editor goes by."""

    icon = "os2-supplier"
    menu_label = _("Suppliers")
    name = "os2site_suppliers"
    add_to_admin_menu = True
    menu_order = 210
    columns = [
        *PageListingViewSet.columns,
        Column("partner_status", label=_("Partner"), accessor="get_partner_status_display"),
        Column(
            "partner_agreement_signed",
            label=_("Agreement signed"),
            sort_key="partner_agreement_signed",
        ),
        BooleanColumn("demo", label=_("Example")),
    ]


@hooks.register("register_admin_viewset")
def register_listing() -> list[SupplierListing]:
    """The list, where the site has a page model for suppliers."""
    model = find_page_model("supplier")
    return [] if model is None else [SupplierListing(model=model)]
