"""Compounds are split where Danes would split them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from os2site import project
from os2site.search.analysis.languages import get_language
from os2site.search.analysis.words import fold

CONTENT = Path(project.__file__).parent / "demo" / "content" / "compound_examples.json"


def parts_of(word: str) -> list[str]:
    """The parts' lemmas, which stand last of their forms."""
    return [forms[-1] for forms in get_language("da").analyse(word).parts]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("mødelokalebooking", ["møde", "lokal", "booking"]),
        ("kørselsgodtgørelser", ["kørsel", "godtgørelse"]),
        ("flådestyringssystem", ["flåde", "styring", "system"]),
        ("borgerservicecenter", ["borge", "service", "center"]),
        ("skadesøkonomien", ["skade", "økonomi"]),
        ("høringssvarene", ["høring", "svar"]),
        ("databehandleraftale", ["data", "behandle", "aftale"]),
    ],
)
def test_a_compound_is_split_down_to_its_smallest_parts(word: str, parts: list[str]) -> None:
    assert parts_of(word) == [fold(part) for part in parts]


@pytest.mark.parametrize(
    "word",
    ["skybrud", "netværk", "forvaltning", "behandling", "opgave", "region", "statistik",
     "stilling", "formular", "kommunikation", "handicap", "sandkasse", "dagsorden", "fritid",
     "version", "forening", "organisation", "indsigt", "overblik", "selvbetjening", "bog",
     "leverandør", "medlemskab", "sikkerhed", "digitalisering"],
)  # fmt: skip
def test_a_word_that_is_whole_stays_whole(word: str) -> None:
    assert parts_of(word) == []


def test_a_compound_inside_a_compound_can_be_found_too() -> None:
    assert "moedelokale" in get_language("da").analyse("mødelokalebooking").inner


def test_a_long_word_of_nonsense_takes_no_time() -> None:
    assert parts_of("x" * 60) == []
    assert isinstance(parts_of("lokale" * 10), list)


def test_the_examples_of_the_content_are_split() -> None:
    examples = json.loads(CONTENT.read_text(encoding="utf-8"))
    wrong = []
    for example in examples:
        found = get_language("da").analyse(example["compound"]).parts
        wanted = [fold(part) for part in example["parts"] or []]
        if len(found) != len(wanted) or not all(
            part in forms for part, forms in zip(wanted, found, strict=True)
        ):
            wrong.append(example["compound"])
    assert len(wrong) <= len(examples) * 0.02, wrong
