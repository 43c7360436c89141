"""Words that carry no meaning in a search. "os" is not one of them: "OS 2" is a name here."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from os2site.search.analysis.words import fold

DATA = Path(__file__).parent / "data"


@cache
def stop_words(code: str) -> frozenset[str]:
    """The edited stop list of a language."""
    return read_words(f"stop_words_{code}.txt")


@cache
def weak_words(code: str) -> frozenset[str]:
    """Words, folded, that are searched but count for less; none for a language without a list."""
    name = f"weak_words_{code}.txt"
    return frozenset(map(fold, read_words(name))) if (DATA / name).exists() else frozenset()


def read_words(name: str) -> frozenset[str]:
    """A list of this package, one word on each line; lines that begin with "#" are remarks."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
