"""Check-in at the door, on a phone: a list with large buttons, and the screen of a ticket."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from os2site_events.admin.frame import address, frame, managed_event
from os2site_events.enums import SEATED
from os2site_events.services.registration import attendee_list, door
from os2site_events.services.registration.door import Arrival

if TYPE_CHECKING:
    from django.http import HttpRequest

#: Characters of a search that are read.
MAX_SEARCH = 100


@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: HttpRequest, event_id: int) -> HttpResponse:
    """Those with a seat, who has come, and the buttons. Looking at it changes nothing."""
    event = managed_event(request, event_id)
    if request.method == "POST":
        _do(request, event)
        return redirect(_back(request, event))
    context = {
        **frame(event, _("Check-in"), current="door"),
        **_found(request, event),
        "counts": attendee_list.counts(event=event),
    }
    return TemplateResponse(request, "os2site_events/admin/door.html", context)


@require_safe
def found(request: HttpRequest, event_id: int) -> HttpResponse:
    """The people alone, for who types a name."""
    event = managed_event(request, event_id)
    context = {"event": event, **_found(request, event)}
    return TemplateResponse(request, "os2site_events/admin/door_people.html", context)


@require_safe
def ticket(request: HttpRequest, code: str) -> HttpResponse:
    """Where a ticket's QR code leads: the person with one button.

    :raises Http404: for a code that no ticket has.
    """
    person = door.by_code(code=code[:40])
    if person is None:
        raise Http404("No such ticket")
    event = managed_event(request, person.event_id)
    context = {
        **frame(event, person.name, current="door"),
        "person": person,
        "has_seat": person.state in SEATED,
        "counts": attendee_list.counts(event=event),
    }
    return TemplateResponse(request, "os2site_events/admin/ticket.html", context)


def _found(request: HttpRequest, event: Any) -> dict[str, Any]:
    text = request.GET.get("q", "").replace("\x00", "")[:MAX_SEARCH]
    query = f"?{urlencode({'q': text})}" if text else ""
    return {
        "text": text,
        "rows": door.expected(event_id=event.pk, text=text),
        "back": f"{address('door', event.pk)}{query}",
    }


def _do(request: HttpRequest, event: Any) -> None:
    person = request.POST.get("person", "")
    if not (person.isascii() and person.isdigit() and len(person) < 18):
        raise Http404("No such participant")
    if request.POST.get("do") == "undo":
        if door.undo(event_id=event.pk, person_id=int(person), user=request.user):
            messages.success(request, _("Taken back: the person has not come."))
        return
    arrival = door.check_in(event_id=event.pk, person_id=int(person), user=request.user)
    match arrival:
        case None:
            raise Http404("No such participant of this event")
        case Arrival.CAME:
            messages.success(request, _("Noted: the person has come."))
        case Arrival.ALREADY:
            messages.warning(request, _("The person has been noted before."))
        case Arrival.NO_SEAT:
            messages.error(request, _("The person has no seat. Give one from the list first."))


def _back(request: HttpRequest, event: Any) -> str:
    """Where the button stood; never to another site."""
    next_url = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(next_url, allowed_hosts=None):
        return next_url
    return address("door", event.pk)
