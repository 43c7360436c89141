"""A month of events as a table: its weeks, and on each day what takes place."""

from __future__ import annotations

import calendar
import datetime
import zoneinfo
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from os2site.search import listing
from os2site.search.service import list_entries
from os2site.services.visibility import site_of
from os2site_events.enums import EventState
from os2site_events.services import cards, states
from os2site_events.services.list_links import ListLinks, list_links, month_url
from os2site_events.services.times import capitalised, clock

if TYPE_CHECKING:
    from django.http import HttpRequest

    from os2site.models import SearchEntry

#: Months that have an address: from this year to as many years ahead.
FIRST_YEAR = 2000
YEARS_AHEAD = 10
#: Events of a month at most; more would be a fault in the data.
MAX_EVENTS = 500
#: States that a visitor must not miss in the table.
TOLD = frozenset({EventState.CANCELLED, EventState.POSTPONED})
#: An event that ends at midnight does not take place on the day that begins then.
MOMENT = datetime.timedelta(microseconds=1)


@dataclass(frozen=True)
class DayEvent:
    """An event on one of its days.

    :param when: its times on this day.
    :param part: which of its days this is; empty for an event of one day.
    :param state: the word for a cancelled or postponed event, else empty.
    :param is_off: whether it is cancelled or postponed.
    """

    title: str
    url: str
    when: str
    part: str
    state: str
    is_off: bool
    example: bool


@dataclass(frozen=True)
class Day:
    """A day of the table; ``in_month`` is false for the days that fill its first and last week."""

    date: datetime.date
    in_month: bool
    is_today: bool
    events: Sequence[DayEvent]


@dataclass(frozen=True)
class MonthLink:
    """Another month, with the visitor's filters."""

    label: str
    url: str


@dataclass(frozen=True)
class MonthView:
    """Context of ``event_month_page.html``.

    :param nearest: the next month in which something takes place, else the one before, when
        nothing does in this one.
    """

    listing: listing.Listing
    title: str
    caption: str
    weekdays: Sequence[tuple[str, str]]
    weeks: Sequence[Sequence[Day]]
    previous: MonthLink | None
    next: MonthLink | None
    nearest: MonthLink | None
    links: ListLinks


def build(
    *, index: Any, request: HttpRequest, month: datetime.date, today: datetime.date | None = None
) -> MonthView:
    """The month for this request, filtered as the list is.

    :raises Http404: for a month that no calendar needs, and for an index outside all sites.
    """
    today = today or timezone.localdate()
    site = site_of(page=index)
    if site is None or not _is_shown(month, today):
        raise Http404("No such month")
    names = [name for name in index.listed_facets if name != "date"]
    query, error = listing.read_query(
        request=request,
        page=index,
        site=site,
        types=index.listed_types,
        facet_names=names,
    )
    key = f"{month:%Y-%m}"
    asked = replace(
        query,
        when="",
        sort="date",
        page=1,
        page_size=MAX_EVENTS,
        facets={**query.facets, "date": (key,)},
    )
    results = list_entries(asked, facet_names=["date", *names])
    index_url = index.get_url(request) or ""
    # The address says which month it is, and the table's order is that of time.
    shown = replace(asked, facets=query.facets, sort=query.implied_sort)
    others = {
        option.value: option.count
        for facet in results.facets
        if facet.name == "date"
        for option in facet.options
    }
    dressed = listing.assemble(
        results=replace(
            results,
            query=shown,
            facets=[facet for facet in results.facets if facet.name != "date"],
        ),
        action=month_url(
            index_url=index_url, month=month, query=replace(query, facets={}, text="")
        ),
        error=error,
    )
    name = month_name(month)

    def link(other: datetime.date) -> MonthLink | None:
        if not _is_shown(other, today):
            return None
        url = month_url(index_url=index_url, month=other, query=shown)
        return MonthLink(capitalised(month_name(other)), url)

    nearest = None if results.total else _nearest(others, key)
    return MonthView(
        listing=replace(dressed, sort_options=()),
        title=_("Events in %(month)s") % {"month": name},
        caption=_("Events in %(month)s, one column for each day of the week") % {"month": name},
        weekdays=_weekdays(month),
        weeks=_weeks(month, today, _by_day(hit.entry for hit in results.hits)),
        previous=link(_shifted(month, -1)),
        next=link(_shifted(month, 1)),
        nearest=link(nearest) if nearest is not None else None,
        links=list_links(index_url=index_url, query=shown, month=month),
    )


