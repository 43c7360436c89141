"""Dates of sources, which may be a year, a month or a day: checked, in words, and how old.

``2025``, ``2025-10`` and ``2025-10-03`` are such dates; an empty text is no date.
"""

from __future__ import annotations

import calendar
import datetime
import re
from typing import Final

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

PARTIAL_DATE: Final = re.compile(r"^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?$")
#: A number that was right this many years ago is said to be old.
OLD_YEARS: Final = 2


def last_day(text: str) -> datetime.date | None:
    """The last day that a date can mean, ``None`` for what is no date."""
    found = PARTIAL_DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day = int(found[1]), int(found[2] or 12), int(found[3] or 0)
    try:
        return datetime.date(year, month, day or calendar.monthrange(year, month)[1])
    except ValueError:
        return None


def check(text: str, *, today: datetime.date | None = None) -> None:
    """Require a date that has begun, or none at all.

    :raises ValidationError: for what is no date, and for one that lies in the future.
    """
    if not text:
        return
    if last_day(text) is None:
        raise ValidationError(_("Write a year, a month or a day, such as 2025-10."))
    if text > (today or timezone.localdate()).isoformat()[: len(text)]:
        raise ValidationError(_("The date lies in the future."))


def check_field(name: str, text: str) -> None:
    """:func:`check` for a field of a model or form.

    :raises ValidationError: on the field ``name``.
    """
    try:
        check(text)
    except ValidationError as error:
        raise ValidationError({name: error}) from error


def in_words(text: str) -> str:
    """A date as people write it, such as "October 2025"; what is no date stays as it is."""
    day = last_day(text)
    if day is None or len(text) == 4:
        return text
    return date_format(day, "F Y" if len(text) == 7 else "DATE_FORMAT")


def age_note(text: str, *, today: datetime.date | None = None) -> str:
    """That something is old, such as "more than 3 years old"; empty while it is not, or undated."""
    day = last_day(text)
    if day is None:
        return ""
    today = today or timezone.localdate()
    years = today.year - day.year - ((today.month, today.day) <= (day.month, day.day))
    if years < OLD_YEARS:
        return ""
    return ngettext("more than %(count)s year old", "more than %(count)s years old", years) % {
        "count": years
    }


def dated(text: str, *, today: datetime.date | None = None) -> str:
    """A date in words with its age, where it is old: "2019, more than 6 years old"."""
    return ", ".join(filter(None, [in_words(text), age_note(text, today=today)]))
