"""The members' lists in the administration: their pages, and who reads for them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin.auth import permission_required
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.snippets.views.snippets import CreateView, InspectView

from os2site.admin.inbox import InboxViewSet, register_inbox
from os2site.admin.listings import lean_columns
from os2site.contrib.members import mail
from os2site.contrib.members.forms import InvitationForm
from os2site.contrib.members.models import MemberAccess
from os2site.contrib.members.services import access as accesses
from os2site.page_mixins import PageOfTypePanel
from os2site.page_types import find_page_model

CHANGE = "os2site_members.change_memberaccess"


class MemberListing(PageListingViewSet):
    """Lists members and users with what an editor goes by."""

    icon = "os2-member"
    menu_label = gettext_lazy("Members and users")
    name = "os2site_members"
    add_to_admin_menu = True
    menu_order = 260
    columns = lean_columns(
        Column("relation", label=gettext_lazy("Relation"), accessor="get_relation_display"),
        Column("joined", label=gettext_lazy("Member since"), sort_key="joined"),
        BooleanColumn("demo", label=gettext_lazy("Example")),
    )


class InviteView(CreateView):
    """Giving an access also writes the invitation: both, or neither."""

    def save_instance(self) -> MemberAccess:
        with transaction.atomic():
            access: MemberAccess = super().save_instance()
            mail.invite(access)
        return access


class AccessInspectView(InspectView):
    """An access with what can be done about it."""

    template_name = "os2site_members/admin/access.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if self.object.is_open and self.request.user.has_perm(CHANGE):
            context["close_url"] = reverse("os2site_members_close", args=[self.object.pk])
            context["invite_url"] = reverse("os2site_members_invite", args=[self.object.pk])
        return context


class AccessViewSet(InboxViewSet):
    """Who reads for which member. Nothing of it is edited: it is given, and it ends."""

    model = MemberAccess
    icon = "key"
    menu_label = gettext_lazy("Access for members")
    menu_order = 300
    refused = frozenset({"change"})
    list_display = [
        "user",
        "page",
        "role",
        DateColumn("invited_at", label=gettext_lazy("invited"), sort_key="invited_at"),
        DateColumn("ended_at", label=gettext_lazy("access ended"), sort_key="ended_at"),
    ]
    list_filter = {"ended_at": ["isnull"]}
    list_export = ["user", "page", "role", "invited_at", "ended_at", "end_reason"]
    search_fields = ["user__email", "page__title", "role"]
    ordering = ["-invited_at"]
    edit_handler = ObjectList(
        [PageOfTypePanel("page", page_type="member"), FieldPanel("email"), FieldPanel("role")],
        base_form_class=InvitationForm,
    )
    add_view_class = InviteView
    inspect_view_class = AccessInspectView
    inspect_view_fields = ["page", "user", "role", "invited_at", "ended_at", "end_reason"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """The rows with their accounts and pages."""
        return MemberAccess.objects.select_related("user", "page")


register_inbox(AccessViewSet)


@require_POST
@permission_required(CHANGE)
def close_access(request: HttpRequest, pk: int) -> HttpResponse:
    """End an access at once.

    :raises Http404: when there is no such access.
    """
    access = get_object_or_404(MemberAccess, pk=pk)
    accesses.close(access=access)
    messages.success(request, _("The access is closed."))
    return redirect(AccessViewSet().get_url_name("list"))


@require_POST
@permission_required(CHANGE)
def invite_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the invitation again, with a new link.

    :raises Http404: when there is no such access that is open.
    """
    access = get_object_or_404(accesses.open_accesses(), pk=pk)
    try:
        with transaction.atomic():
            mail.invite(access)
    except accesses.AccessError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The invitation is sent again."))
    return redirect(AccessViewSet().get_url_name("list"))


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """Addresses of what is done about an access."""
    return [
        path("os2site/members/<int:pk>/close/", close_access, name="os2site_members_close"),
        path("os2site/members/<int:pk>/invite/", invite_again, name="os2site_members_invite"),
    ]


@hooks.register("register_admin_viewset")
def register_listing() -> list[MemberListing]:
    """The list, where the site has a page model for members."""
    model = find_page_model("member")
    return [] if model is None else [MemberListing(model=model)]
