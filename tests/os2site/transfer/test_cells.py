"""A value goes into a cell and comes back the same."""

from __future__ import annotations

import datetime
from typing import Any, Literal

import pytest
from pydantic import Field

from os2site.enums import SizeClass
from os2site.transfer import cells
from os2site.transfer.contract import ClockTime, Row


class Part(Row):
    """An object inside a record."""

    title: str
    at: ClockTime | None = None


class Sample(Row):
    """A field of each sort that a kind may have."""

    text: str | None = None
    texts: list[str] = []
    maybe_texts: list[str] | None = None
    number: int | None = None
    share: float | None = None
    flag: bool | None = None
    day: datetime.date | None = None
    at: ClockTime | None = None
    size: SizeClass | None = None
    word: Literal["a", "b"] | None = None
    words: list[Literal["a", "b"]] = []
    part: Part | None = None
    parts: list[Part] = []
    facts: dict[str, Any] = Field(default_factory=dict)
    anything: list[Any] | dict[str, Any] | None = None


def there_and_back(name: str, value: Any, *, as_text: bool) -> Any:
    field = Sample.model_fields[name]
    dumped = Sample(**{name: value}).model_dump(mode="json")[name]
    cell = cells.encode(dumped, field)
    decoded = cells.decode(cells.to_text(cell) if as_text else cell, field)
    return getattr(Sample(**{name: decoded}), name)


@pytest.mark.parametrize("as_text", [True, False], ids=["csv", "xlsx"])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("text", "Tekst | med streg"),
        ("text", "[ikke en liste]"),
        ("text", "null"),
        ("text", "101"),
        ("text", "=HYPERLINK(1)"),
        ("text", "to\nlinjer"),
        ("texts", ["[1]"]),
        ("texts", []),
        ("texts", ["en", "to"]),
        ("texts", ["en | to", "tre"]),
        ("texts", ["[en", "to"]),
        ("texts", ["-5", "=1"]),
        ("texts", ["5"]),
        ("maybe_texts", []),
        ("maybe_texts", None),
        ("number", -5),
        ("number", 0),
        ("share", 0.5),
        ("flag", True),
        ("flag", False),
        ("flag", None),
        ("day", datetime.date(2026, 2, 28)),
        ("at", datetime.time(9, 30)),
        ("size", SizeClass.VERY_LARGE),
        ("word", "a"),
        ("words", ["a", "b"]),
        ("part", Part(title="x", at=datetime.time(9, 30))),
        ("parts", [Part(title="en"), Part(title="to | tre")]),
        ("parts", []),
        ("facts", {"a": [1, None], "b": {"c": True}}),
        ("anything", [1, "to"]),
        ("anything", {"fra": 0.5}),
    ],
)
def test_a_value_comes_back_the_same(name: str, value: Any, as_text: bool) -> None:
    assert there_and_back(name, value, as_text=as_text) == value


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        ("flag", "SAND", True),
        ("flag", "nej", False),
        ("flag", "Ja", True),
        ("share", "0,5", 0.5),
        ("day", "28-02-2026", datetime.date(2026, 2, 28)),
        ("day", datetime.datetime(2026, 2, 28), datetime.date(2026, 2, 28)),
        ("at", datetime.time(9, 30), datetime.time(9, 30)),
        ("texts", " en |to ", ["en", "to"]),
        ("texts", '["en", "to"]', ["en", "to"]),
        ("text", 101.0, "101"),
        ("text", "\u00a0tekst ", "tekst"),
        ("number", "  ", None),
    ],
)
def test_what_people_write_in_a_spreadsheet_is_understood(name: str, cell: Any, value: Any) -> None:
    decoded = cells.decode(cell, Sample.model_fields[name])
    assert getattr(Sample(**{name: decoded}), name) == value
