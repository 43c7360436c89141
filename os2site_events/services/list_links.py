"""Ways between the views of the list of events, which keep what the visitor has chosen."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from os2site.services.menus import Link

if TYPE_CHECKING:
    from os2site.search.query import SearchQuery, When

#: Address of the month view below the list, and of the calendar file.
MONTH_PATH: Final = "maaned"
CALENDAR_FILE: Final = "kalender.ics"
#: Filters that a calendar file takes; it has no text to search for, and its time is its own.
CALENDAR_FACETS: Final = ("event_type", "audience", "attendance", "region", "product")

_PARTS: Final[Sequence[tuple[When, Any, Any]]] = (
    ("coming", gettext_lazy("Coming"), gettext_lazy("Show coming events")),
    ("past", gettext_lazy("Earlier"), gettext_lazy("Show earlier events")),
)
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True)
class Tab:
    """A view of the list; ``way_on`` names it outside the tabs."""

    label: str
    way_on: str
    url: str
    current: bool


@dataclass(frozen=True)
class ListLinks:
    """Where a visitor can go from a view of the list.

    :param calendar_url: the calendar file of the chosen filters.
    :param calendar_label: says whether it is filtered.
    """

    tabs: Sequence[Tab]
    calendar_url: str
    calendar_label: str

    @property
    def ways_on(self) -> list[Link]:
        """From an empty list: to the other views."""
        return [Link(tab.way_on, tab.url) for tab in self.tabs if not tab.current]


def read_month(text: str) -> datetime.date | None:
    """The first day of a month such as "2026-12"; ``None`` for anything else."""
    found = _MONTH.fullmatch(text)
    if found is None or found[1] == "0000":
        return None
    return datetime.date(int(found[1]), int(found[2]), 1)


def month_url(*, index_url: str, month: datetime.date, query: SearchQuery) -> str:
    """Address of a month with the query's filters."""
    return _with(f"{index_url}{MONTH_PATH}/{month:%Y-%m}/", _without_time(query).parameters())


def list_links(*, index_url: str, query: SearchQuery, month: datetime.date | None) -> ListLinks:
    """The ways on.

    :param month: the month that is shown, ``None`` in the list.
    """
    facets = calendar_facets(query.facets)
    whole = replace(_without_time(query), sort=query.implied_sort)
    shown = month or _chosen_month(query) or timezone.localdate()
    tabs = [
        Tab(
            str(label),
            str(way_on),
            _with(index_url, replace(whole, when=when).parameters()),
            month is None and query.when == when,
        )
        for when, label, way_on in _PARTS
    ]
    tabs.append(
        Tab(
            _("Month"),
            _("Show a month at a time"),
            month_url(index_url=index_url, month=shown, query=whole),
            month is not None,
        )
    )
    return ListLinks(
        tabs=tabs,
        calendar_url=_with(f"{index_url}{CALENDAR_FILE}", urlencode(facets)),
        calendar_label=_("Subscribe to events with these filters")
        if facets
        else _("Subscribe to all events"),
    )


def calendar_facets(facets: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """Those of the chosen filters that a calendar file takes, as pairs of an address."""
    return [(name, value) for name in CALENDAR_FACETS for value in facets.get(name, ())]


def _chosen_month(query: SearchQuery) -> datetime.date | None:
    found = (read_month(value) for value in query.facets.get("date", ()))
    return next((month for month in found if month is not None), None)


def _without_time(query: SearchQuery) -> SearchQuery:
    """The query's text and filters without what says when."""
    facets = {name: values for name, values in query.facets.items() if name != "date"}
    return replace(query, types=(), facets=facets, when="", page=1)


def _with(path: str, parameters: str) -> str:
    return f"{path}?{parameters}" if parameters else path
