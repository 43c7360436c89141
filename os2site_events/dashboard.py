"""The next events on the administration's start page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.admin.ui.components import Component

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


PANELS = (NextEventsPanel,)
