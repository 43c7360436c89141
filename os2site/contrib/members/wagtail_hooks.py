"""The members' own list in the administration."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.pages import PageListingViewSet

from os2site.page_types import find_page_model


class MemberListing(PageListingViewSet):
    """Lists members and users with what an editor goes by."""

    icon = "os2-member"
    menu_label = _("Members and users")
    name = "os2site_members"
    add_to_admin_menu = True
    menu_order = 260
    columns = [
        *PageListingViewSet.columns,
        Column("relation", label=_("Relation"), accessor="get_relation_display"),
        Column("joined", label=_("Member since"), sort_key="joined"),
        BooleanColumn("demo", label=_("Example")),
    ]


@hooks.register("register_admin_viewset")
def register_listing() -> list[MemberListing]:
    """The list, where the site has a page model for members."""
    model = find_page_model("member")
    return [] if model is None else [MemberListing(model=model)]
