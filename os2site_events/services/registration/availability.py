"""Whether one can register for an event now, and for what."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from os2site_events.enums import REGISTRABLE, EventState
from os2site_events.services import states
from os2site_events.services.registration.seats import Seating, unlocked
from os2site_events.services.registration.versions import original


def is_full(*, event: Any) -> bool:
    """Whether the next one gets no seat, by the editor's word or by what is taken."""
    event = original(event=event)
    seats = _counted(event)
    return bool(event.marked_full) if seats is None else seats.is_full


@dataclass(frozen=True)
class Availability:
    """An event's state, and how many seats are free; ``None`` where nobody counts them."""

    state: EventState
    free: int | None


def availability(*, event: Any, now: datetime.datetime | None = None) -> Availability:
    """State and free seats of an event as visitors see them at ``now``, in one look."""
    event = original(event=event)
    seats = _counted(event)
    full = bool(event.marked_full) if seats is None else seats.is_full
    state = states.state_of(states.facts_of(event=event, full=full), now=now)
    return Availability(state, None if seats is None else seats.free)


def current_state(*, event: Any, now: datetime.datetime | None = None) -> EventState:
    """The state of an event as visitors see it at ``now``."""
    return availability(event=event, now=now).state


def is_open(*, event: Any, now: datetime.datetime | None = None) -> bool:
    """Whether the form takes registrations at ``now``, be it for the waiting list.

    Whether there is a seat is not asked: that is known only to who holds the event's seats.
    """
    now, is_live = now or timezone.now(), event.live
    event = original(event=event)
    if not (event.takes_registrations and event.live and is_live):
        return False
    if event.registration_opens_at is not None and event.registration_opens_at > now:
        return False
    return states.state_of(states.facts_of(event=event, full=False), now=now) in REGISTRABLE


def _counted(event: Any) -> Seating | None:
    """The event's seats, where it depends on them whether the next one gets one."""
    if event.marked_full or not event.takes_registrations or event.pk is None:
        return None
    return unlocked(event=event)
