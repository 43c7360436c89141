"""The scale of years on which initiatives are drawn."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from os2site.contrib.vision.enums import InitiativeStatus

#: Columns that the style sheet knows.
MAX_YEARS: Final = 10
#: Years that a scale has at least, so that a bar of one year does not fill it.
MIN_YEARS: Final = 3


@dataclass(frozen=True)
class Bar:
    """Columns (counted from 1, the last one included) and look of a bar."""

    first: int
    last: int
    look: str


def years(
    *, periods: Iterable[tuple[int | None, int | None]], today: datetime.date
) -> Sequence[int]:
    """The years of the scale; empty without any period.

    An initiative without an end reaches to this year. Of a scale that would be too long the last
    years are kept.
    """
    known = [(first, last) for first, last in periods if first is not None]
    if not known:
        return ()
    start = min(first for first, __ in known)
    end = max(max(first, last or today.year) for first, last in known)
    end = max(end, start + MIN_YEARS - 1)
    return range(max(start, end - MAX_YEARS + 1), end + 1)


def bar(*, first: int | None, last: int | None, status: str, years: Sequence[int]) -> Bar | None:
    """Where an initiative lies on the scale, ``None`` without a period or outside of it."""
    if first is None or not years:
        return None
    end = years[-1] if last is None else last
    if end < years[0] or first > years[-1]:
        return None
    return Bar(
        first=max(first, years[0]) - years[0] + 1,
        last=min(end, years[-1]) - years[0] + 1,
        look=_look(status, is_open=last is None),
    )


def _look(status: str, *, is_open: bool) -> str:
    """Class of the bar: filled green, fading out, dashed, or plain."""
    if status == InitiativeStatus.DONE:
        return "done"
    if status in {InitiativeStatus.PLANNED, InitiativeStatus.STOPPED}:
        return "next"
    return "open" if is_open else ""
