"""Concepts that come with the software, beside those that a site's editors enter."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from os2site.search.analysis.synonyms import Concept

DATA = Path(__file__).parent / "data"
#: What their words weigh against the editors' own.
TRUST = 0.7


@cache
def concepts(language: str) -> tuple[Concept, ...]:
    """The shipped concepts of a language, none for a language without a file."""
    path = DATA / f"thesaurus_{language}.txt"
    return tuple(_read(path.read_text(encoding="utf-8"))) if path.exists() else ()


def _read(text: str) -> Iterator[Concept]:
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        names, __, narrower = line.partition(">")
        yield Concept(_items(names), _items(narrower), trust=TRUST)


def _items(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in text.split(",") if item.strip())
