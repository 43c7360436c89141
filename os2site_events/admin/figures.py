"""The figures of an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from os2site_events.admin.frame import frame, managed_event
from os2site_events.services.registration.statistics import statistics

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_safe
def figures(request: HttpRequest, event_id: int) -> HttpResponse:
    """Seats, those who came, and the parts; sums stay when the registrations are deleted."""
    event = managed_event(request, event_id)
    context = {
        **frame(event, _("Statistics"), current="figures"),
        "figures": statistics(event=event),
    }
    return TemplateResponse(request, "os2site_events/admin/figures.html", context)
