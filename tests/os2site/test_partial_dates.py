"""Years, months and days of sources."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from os2site import partial_dates

TODAY = datetime.date(2026, 4, 1)


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("2026", "2026"),
        ("2024-03", "marts 2024, over 2 år gammelt"),
        ("2024-04", "april 2024"),
        ("2024-04-01", "1. april 2024"),
        ("2023", "2023, over 2 år gammelt"),
        ("2019-02-01", "1. februar 2019, over 7 år gammelt"),
        ("2019-02-30", "2019-02-30"),
        ("", ""),
    ],
)
def test_what_is_old_is_said_to_be(given: str, text: str) -> None:
    with override("da"):
        assert partial_dates.dated(given, today=TODAY) == text


@pytest.mark.parametrize("given", ["", "2026", "2026-03", "2026-03-31", "2012-10"])
def test_a_date_that_has_begun_is_taken(given: str) -> None:
    partial_dates.check(given, today=TODAY)


@pytest.mark.parametrize("given", ["26", "2026-3", "2026-02-29", "2026-05", "2026-04-02", "2027"])
def test_what_is_no_date_or_has_not_begun_is_refused(given: str) -> None:
    with pytest.raises(ValidationError):
        partial_dates.check(given, today=TODAY)
