"""What is printed for an event: name badges, and the list of those who vote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from os2site_events.admin.frame import address, managed_event
from os2site_events.services.registration import door

if TYPE_CHECKING:
    from django.http import HttpRequest

STYLE = "os2site_events/admin-print.css"
#: Badges on a sheet of A4: two columns, four rows.
ON_SHEET = 8


@require_safe
def badges(request: HttpRequest, event_id: int) -> HttpResponse:
    """Badges of those with a seat, by name, eight on a sheet."""
    event = managed_event(request, event_id)
    persons = list(door.expected(event_id=event.pk).order_by("name", "pk"))
    context = {
        "title": _("Name badges: %(event)s") % {"event": event.title},
        "event": event,
        "sheets": [persons[at : at + ON_SHEET] for at in range(0, len(persons), ON_SHEET)],
        "back": address("index", event.pk),
        "STYLE": STYLE,
    }
    return TemplateResponse(request, "os2site_events/admin/badges.html", context)


@require_safe
def members(request: HttpRequest, event_id: int) -> HttpResponse:
    """Organisations with those who vote for them, and a column to sign.

    :raises Http404: for an event without a general assembly.
    """
    event = managed_event(request, event_id)
    if not event.has_assembly:
        raise Http404("The event has no general assembly")
    voters = door.voters(event=event)
    context = {
        "title": _("Voters: %(event)s") % {"event": event.title},
        "event": event,
        "voters": voters,
        "votes": sum(voter.votes for voter in voters),
        "votes_each": event.assembly_votes,
        "back": address("index", event.pk),
        "STYLE": STYLE,
    }
    return TemplateResponse(request, "os2site_events/admin/members.html", context)
