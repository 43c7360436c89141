"""Codes in visitors' words."""

from __future__ import annotations

import datetime

import pytest
from django.utils import translation

from os2site import partial_dates
from os2site.services.languages import alphabetical
from os2site_products.enums import Lifecycle
from os2site_products.services import wording


@pytest.mark.parametrize(
    ("kind", "lifecycle", "phrase"),
    [
        ("produkt", "drift", "Produkt i drift"),
        ("projekt", "sandkasse", "Projekt i sandkasse"),
        ("produkt", "fornyelse", "Produkt under fornyelse"),
        ("produkt", "", "Produkt, status ikke oplyst"),
        ("projekt", "findes-ikke", "Projekt, status ikke oplyst"),
    ],
)
def test_kind_and_lifecycle_are_one_phrase(kind: str, lifecycle: str, phrase: str) -> None:
    assert wording.maturity(kind=kind, lifecycle=lifecycle) == phrase


@pytest.mark.parametrize("lifecycle", Lifecycle.values)
def test_each_lifecycle_has_a_shape_and_words_for_both_kinds(lifecycle: str) -> None:
    assert wording.maturity_shape(lifecycle)
    for kind in ("produkt", "projekt"):
        assert "ikke oplyst" not in wording.maturity(kind=kind, lifecycle=lifecycle)


def test_level_that_nobody_assessed_is_said() -> None:
    assert wording.level("") == "Niveau ikke vurderet"
    assert wording.level("2") == "Niveau 2"


def test_amounts_have_danish_separators_and_a_space_that_does_not_break() -> None:
    assert wording.money(1_250_000) == "1.250.000\N{NO-BREAK SPACE}kr."
    assert wording.money_range(20_000, 60_000) == "20.000–60.000\N{NO-BREAK SPACE}kr."
    assert wording.money_range(20_000, 20_000) == "20.000\N{NO-BREAK SPACE}kr."
    assert wording.money(1_000, currency="EUR") == "EUR\N{NO-BREAK SPACE}1.000"


def test_amounts_follow_the_language() -> None:
    with translation.override("en"):
        assert wording.money(25_000) == "DKK 25,000"


@pytest.mark.parametrize(
    ("lowest", "highest", "text"),
    [
        (0, 24_999, "Under 25.000"),
        (25_000, 60_000, "25.000–60.000"),
        (120_001, None, "Over 120.000"),
        (None, None, ""),
    ],
)
def test_ranges_of_citizens(lowest: int | None, highest: int | None, text: str) -> None:
    assert wording.citizens(lowest=lowest, highest=highest) == text


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("2025", "2025"),
        ("2025-10", "oktober 2025"),
        ("2025-10-03", "3. oktober 2025"),
        ("2025-99", "2025-99"),
        ("", ""),
    ],
)
def test_partial_dates(given: str, text: str) -> None:
    assert partial_dates.in_words(given) == text


def test_list_of_words() -> None:
    assert wording.listed([]) == ""
    assert wording.listed(["drift"]) == "drift"
    assert wording.listed(["drift", "support", "hosting"]) == "drift, support og hosting"


def test_danish_alphabet_ends_with_ae_oe_aa() -> None:
    words = ["Ålborg", "Øl", "Ære", "Zoo", "abe"]
    assert sorted(words, key=alphabetical) == ["abe", "Zoo", "Ære", "Øl", "Ålborg"]


def test_day_is_written_out() -> None:
    assert wording.day(datetime.date(2026, 5, 4)) == "4. maj 2026"
