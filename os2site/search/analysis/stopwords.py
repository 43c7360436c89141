"""Words that carry no meaning in a search. "os" is not one of them: "OS 2" is a name here."""

from __future__ import annotations

from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


@cache
def stop_words(code: str) -> frozenset[str]:
    """The edited stop list of a language."""
    return read_words(f"stop_words_{code}.txt")


def read_words(name: str) -> frozenset[str]:
    """A list of this package, one word on each line."""
    return frozenset((DATA / name).read_text(encoding="utf-8").split())
