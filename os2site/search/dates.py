"""The filter by date: parts of time that are reckoned from now, and the months of what takes place.

Months are stored with an entry; the other values can't be, because they change with the day.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

MONTH = datetime.timedelta(days=30)
YEAR = datetime.timedelta(days=365)


@dataclass(frozen=True)
class DateRange:
    """A part of time as a value of a facet.

    :param field: date of the entry that must lie in it; ``ends_at`` only has what takes place at a
        time.
    :param after: the date lies after this moment, and at ``until`` at the latest; ``None`` is
        without a bound.
    """

    value: str
    field: Literal["date", "ends_at"]
    after: datetime.datetime | None = None
    until: datetime.datetime | None = None


_LABELS = {
    "coming": _("Coming events"),
    "past": _("Events held"),
    "month": _("The last month"),
    "year": _("The last year"),
    "older": _("More than a year old"),
}


def date_ranges(now: datetime.datetime) -> Sequence[DateRange]:
    """What is to come and what has been held, and how old things are."""
    return (
        DateRange("coming", "ends_at", after=now),
        DateRange("past", "ends_at", until=now),
        DateRange("month", "date", after=now - MONTH, until=now),
        DateRange("year", "date", after=now - YEAR, until=now),
        DateRange("older", "date", until=now - YEAR),
    )


def date_labels(values: Sequence[str], language: str) -> Mapping[str, str]:
    """Names of the parts of time, and of months with their year; anything else is left out."""
    found: dict[str, str] = {}
    with translation.override(language):
        for value in values:
            if value in _LABELS:
                found[value] = str(_LABELS[value])
                continue
            try:
                day = datetime.date.fromisoformat(f"{value}-01")
            except ValueError:
                continue
            found[value] = capfirst(date_format(day, "F Y"))
    return found


def date_order(value: str) -> tuple[int, str]:
    """Sort key: the parts of time as they are listed above, then the months."""
    position = list(_LABELS).index(value) if value in _LABELS else len(_LABELS)
    return position, value
