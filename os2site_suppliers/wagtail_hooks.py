"""The suppliers' own list in the administration."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.widgets.button import Button

from os2site.admin.bulk import OwnBulkActions, actions_for
from os2site.admin.inbox import InboxViewSet, register_inbox
from os2site.admin.listings import lean_columns
from os2site.page_types import find_page_model
from os2site_suppliers.admin.bulk import ConfirmProfiles
from os2site_suppliers.admin.invitations import InvitationsViewSet
from os2site_suppliers.models import SupplierEnquiry

if TYPE_CHECKING:
    from wagtail.models import Page


class SupplierListing(PageListingViewSet):
    """Lists suppliers with what an editor goes by."""

    icon = "os2-supplier"
    menu_label = _("Suppliers")
    name = "os2site_suppliers"
    index_view_class = OwnBulkActions
    add_to_admin_menu = True
    menu_order = 210
    columns = lean_columns(
        Column("partner_status", label=_("Partner"), accessor="get_partner_status_display"),
        Column(
            "partner_agreement_signed",
            label=_("Agreement signed"),
            sort_key="partner_agreement_signed",
        ),
        BooleanColumn("demo", label=_("Example")),
    )


class EnquiryViewSet(InboxViewSet):
    """What visitors asked suppliers."""

    model = SupplierEnquiry
    icon = "os2-supplier"
    menu_label = _("To suppliers")
    menu_order = 100
    refused = frozenset({"add", "change"})
    list_display = [
        "supplier_title",
        "organisation",
        Column("state", label=_("Status"), accessor="get_state_display"),
        DateColumn("created_at", label=_("Received"), sort_key="created_at"),
        Column("delete_on", label=_("Is deleted on"), sort_key="delete_on"),
    ]
    list_filter = ["state"]
    list_export = [
        "created_at",
        "supplier_title",
        "product",
        "organisation",
        "name",
        "email",
        "get_state_display",
        "delete_on",
    ]
    search_fields = ["supplier_title", "organisation", "email"]
    ordering = ["-created_at"]
    inspect_view_fields = [
        "supplier_title",
        "state",
        "name",
        "organisation",
        "email",
        "product",
        "message",
        "created_at",
        "consented_at",
        "delete_on",
    ]


register_inbox(EnquiryViewSet)


@hooks.register("register_admin_viewset")
def register_listing() -> list[Any]:
    """The list and the invitations, where the site has a page model for suppliers."""
    model = find_page_model("supplier")
    return [] if model is None else [SupplierListing(model=model), InvitationsViewSet()]


@hooks.register("register_page_header_buttons")
def add_invitation_button(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """On a supplier's form: let it edit its profile itself."""
    model = find_page_model("supplier")
    if view_name != "edit" or model is None or not isinstance(page, model):
        return
    if page.permissions_for_user(user).can_edit():
        yield Button(
            _("Invite the supplier"),
            url=reverse("os2site_supplier_invitations:index", args=[page.pk]),
            icon_name="mail",
            priority=90,
        )


if (supplier_model := find_page_model("supplier")) is not None:
    for bulk_action in actions_for(supplier_model, ConfirmProfiles):
        hooks.register("register_bulk_action", bulk_action)
