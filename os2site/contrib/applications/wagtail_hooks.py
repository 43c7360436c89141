"""The list of applications in the administration."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.views.snippets import EditView

from os2site.admin.inbox import InboxViewSet, register_inbox
from os2site.contrib.applications.models import Application
from os2site.contrib.applications.services.applications import note_step


class StepsPanel(HelpPanel):
    """The way of an application so far."""

    class BoundPanel(HelpPanel.BoundPanel):
        def __init__(self, **options: Any) -> None:
            super().__init__(**options)
            steps = self.instance.steps.select_related("user") if self.instance.pk else ()
            self.content = format_html(
                "<ol>{}</ol>", format_html_join("", "<li>{}</li>", ((step,) for step in steps))
            )


class ApplicationEditView(EditView):
    """Status and note are staff's; each step is noted with who made it."""

    def save_instance(self) -> Any:
        before = Application.objects.values_list("state", flat=True).get(pk=self.object.pk)
        application = super().save_instance()
        note_step(application, before=before, user=self.request.user)
        return application


class ApplicationViewSet(InboxViewSet):
    """Organisations that want to become members or suppliers."""

    model = Application
    icon = "form"
    menu_label = _("Applications")
    menu_order = 50
    refused = frozenset({"add"})
    panels = [
        FieldPanel("state"),
        FieldPanel("note"),
        MultiFieldPanel(
            [
                FieldPanel(name, read_only=True)
                for name in (
                    "kind",
                    "organisation",
                    "role",
                    "email",
                    "website",
                    "message",
                    "created_at",
                    "delete_on",
                )
            ],
            heading=pgettext_lazy("membership", "Application"),
        ),
        StepsPanel(heading=_("Steps so far")),
    ]
    edit_view_class = ApplicationEditView
    list_display = [
        "organisation",
        Column("kind", label=_("Wants to become"), accessor="get_kind_display"),
        Column("state", label=_("Status"), accessor="get_state_display"),
        DateColumn("created_at", label=_("Received"), sort_key="created_at"),
        Column("delete_on", label=_("Is deleted on"), sort_key="delete_on"),
    ]
    list_filter = ["kind", "state"]
    list_export = [
        "created_at",
        "get_kind_display",
        "organisation",
        "role",
        "email",
        "website",
        "message",
        "get_state_display",
        "delete_on",
    ]
    search_fields = ["organisation", "email"]
    ordering = ["-created_at"]
    inspect_view_fields = [
        "kind",
        "state",
        "organisation",
        "role",
        "email",
        "website",
        "message",
        "note",
        "created_at",
        "consented_at",
        "confirmed_at",
        "delete_on",
    ]


register_inbox(ApplicationViewSet)
