"""Distances between words, and the table of words that misspelt ones are compared with."""

from __future__ import annotations

import pytest

from os2site.models import SearchWord
from os2site.search.engines import database
from os2site.search.spelling import distance
from tests.os2site.search.conftest import EntryMaker


@pytest.mark.parametrize(
    ("first", "second", "edits"),
    [
        ("ord", "ord", 0),
        ("ord", "orde", 1),
        ("ord", "od", 1),
        ("ord", "ort", 1),
        ("froms", "forms", 1),
        ("rof", "for", 2),
        ("komision", "kommission", 2),
        ("abc", "xyz", 3),
        ("a", "abcdef", 3),
    ],
)
def test_counts_edits_up_to_the_limit(first: str, second: str, edits: int) -> None:
    assert distance(first, second, 2) == edits
    assert distance(second, first, 2) == edits


def words(language: str = "da") -> set[str]:
    return set(SearchWord.objects.filter(language=language).values_list("word", flat=True))


@pytest.mark.django_db
def test_keeps_the_words_of_entries_once_and_as_written(make_entry: EntryMaker) -> None:
    make_entry("Høring om åbne data", body="Høringen er åben. 2026 og os.")
    make_entry("Høring")
    make_entry("Hearing", language="en")
    assert words() == {"høring", "høringen", "åbne", "åben", "data"}
    assert words("en") == {"hearing"}


@pytest.mark.django_db
def test_a_rebuild_drops_words_that_no_entry_has(make_entry: EntryMaker) -> None:
    make_entry("Sekretariat")
    make_entry("Skærm").page.delete()
    assert words() == {"sekretariat", "skærm"}
    database.rebuild()
    assert words() == {"sekretariat"}
