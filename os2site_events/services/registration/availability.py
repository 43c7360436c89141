"""Whether one can register for an event now, and for what."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from os2site_events.enums import REGISTRABLE, EventState
from os2site_events.services import states
from os2site_events.services.registration.seats import unlocked


def is_full(*, event: Any) -> bool:
    """Whether the next one gets no seat, by the editor's word or by what is taken."""
    if event.marked_full or not event.takes_registrations or event.pk is None:
        return bool(event.marked_full)
    return unlocked(event=event).is_full


def current_state(*, event: Any, now: datetime.datetime | None = None) -> EventState:
    """The state of an event as visitors see it at ``now``."""
    return states.state_of(states.facts_of(event=event, full=is_full(event=event)), now=now)


def is_open(*, event: Any, now: datetime.datetime | None = None) -> bool:
    """Whether the form takes registrations at ``now``, be it for the waiting list.

    Whether there is a seat is not asked: that is known only to who holds the event's seats.
    """
    now = now or timezone.now()
    if not event.takes_registrations or not event.live:
        return False
    if event.registration_opens_at is not None and event.registration_opens_at > now:
        return False
    return states.state_of(states.facts_of(event=event, full=False), now=now) in REGISTRABLE
