"""The next events, and registrations that wait, on the administration's start page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.admin.ui.components import Component
from wagtail.permission_policies.pages import PagePermissionPolicy

from os2site.page_types import find_page_model
from os2site_events.services.registration.attendee_list import events_to_answer
from os2site_events.services.upcoming import next_events

if TYPE_CHECKING:
    from django.http import HttpRequest


class NextEventsPanel(Component):
    """The next published events; absent while there are none."""

    name = "next_events"
    template_name = "os2site_events/panels/next_events.html"
    order = 150

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """The events that the template lists."""
        return {"events": next_events(user=self.request.user)}


class RegistrationsPanel(Component):
    """Registrations that wait for the organiser; absent while there are none."""

    name = "registrations_to_accept"
    template_name = "os2site_events/panels/to_accept.html"
    order = 102

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Events that the user may edit, each with how many wait; one query."""
        if find_page_model("event") is None:
            return {}
        policy = PagePermissionPolicy()
        editable = policy.instances_user_has_permission_for(self.request.user, "change")
        return {"events": events_to_answer(event_ids=editable.values("pk"))}


PANELS = (NextEventsPanel, RegistrationsPanel)
