"""The menu "Forms and mail": what came in through forms, and what the site sends.

Plugins put lists of their own records there: an :class:`InboxViewSet`, by
:func:`register_inbox`.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail import VERSION as WAGTAIL_VERSION
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import InspectView

from os2site.admin.base_data import BaseDataViewSet
from os2site.mail import outbox
from os2site.models import MailState, OutgoingMail

#: Hook by which lists get into the menu.
MENU_HOOK = "register_os2site_inbox_menu_item"
RETRY_PERMISSION = "os2site.change_outgoingmail"


class InboxPolicy(ModelPermissionPolicy):
    """Records that people outside made: nobody adds one, and some actions are for nobody."""

    def __init__(self, model: Any, *, refused: frozenset[str]) -> None:
        super().__init__(model)
        self.refused = refused

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in self.refused and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class InboxViewSet(BaseDataViewSet):
    """A list in the menu whose records are not made in the administration."""

    menu_hook = MENU_HOOK
    inspect_view_enabled = True
    add_to_reference_index = False
    copy_view_enabled = False
    #: What nobody may do here; take ``change`` out where staff write something on a record.
    refused: ClassVar[frozenset[str]] = frozenset({"add", "change", "delete"})

    @cached_property
    def permission_policy(self) -> InboxPolicy:
        return InboxPolicy(self.model, refused=self.refused)


def register_inbox(viewset: type[InboxViewSet]) -> None:
    """Put a list into the menu."""
    if WAGTAIL_VERSION >= (8, 0):
        # Wagtail 8 wants to know a model's policy before it meets it in a list.
        from wagtail.permissions import register_permission_policy  # noqa: PLC0415

        model: Any = viewset.model
        register_permission_policy(model, InboxPolicy(model, refused=viewset.refused))
    register_snippet(viewset)


class MailInspectView(InspectView):
    """A mail's state, with the button to try it anew."""

    template_name = "os2site/admin/mail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        mail: OutgoingMail = self.object
        may_retry = self.request.user.has_perm(RETRY_PERMISSION)
        if may_retry and mail.state == MailState.FAILED and not mail.emptied:
            context["retry_url"] = reverse("os2site_mail_retry", args=[mail.pk])
        return context


class MailViewSet(InboxViewSet):
    """Mails with their state. What they say is for the recipient and shown to nobody."""

    model = OutgoingMail
    icon = "mail"
    menu_label = gettext_lazy("Mails")
    menu_order = 900
    list_display = [
        "__str__",
        "to",
        Column("state", label=gettext_lazy("Status"), accessor="get_state_display"),
        DateColumn("created_at", label=gettext_lazy("Written"), sort_key="created_at"),
        "attempts",
        "error",
    ]
    list_filter = ["state", "kind"]
    search_fields = ["to", "subject"]
    ordering = ["-created_at"]
    inspect_view_class = MailInspectView
    inspect_view_fields = [
        "state",
        "kind",
        "to",
        "reply_to",
        "subject",
        "created_at",
        "attempts",
        "error",
        "due_at",
        "ended_at",
    ]


@require_POST
@permission_required(RETRY_PERMISSION)
def retry_mail(request: Any, pk: int) -> Any:
    """Let a mail that was given up be tried anew.

    :raises Http404: when there is no such mail.
    """
    mail = get_object_or_404(OutgoingMail, pk=pk)
    if outbox.retry(mail_id=mail.pk):
        messages.success(request, _("The mail is sent again within a minute."))
    else:
        messages.warning(request, _("Only a mail that was given up can be sent again."))
    return redirect(MailViewSet().get_url_name("list"))


def urls() -> list[URLPattern]:
    """Addresses of what is done in these lists."""
    return [path("os2site/mails/<int:pk>/retry/", retry_mail, name="os2site_mail_retry")]


def menu_item() -> SubmenuMenuItem:
    """The menu itself; it is absent for whoever may see nothing in it."""
    return SubmenuMenuItem(
        _("Forms and mail"),
        Menu(register_hook_name=MENU_HOOK),
        name="os2site-inbox",
        icon_name="mail",
        order=520,
    )
