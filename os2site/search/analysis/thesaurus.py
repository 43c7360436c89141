"""Concepts that come with the software, beside those that a site's editors enter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from os2site.search.analysis.synonyms import Concept, Everyday
from os2site.search.analysis.words import fold

DATA = Path(__file__).parent / "data"
#: What their words weigh against the editors' own.
TRUST = 0.7


@cache
def concepts(language: str) -> tuple[Concept, ...]:
    """The shipped concepts of a language, none for a language without a file."""
    path = DATA / f"thesaurus_{language}.txt"
    return tuple(_read(path.read_text(encoding="utf-8"))) if path.exists() else ()


@cache
def everyday(language: str) -> Mapping[str, Everyday]:
    """Everyday words of a language, folded, and what else is said for each."""
    path = DATA / f"everyday_{language}.txt"
    if not path.exists():
        return {}
    same: dict[str, tuple[str, ...]] = {}
    narrower: dict[str, tuple[str, ...]] = {}
    broader: dict[str, list[str]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        head, __, rest = line.partition(":")
        others, __, below = rest.partition(">")
        head = fold(head)
        same[head], narrower[head] = _folded(others), _folded(below)
        for word in narrower[head]:
            broader[word].append(head)
    return {
        head: Everyday(
            same.get(head, ()), narrower.get(head, ()), tuple(dict.fromkeys(broader.get(head, ())))
        )
        for head in same.keys() | broader.keys()
    }


def _read(text: str) -> Iterator[Concept]:
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        names, __, narrower = line.partition(">")
        yield Concept(_items(names), _items(narrower), trust=TRUST)


def _folded(text: str) -> tuple[str, ...]:
    return tuple(map(fold, _items(text)))


def _items(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in text.split(",") if item.strip())
