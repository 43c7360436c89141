"""The dates of a series: a rule, counted from its first day."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Any, Final

from dateutil import rrule
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from os2site_events.enums import RecurrenceKind
from os2site_events.services.times import weekday

#: Events of a series at most, besides the first; a longer one is more than anybody plans.
MAX_DATES: Final = 60
# The library has no types.
_RRULE: Final[Any] = rrule.rrule
_WEEKDAY: Final[Any] = rrule.weekday
#: Weeks or months between two events at most.
MAX_INTERVAL: Final = 12


@dataclass(frozen=True)
class Rule:
    """How often an event is repeated, and for how long.

    :param first: the day of the event that is repeated.
    :param interval: every so many weeks or months.
    :param until: the last day that may be one of the dates.
    :param count: how many dates there are besides the first.
    """

    kind: RecurrenceKind
    first: datetime.date
    interval: int = 1
    until: datetime.date | None = None
    count: int | None = None


def dates(rule: Rule) -> list[datetime.date]:
    """The days after the first, in order; one more than is allowed when there are too many.

    A month without the date (31 April) or without a fifth such day of the week has none.
    """
    limit = MAX_DATES + 1 if rule.count is None else min(rule.count, MAX_DATES + 1)
    days = (moment.date() for moment in _rrule(rule) if moment.date() > rule.first)
    until = rule.until
    if until is not None:
        days = takewhile(lambda day: day <= until, days)  # type: ignore[assignment]
    return list(islice(days, limit))


def week_of_month(day: datetime.date) -> int:
    """Which one of its month such a day of the week it is, from 1."""
    return (day.day - 1) // 7 + 1


def rule_text(rule: Rule) -> str:
    """The rule in words of the active language."""
    names = {"weekday": weekday(rule.first), "day": rule.first.day, "n": rule.interval}
    if rule.kind == RecurrenceKind.WEEKLY:
        return ngettext("each %(weekday)s", "%(weekday)s every %(n)s weeks", rule.interval) % names
    names["week"] = week_of_month(rule.first)
    texts = {
        RecurrenceKind.MONTHLY_DATE: _("day %(day)s"),
        RecurrenceKind.MONTHLY_NTH: _("%(weekday)s no. %(week)s"),
        RecurrenceKind.MONTHLY_LAST: _("the last %(weekday)s"),
    }
    names["when"] = texts[rule.kind] % names
    return ngettext("%(when)s of each month", "%(when)s every %(n)s months", rule.interval) % names


def moved(moment: datetime.datetime, *, days: int) -> datetime.datetime:
    """The moment so many days later at the same time by its own clock.

    A time that the clock leaves out on that night is the moment at which it jumps over it.
    """
    naive = moment.replace(tzinfo=None) + datetime.timedelta(days=days)
    local = naive.replace(tzinfo=moment.tzinfo)
    return local.astimezone(datetime.UTC).astimezone(moment.tzinfo)


def moved_times(
    start: datetime.datetime, end: datetime.datetime, *, days: int
) -> tuple[datetime.datetime, datetime.datetime]:
    """Beginning and end so many days later, both at the same time by the clock.

    :param start: and ``end`` are in the event's time zone.
    """
    begins, ends = moved(start, days=days), moved(end, days=days)
    if ends.astimezone(datetime.UTC) <= begins.astimezone(datetime.UTC):
        # A short event in the hour that the clock leaves out.
        lasts = end.astimezone(datetime.UTC) - start.astimezone(datetime.UTC)
        ends = (begins.astimezone(datetime.UTC) + lasts).astimezone(start.tzinfo)
    return begins, ends


def _rrule(rule: Rule) -> Any:
    start = datetime.datetime.combine(rule.first, datetime.time())
    day = rule.first.weekday()
    if rule.kind == RecurrenceKind.WEEKLY:
        return _RRULE(rrule.WEEKLY, dtstart=start, interval=rule.interval)
    if rule.kind == RecurrenceKind.MONTHLY_DATE:
        return _RRULE(
            rrule.MONTHLY, dtstart=start, interval=rule.interval, bymonthday=rule.first.day
        )
    number = -1 if rule.kind == RecurrenceKind.MONTHLY_LAST else week_of_month(rule.first)
    return _RRULE(
        rrule.MONTHLY,
        dtstart=start,
        interval=rule.interval,
        byweekday=_WEEKDAY(day, number),
    )
