"""How much titles and a search say of each other.

A title that says just what is looked for, and little else, names the page that is looked for: of
all that tell of the general assembly, the page "General assembly" is the one. Engines count how
often and how rarely words occur, and know nothing of what a title says besides.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection

from os2site.search.analysis.plan import Alternative, QueryPlan

#: Weight from which on a way to say a word means the same.
SAME = 0.8
#: Weight from which on what has a way to say a word counts as having the word.
NEARLY = 0.6
#: The name of all of these products says nothing of which one is meant.
COMMON = frozenset({"os2"})

#: Token → number of entries that have it.
Having = Callable[[str], Collection[int]]


class Titles:
    """A search, to be held against the titles of entries.

    :param number: number of entries; ``having`` tells which of them have a token.
    """

    def __init__(self, plan: QueryPlan, number: int, having: Having) -> None:
        self._number = number
        self._having = having
        self._plan = plan
        self._same = {
            token
            for group in plan.groups
            for alternative in group.alternatives
            if alternative.weight >= SAME
            for tokens in alternative.words
            for token in tokens
        }
        self._weights = [
            group.weight * self._rarity(self._entries(group.alternatives)) for group in plan.groups
        ]

    def overlap(self, title: Collection[str]) -> float:
        """How much of the title the search says, and the title of the search; 0 to 1, the mean."""
        words = [token for token in title if token not in COMMON]
        total = sum(map(self._rarity_of, words))
        said = sum(self._rarity_of(token) for token in words if token in self._same)
        if not said or not total:
            return 0.0
        return (said / total + self._covered(title)) / 2

    def _covered(self, title: Collection[str]) -> float:
        """How much of the search the title says."""
        covered = sum(
            weight * max((_match(item, title) for item in group.alternatives), default=0.0)
            for weight, group in zip(self._weights, self._plan.groups, strict=True)
        )
        return covered / (sum(self._weights) or 1.0)

    def _entries(self, alternatives: Collection[Alternative]) -> int:
        entries: set[int] = set()
        for alternative in alternatives:
            if alternative.weight >= NEARLY and len(alternative.words) == 1:
                entries.update(*(self._having(token) for token in alternative.words[0]))
        return len(entries)

    def _rarity_of(self, token: str) -> float:
        return self._rarity(len(self._having(token)))

    def _rarity(self, entries: int) -> float:
        return math.log(1 + (self._number - entries + 0.5) / (entries + 0.5))


def _match(alternative: Alternative, title: Collection[str]) -> float:
    has_all = all(any(token in title for token in tokens) for tokens in alternative.words)
    return alternative.weight if has_all else 0.0
