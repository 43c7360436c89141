"""The scale of years on which initiatives are drawn."""

from __future__ import annotations

import datetime

import pytest

from os2site.contrib.vision.services.scale import Bar, bar, years

TODAY = datetime.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        ([], []),
        ([(None, None)], []),
        ([(2022, 2023), (2022, None)], [2022, 2023, 2024, 2025, 2026]),
        ([(2026, 2026)], [2026, 2027, 2028]),
        ([(2027, None)], [2027, 2028, 2029]),
        ([(2001, None)], list(range(2017, 2027))),
        ([(2020, 2031)], list(range(2022, 2032))),
    ],
)
def test_the_scale_holds_all_periods_and_at_most_ten_years(
    periods: list[tuple[int | None, int | None]], expected: list[int]
) -> None:
    assert list(years(periods=periods, today=TODAY)) == expected


@pytest.mark.parametrize(
    ("first", "last", "status", "expected"),
    [
        (2022, 2023, "gennemfoert", Bar(1, 2, "done")),
        (2022, None, "i-gang", Bar(1, 5, "open")),
        (2024, 2025, "i-gang", Bar(3, 4, "")),
        (2026, None, "planlagt", Bar(5, 5, "next")),
        (2023, 2024, "stoppet", Bar(2, 3, "next")),
        (2019, 2022, "gennemfoert", Bar(1, 1, "done")),
        (2025, 2040, "", Bar(4, 5, "")),
        (None, None, "i-gang", None),
        (2010, 2012, "gennemfoert", None),
        (2030, None, "planlagt", None),
    ],
)
def test_a_bar_lies_in_the_years_of_its_period(
    first: int | None, last: int | None, status: str, expected: Bar | None
) -> None:
    assert bar(first=first, last=last, status=status, years=range(2022, 2027)) == expected


def test_without_a_scale_there_is_no_bar() -> None:
    assert bar(first=2022, last=None, status="i-gang", years=()) is None
