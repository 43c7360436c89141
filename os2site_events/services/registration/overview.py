"""How an event's seats stand, and how a registration does, for visitors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from os2site_events.enums import WANTED, EventState, ParticipantState
from os2site_events.models import Participant, Registration
from os2site_events.services import times
from os2site_events.services.places import short_place
from os2site_events.services.registration.availability import Availability, availability
from os2site_events.services.registration.own import can_change
from os2site_events.services.registration.standing import standing


@dataclass(frozen=True)
class Person:
    """A line of one's own registration."""

    pk: int
    name: str
    state: str
    group: str
    can_cancel: bool


def overview(*, event: Any, registration: Registration | None = None) -> dict[str, Any]:
    """Context of the form and of one's own registration: when, where, seats, and who comes."""
    start, end = event.local_start, event.local_end
    place = short_place(
        location_type=event.location_type, city=event.city, name=event.location_name
    )
    when = f"{times.capitalised(times.weekday_date(start))} {times.times(start, end)}"
    context: dict[str, Any] = {
        "when": f"{when}, {place}" if place else when,
        "seats": seats_text(availability(event=event)) if event.takes_registrations else "",
        "opens": opens_text(event=event),
    }
    if registration is None:
        return context
    persons = list(registration.participants.all())
    changeable = can_change(event=event)
    offers = [person for person in persons if person.state == ParticipantState.OFFERED]
    has_seat = any(person.state == ParticipantState.CONFIRMED for person in persons)
    return context | {
        "standing": standing(registration),
        "persons": [_person(person, changeable) for person in persons],
        "is_active": registration.is_active,
        "offer_until": _until(event, offers) if offers and changeable else "",
        "online_url": event.online_url if event.is_online and has_seat else "",
    }


def seats_text(found: Availability) -> str:
    """How many seats are free, or that there is a waiting list; empty without a limit."""
    if found.state == EventState.WAITING_LIST:
        return _("All seats are taken. You come on the waiting list.")
    free = found.free
    if free is None or found.state != EventState.OPEN:
        return ""
    return ngettext("%(n)s seat is free", "%(n)s seats are free", free) % {"n": free}


def opens_text(*, event: Any) -> str:
    """When registration opens, where it has not yet; empty otherwise."""
    opens = event.registration_opens_at
    if opens is None or not event.takes_registrations:
        return ""
    local = opens.astimezone(event.zone)
    return _("Registration opens %(day)s at %(time)s.") % {
        "day": times.weekday_date(local),
        "time": times.clock(local),
    }


def _person(person: Participant, changeable: bool) -> Person:
    return Person(
        pk=person.pk,
        name=person.name,
        state=person.get_state_display(),
        group=person.group,
        can_cancel=changeable and person.state in WANTED,
    )


def _until(event: Any, offers: list[Participant]) -> str:
    expires = [person.offer_expires_at for person in offers if person.offer_expires_at]
    if not expires:
        return ""
    local = min(expires).astimezone(event.zone)
    return _("%(day)s at %(time)s") % {
        "day": times.weekday_date(local),
        "time": times.clock(local),
    }
