"""What a visitor is told about an event: it follows from what is stored and from the time."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from os2site_events.enums import EventState, EventStatus

if TYPE_CHECKING:
    from os2site_events.page_mixins import EventPageMixin

#: What an editor decides, whatever the time.
DECIDED = {
    EventStatus.CANCELLED: EventState.CANCELLED,
    EventStatus.POSTPONED: EventState.POSTPONED,
}


@dataclass(frozen=True)
class StateFacts:
    """What the state of an event depends on, whether read from a page or from a list's card.

    :param status: a value of :class:`~os2site_events.enums.EventStatus`.
    :param closes_at: moment after which nobody can register.
    :param full: whether all seats are taken, by an editor's word or by registrations.
    """

    status: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    closes_at: datetime.datetime
    full: bool
    waiting_list: bool


def facts_of(*, event: EventPageMixin, full: bool) -> StateFacts:
    """The facts as they are on the page.

    :param full: see :func:`os2site_events.services.registration.seats.is_full`.
    """
    return StateFacts(
        status=event.status,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        closes_at=event.registration_closes_at,
        full=full,
        waiting_list=event.waiting_list,
    )


def state_of(facts: StateFacts, *, now: datetime.datetime | None = None) -> EventState:
    """The state at ``now``; what an editor decided comes before what follows from time."""
    now = now or timezone.now()
    if facts.status in DECIDED:
        return DECIDED[EventStatus(facts.status)]
    if facts.ends_at <= now:
        return EventState.HELD
    if facts.starts_at <= now:
        return EventState.ONGOING
    if facts.closes_at <= now:
        return EventState.CLOSED
    if facts.full:
        return EventState.WAITING_LIST if facts.waiting_list else EventState.FULL
    return EventState.OPEN
