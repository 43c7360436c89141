"""What a query means, as both engines understand it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

#: Weight from which on the words of a phrase are highlighted one by one.
TOLD_APART = 0.6
#: How much better an entry of a favoured type is than another.
FAVOUR = 1.15

#: Part of the score that grows with the share of the words that an entry has.
SHARE_SAID = 0.8


@dataclass(frozen=True)
class Alternative:
    """One way to match: all of ``words``, each by any of its tokens.

    :param weight: factor on the mean score of the words.
    :param phrase: the words (one token each) must follow each other.
    """

    weight: float
    words: tuple[tuple[str, ...], ...]
    phrase: bool = False


@dataclass(frozen=True)
class Group:
    """A word or phrase of the query with all that stands for it; counts once in the score.

    :param weight: factor on the score: several words count as several, words that many queries have
        for less than one.
    :param loose: further ways to say nearly that, for a search that finds too little.
    """

    text: str
    alternatives: tuple[Alternative, ...]
    loose: tuple[Alternative, ...] = ()
    weight: float = 1.0


@dataclass(frozen=True)
class Near:
    """An entry that lies near the best hits.

    :param entry_id: the entry's, ``key`` likewise.
    :param weight: what it is worth, in the terms of the engine's scores.
    :param found: it is a hit even when it has none of the words.
    :param fills: likewise, but after all that has them.
    """

    entry_id: int
    key: str
    weight: float
    found: bool = False
    fills: bool = False

    @property
    def share(self) -> float:
        """Part of the weight that it has without any of the words, 0 when it is no hit then."""
        return 1.0 if self.found else SHARE_FILLS if self.fills else 0.0


#: What an entry that fills up a page is worth beside those that have the words.
SHARE_FILLS = 1e-4


@dataclass(frozen=True)
class QueryPlan:
    """A query as both engines understand it.

    :param groups: what is looked for.
    :param required: number of groups that an entry must match.
    :param name: token of an entry that is called just what was typed.
    :param filler: tokens of words that say little; an entry that has them in its title is a little
        better than one that hasn't.
    :param favoured: entry types that answer a question like this one.
    :param synonyms: texts that are searched too, for the visitor to see.
    :param near: what lies near the first hits, once they are known; it comes earlier.
    :param suggestion: the text with what was probably meant, when a word was read as another.
    """

    groups: tuple[Group, ...] = ()
    required: int = 1
    name: str = ""
    filler: tuple[str, ...] = ()
    favoured: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    suggestion: str | None = None
    near: tuple[Near, ...] = ()

    @property
    def relaxed(self) -> QueryPlan:
        """The plan for when this one finds too little: one group is enough, and loosely said."""
        groups = tuple(
            replace(group, alternatives=(*group.alternatives, *group.loose))
            for group in self.groups
        )
        return replace(self, groups=groups, required=1)

    @cached_property
    def tokens(self) -> frozenset[str]:
        """All tokens that a highlighted word may have."""
        return frozenset(
            token
            for group in self.groups
            for alternative in group.alternatives
            if not alternative.phrase or alternative.weight >= TOLD_APART
            for tokens in alternative.words
            for token in tokens
        )
