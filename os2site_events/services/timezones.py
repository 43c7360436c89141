"""VTIMEZONE components (RFC 5545, 3.6.5) computed from the system's time zone database."""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

DAY = datetime.timedelta(days=1)
MINUTE = datetime.timedelta(minutes=1)


@dataclass(frozen=True)
class Transition:
    """A change of a zone's offset at ``moment`` (UTC)."""

    moment: datetime.datetime
    before: datetime.timedelta
    after: datetime.timedelta


@lru_cache(maxsize=256)
def transitions(
    zone: zoneinfo.ZoneInfo, *, first_year: int, last_year: int
) -> Sequence[Transition]:
    """Changes of the offset from the first day of ``first_year`` to the last of ``last_year``.

    Kept, because each day of the years is looked at.
    """
    return tuple(_transitions(zone, first_year, last_year))


def _transitions(zone: zoneinfo.ZoneInfo, first_year: int, last_year: int) -> Iterator[Transition]:
    low = datetime.datetime(first_year, 1, 1, tzinfo=datetime.UTC)
    end = datetime.datetime(last_year + 1, 1, 1, tzinfo=datetime.UTC)
    while low < end:
        high = low + DAY
        before, after = _offset(zone, low), _offset(zone, high)
        if before != after:
            yield Transition(_first_moment(zone, low, high), before, after)
        low = high


def timezone_component(zone: zoneinfo.ZoneInfo, *, first_year: int, last_year: int) -> Timezone:
    """The zone's definition for events from ``first_year`` to ``last_year``.

    Each change of the clock stands with its local time before the change, as the standard wants.
    """
    component = Timezone()
    component.add("tzid", zone.key)
    # A day before, so that no local time of the first year lies before it.
    start = datetime.datetime(first_year, 1, 1, tzinfo=datetime.UTC) - DAY
    offset = _offset(zone, start)
    component.add_component(_observance(zone, Transition(start, offset, offset)))
    for transition in transitions(zone, first_year=first_year, last_year=last_year):
        component.add_component(_observance(zone, transition))
    return component


def _observance(
    zone: zoneinfo.ZoneInfo, transition: Transition
) -> TimezoneStandard | TimezoneDaylight:
    local = transition.moment.astimezone(zone)
    component = TimezoneDaylight() if local.dst() else TimezoneStandard()
    component.add("dtstart", (transition.moment + transition.before).replace(tzinfo=None))
    component.add("tzoffsetfrom", transition.before)
    component.add("tzoffsetto", transition.after)
    component.add("tzname", local.tzname() or zone.key)
    return component


def _offset(zone: zoneinfo.ZoneInfo, moment: datetime.datetime) -> datetime.timedelta:
    return moment.astimezone(zone).utcoffset() or datetime.timedelta()


def _first_moment(
    zone: zoneinfo.ZoneInfo, low: datetime.datetime, high: datetime.datetime
) -> datetime.datetime:
    """The minute between two moments from which the later one's offset holds."""
    before = _offset(zone, low)
    while high - low > MINUTE:
        middle = low + (high - low) // 2
        middle = middle.replace(second=0, microsecond=0)
        if _offset(zone, middle) == before:
            low = middle
        else:
            high = middle
    return high
