"""What a list shows of an event: from the page to the stored card, and from the card to the row."""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from os2site_events.enums import EventState, EventType
from os2site_events.services import states
from os2site_events.services.places import short_place
from os2site_events.services.registration.availability import is_full
from os2site_events.services.registration.versions import shown
from os2site_events.services.times import times

if TYPE_CHECKING:
    from os2site_events.page_mixins import EventPageMixin


@dataclass(frozen=True)
class Badge:
    """A status in a word; ``tone`` and ``icon`` as ``components/badge.html`` takes them."""

    label: str
    tone: str
    icon: str


@dataclass(frozen=True)
class EventRow:
    """A row of ``components/event_row.html``; ``start`` is local time without a zone."""

    start: datetime.datetime
    title: str
    url: str
    meta: Sequence[str]
    badge: Badge | None
    example: bool


#: Tone and shape of each state.
BADGES = {
    EventState.OPEN: ("ok", "check"),
    EventState.WAITING_LIST: ("warn", "clock"),
    EventState.FULL: ("warn", "square"),
    EventState.CLOSED: ("", "minus"),
    EventState.ONGOING: ("ok", "half"),
    EventState.HELD: ("", "full"),
    EventState.POSTPONED: ("warn", "pause"),
    EventState.CANCELLED: ("bad", "cross"),
}


def badge_of(state: EventState) -> Badge:
    """The state as a badge."""
    tone, icon = BADGES[state]
    return Badge(str(state.label), tone, icon)


def card_of(*, event: EventPageMixin) -> dict[str, Any]:
    """What the search entry keeps for lists: facts only, so that a card never ages."""
    event = shown(event=event)
    return {
        "event_type": event.event_type,
        "status": event.status,
        "starts_at": event.starts_at.isoformat(),
        "ends_at": event.ends_at.isoformat(),
        "closes_at": event.registration_closes_at.isoformat(),
        "timezone": event.timezone,
        "full": is_full(event=event),
        "waiting_list": event.waiting_list,
        "location_type": event.location_type,
        "city": event.city,
        "place": event.location_name,
    }


def facts_of_card(card: Mapping[str, Any]) -> states.StateFacts:
    """What the state depends on, from a card."""
    return states.StateFacts(
        status=card["status"],
        starts_at=datetime.datetime.fromisoformat(card["starts_at"]),
        ends_at=datetime.datetime.fromisoformat(card["ends_at"]),
        closes_at=datetime.datetime.fromisoformat(card["closes_at"]),
        # Entries from before the word was in the card get it when they are written anew.
        full=card.get("full", False),
        waiting_list=card["waiting_list"],
    )


def row_of(
    *,
    card: Mapping[str, Any],
    title: str,
    url: str,
    demo: bool,
    now: datetime.datetime | None = None,
) -> EventRow:
    """The row for a card as things stand at ``now``."""
    facts = facts_of_card(card)
    zone = zoneinfo.ZoneInfo(card["timezone"])
    start, end = facts.starts_at.astimezone(zone), facts.ends_at.astimezone(zone)
    place = short_place(location_type=card["location_type"], city=card["city"], name=card["place"])
    state = states.state_of(facts, now=now or timezone.now())
    return EventRow(
        start=start.replace(tzinfo=None),
        title=title,
        url=url,
        meta=[
            str(EventType(card["event_type"]).label),
            ", ".join(part for part in (place, times(start, end)) if part),
        ],
        badge=badge_of(state),
        example=demo,
    )
