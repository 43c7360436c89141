"""Danish text that reads like the demo content: its words, in an order that a seed decides."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

#: Words of a text: half have fewer than the first, hardly any more than the last.
TYPICAL_WORDS, MOST_WORDS = 90, 600
#: Share of the titles that have a compound which nothing else has, as names of things do.
NEW_COMPOUNDS = 0.4


class Writer:
    """Writes titles and texts; the same seed writes the same ones."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._random = random.Random(seed)
        self._after: dict[str, list[str]] = defaultdict(list)
        self._starts: list[str] = []
        nouns: dict[str, None] = {}
        for sentence in _sentences(folder):
            words = sentence.split()
            self._starts.append(words[0])
            for word, following in pairwise(words):
                self._after[word].append(following)
            nouns.update((word.lower(), None) for word in words if word.isalpha() and len(word) > 5)
        self._nouns = list(nouns)

    def title(self) -> str:
        """Two to six words, some of them made for it."""
        words = self._words(self._random.randint(2, 5))
        if self._random.random() < NEW_COMPOUNDS:
            compound = self._random.choice(self._nouns) + self._random.choice(self._nouns)
            words.insert(0, compound[:50])
        title = " ".join(words).strip(" .,;:–-")
        return title[:1].upper() + title[1:]

    def text(self) -> str:
        """Some sentences; lengths differ as those of real pages do."""
        size = min(MOST_WORDS, round(self._random.lognormvariate(0, 0.7) * TYPICAL_WORDS) + 10)
        return " ".join(self._words(size))

    def lead(self) -> str:
        """One sentence or two."""
        return " ".join(self._words(self._random.randint(10, 25)))

    def choose(self, items: list[Any]) -> Any:
        """One of the items."""
        return self._random.choice(items)

    def number(self, highest: int) -> int:
        """From 0 to ``highest``."""
        return self._random.randint(0, highest)

    def _words(self, number: int) -> list[str]:
        words = [self._random.choice(self._starts)]
        while len(words) < number:
            following = self._after.get(words[-1])
            words.append(self._random.choice(following or self._starts))
        return words


def _sentences(folder: Path) -> Iterator[str]:
    """Sentences of all texts in the folder's JSON files, in a fixed order."""
    for path in sorted(folder.glob("*.json")):
        for text in _texts(json.loads(path.read_text(encoding="utf-8"))):
            for sentence in text.replace("\n", " ").split(". "):
                if sentence.count(" ") >= 3:
                    yield sentence


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)