def month_name(month: datetime.date) -> str:
    """The month with its year: "december 2026"."""
    return date_format(month, pgettext("month, Django format", "F Y"))


def day_events(entries: Iterable[SearchEntry]) -> list[tuple[datetime.date, DayEvent]]:
    """Each event on each of its local days, the earlier first."""
    found = []
    for entry in entries:
        facts = cards.facts_of_card(entry.card)
        zone = zoneinfo.ZoneInfo(entry.card["timezone"])
        start, end = facts.starts_at.astimezone(zone), facts.ends_at.astimezone(zone)
        state = states.state_of(facts)
        first = start.date()
        last = max(first, (end - MOMENT).date())
        number = (last - first).days + 1
        for day in range(number):
            event = DayEvent(
                title=entry.title,
                url=entry.url,
                when=_when(start, end, day=day, number=number),
                part=_("day %(day)s of %(number)s") % {"day": day + 1, "number": number}
                if number > 1
                else "",
                state=_told(state, entry.title),
                is_off=state in TOLD,
                example=entry.demo,
            )
            # What goes on from the day before stands above what begins on the day.
            begins = start if day == 0 else start.replace(hour=0, minute=0)
            moment = begins.replace(tzinfo=None) + datetime.timedelta(days=day)
            found.append((moment, entry.title, event))
    found.sort(key=lambda item: item[:2])
    return [(moment.date(), event) for moment, __, event in found]


def _told(state: EventState, title: str) -> str:
    """The word for a state that must not be missed, unless the title begins with it."""
    word = str(state.label) if state in TOLD else ""
    return "" if title.casefold().startswith(word.casefold()) else word


def _when(start: datetime.datetime, end: datetime.datetime, *, day: int, number: int) -> str:
    if number == 1:
        return pgettext("times of day", "%(start)s–%(end)s") % {
            "start": clock(start),
            "end": clock(end),
        }
    if day == 0:
        return _("from %(time)s") % {"time": clock(start)}
    if day == number - 1 and end.time() != datetime.time():
        return _("until %(time)s") % {"time": clock(end)}
    return _("all day")


def _by_day(entries: Iterable[SearchEntry]) -> Mapping[datetime.date, list[DayEvent]]:
    days: dict[datetime.date, list[DayEvent]] = {}
    for date, event in day_events(entries):
        days.setdefault(date, []).append(event)
    return days


def _weeks(
    month: datetime.date,
    today: datetime.date,
    events: Mapping[datetime.date, Sequence[DayEvent]],
) -> list[list[Day]]:
    """Weeks from Monday. Days of the neighbouring months are empty: those have pages of their own,
    and an event of two months would stand in this one's count and not in its filters."""
    return [
        [
            Day(
                date=date,
                in_month=date.month == month.month,
                is_today=date == today,
                events=events.get(date, ()) if date.month == month.month else (),
            )
            for date in week
        ]
        for week in calendar.Calendar().monthdatescalendar(month.year, month.month)
    ]


def _weekdays(month: datetime.date) -> list[tuple[str, str]]:
    """Name and short name of each day of the week, from Monday."""
    week = calendar.Calendar().monthdatescalendar(month.year, month.month)[1]
    return [
        (capitalised(date_format(day, "l")), capitalised(date_format(day, "D"))) for day in week
    ]


def _shifted(month: datetime.date, months: int) -> datetime.date:
    number = month.year * 12 + month.month - 1 + months
    return datetime.date(number // 12, number % 12 + 1, 1)


def _is_shown(month: datetime.date, today: datetime.date) -> bool:
    return FIRST_YEAR <= month.year <= today.year + YEARS_AHEAD


def _nearest(months: Mapping[str, int], key: str) -> datetime.date | None:
    """The next month with an event, else the last one before."""
    filled = sorted(
        value for value, count in months.items() if count and value[:1].isdigit() and value != key
    )
    later = [value for value in filled if value > key]
    chosen = (later or filled[::-1])[:1]
    return datetime.date.fromisoformat(f"{chosen[0]}-01") if chosen else None
