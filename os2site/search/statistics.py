"""What editors learn from the counted searches."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from django.db.models import F, Max, Sum
from django.db.models.functions import TruncMonth, TruncWeek
from django.utils import timezone

from os2site.models import SearchCount

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from wagtail.models import Site

#: All texts, those that mostly found nothing, and those whose results nobody followed.
Kind = Literal["all", "without_result", "without_click"]
#: Longest period, in days, whose days are shown one by one, and whose weeks are.
DAYS_UP_TO, WEEKS_UP_TO = 31, 182


@dataclass(frozen=True)
class Period:
    """The days that are looked at, both included."""

    site: Site
    days: int
    last: datetime.date

    @classmethod
    def until_today(cls, *, site: Site, days: int) -> Period:
        """So many days up to and with today."""
        return cls(site, days, timezone.localdate())

    @property
    def first(self) -> datetime.date:
        """The first day."""
        return self.last - datetime.timedelta(days=self.days - 1)

    @property
    def unit(self) -> Literal["day", "week", "month"]:
        """What the period is divided into."""
        if self.days <= DAYS_UP_TO:
            return "day"
        return "week" if self.days <= WEEKS_UP_TO else "month"

    def rows(self) -> QuerySet[SearchCount]:
        """What was counted."""
        rows = SearchCount.objects.filter(site=self.site, day__gte=self.first, day__lte=self.last)
        return rows.order_by()


@dataclass(frozen=True)
class Totals:
    """Counts of a day, a week, a month or a whole period; ``start`` is its first day."""

    start: datetime.date
    searches: int
    without_result: int
    stood_in: int
    clicks: int


@dataclass(frozen=True)
class TextCount:
    """Counts of a text in a period."""

    text: str
    language: str
    searches: int
    without_result: int
    clicks: int
    last_day: datetime.date


def totals(period: Period) -> Sequence[Totals]:
    """Counts of each day, week or month, the latest first, those without searches included."""
    start = {"day": F("day"), "week": TruncWeek("day"), "month": TruncMonth("day")}[period.unit]
    counted = {
        row["start"]: Totals(**row)
        for row in period.rows()
        .values(start=start)
        .annotate(
            searches=Sum("searches"),
            without_result=Sum("without_result"),
            stood_in=Sum("stood_in"),
            clicks=Sum("clicks"),
        )
    }
    return [counted.get(day, Totals(day, 0, 0, 0, 0)) for day in _starts(period)]


def texts(period: Period, kind: Kind, *, limit: int | None = None) -> Sequence[TextCount]:
    """Texts of a kind, the most frequent first."""
    rows = (
        period.rows()
        .exclude(text="")
        .values("text", "language")
        .annotate(
            number=Sum("searches"),
            failed=Sum("without_result"),
            followed=Sum("clicks"),
            last_day=Max("day"),
        )
    )
    if kind == "without_result":
        rows = rows.filter(failed__gt=0).order_by("-failed", "-number", "text")
    elif kind == "without_click":
        rows = rows.filter(followed=0, failed__lt=F("number")).order_by("-number", "text")
    else:
        rows = rows.order_by("-number", "text")
    return [
        TextCount(
            row["text"],
            row["language"],
            row["number"],
            row["failed"],
            row["followed"],
            row["last_day"],
        )
        for row in rows[:limit]
    ]


def _starts(period: Period) -> Sequence[datetime.date]:
    """First days of the period's parts, the latest first."""
    starts: dict[datetime.date, None] = {}
    for number in range(period.days):
        day = period.last - datetime.timedelta(days=number)
        if period.unit == "week":
            day -= datetime.timedelta(days=day.weekday())
        elif period.unit == "month":
            day = day.replace(day=1)
        starts.setdefault(day)
    return list(starts)
