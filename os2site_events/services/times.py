"""Dates and times of an event in words."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def clock(value: datetime.datetime | datetime.time) -> str:
    """A time of day as the language writes it: 09.30 in Danish."""
    return value.strftime(pgettext("time of day, strftime", "%H:%M"))


def long_date(value: datetime.date) -> str:
    """A day such as "5. januar 2027"."""
    return date_format(value, pgettext("date, Django format", "j F Y"))


def weekday_date(value: datetime.date) -> str:
    """A day with its weekday, such as "lørdag 2. januar 2027"."""
    return date_format(value, pgettext("date, Django format", "l j F Y"))


def begins(event: Any) -> str:
    """Day and time at which an event begins, for lists that also have events long past."""
    start = event.local_start
    return f"{long_date(start)} {clock(start)}"


def capitalised(text: str) -> str:
    """The text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def times(start: datetime.datetime, end: datetime.datetime) -> str:
    """The times of an event on one day, "kl. 09.30–15.30"; with the last day where it has several.

    :param start: and ``end`` are in the event's time zone.
    """
    if start.date() == end.date():
        return pgettext("times of day", "%(start)s–%(end)s") % {
            "start": clock(start),
            "end": clock(end),
        }
    return _("%(start)s until %(end_date)s at %(end)s") % {
        "start": clock(start),
        "end_date": date_format(end, pgettext("date, Django format", "l j F")),
        "end": clock(end),
    }


def weekday(value: datetime.date) -> str:
    """The name of the day of the week."""
    return date_format(value, "l")
