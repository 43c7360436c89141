"""What a query means: groups of words, each with the ways in which an entry may say it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from os2site.search.analysis.languages import NAME, PART, STEM, Analysis, Language, get_language
from os2site.search.analysis.synonyms import Synonyms
from os2site.search.analysis.words import fold, normalise, split

#: More words than this narrow nothing down.
MAX_GROUPS = 16
MAX_SYNONYMS = 12
#: Longest run of words that is looked up as one synonym.
MAX_SPAN = 4

#: Share of the groups that an entry must match: one of two or three, two of four or five, …
SHARE_REQUIRED = 0.4

#: What a way of saying a word weighs against the word itself.
WEIGHT_WORD = 1.0
WEIGHT_JOINED = 0.9
WEIGHT_SYNONYM = 0.8
WEIGHT_PART = 0.6
WEIGHT_SPLIT = 0.5
WEIGHT_STEM = 0.35
WEIGHT_LOOSE = 0.2


@dataclass(frozen=True)
class Alternative:
    """One way to match: all of ``words``, each by any of its tokens.

    :param phrase: the words (one token each) must follow each other.
    """

    weight: float
    words: tuple[tuple[str, ...], ...]
    phrase: bool = False


@dataclass(frozen=True)
class Group:
    """A word or phrase of the query with all that stands for it; counts once in the score.

    :param loose: further ways to say nearly that, for a search that finds too little.
    """

    text: str
    alternatives: tuple[Alternative, ...]
    loose: tuple[Alternative, ...] = ()


@dataclass(frozen=True)
class QueryPlan:
    """A query as both engines understand it.

    :param groups: what is looked for.
    :param required: number of groups that an entry must match.
    :param name: token of an entry that is called just what was typed.
    :param synonyms: texts that are searched too, for the visitor to see.
    """

    groups: tuple[Group, ...] = ()
    required: int = 1
    name: str = ""
    synonyms: tuple[str, ...] = ()

    @property
    def relaxed(self) -> QueryPlan:
        """The plan for when this one finds too little: one group is enough, and loosely said."""
        groups = tuple(
            Group(group.text, (*group.alternatives, *group.loose)) for group in self.groups
        )
        return replace(self, groups=groups, required=1)

    @cached_property
    def tokens(self) -> frozenset[str]:
        """All tokens that a highlighted word may have."""
        return frozenset(
            token
            for group in self.groups
            for alternative in group.alternatives
            for tokens in alternative.words
            for token in tokens
        )


def plan_query(text: str, language_code: str, synonyms: Synonyms | None = None) -> QueryPlan:
    """Analyse a query.

    :param text: what was typed, already bounded in length.
    :return: a plan without groups when there is no word in the text.
    """
    language = get_language(language_code)
    written = list(split(normalise(text)))
    words = list(dict.fromkeys(piece for word in written for piece in word.pieces or (word.text,)))
    meaningful = [word for word in words if word not in language.stop_words]
    # "os" is a word of names here, but beside others it is the pronoun.
    meaningful = [word for word in meaningful if word != "os"] or meaningful or words
    meaningful = meaningful[:MAX_GROUPS]
    groups, used = _groups(meaningful, language, synonyms or {})
    name = fold("".join(word.text for word in written))
    required = max(1, round(len(groups) * SHARE_REQUIRED))
    return QueryPlan(tuple(groups), required, NAME + name if name else "", tuple(used))


def _groups(
    words: list[str], language: Language, synonyms: Synonyms
) -> tuple[list[Group], list[str]]:
    analyses = [language.analyse(language.restore(word)) for word in words]
    groups: list[Group] = []
    used: list[str] = []
    position = 0
    while position < len(words):
        length, texts = _synonyms_at(position, analyses, synonyms)
        alternatives: list[Alternative] = []
        if length > 1:
            span = analyses[position : position + length]
            alternatives.append(
                Alternative(WEIGHT_WORD, tuple(_any_of(analysis) for analysis in span))
            )
        else:
            alternatives += _of_word(words, analyses, position)
            typed = language.analyse(words[position])
            if typed.written != analyses[position].written:
                alternatives += [Alternative(WEIGHT_WORD, ((token,),)) for token in typed.forms]
        for text in texts[:MAX_SYNONYMS]:
            alternative = _of_synonym(text, language)
            if alternative is not None:
                alternatives.append(alternative)
                used.append(text)
        text = " ".join(words[position : position + length])
        groups.append(Group(text, tuple(alternatives), _loose(analyses[position])))
        position += length
    return groups, list(dict.fromkeys(used))


def _synonyms_at(
    position: int, analyses: list[Analysis], synonyms: Synonyms
) -> tuple[int, list[str]]:
    """The longest run of words from here that has synonyms, and these."""
    for length in range(min(MAX_SPAN, len(analyses) - position), 0, -1):
        span = analyses[position : position + length]
        found = synonyms.get(tuple(analysis.lemma for analysis in span))
        if found is None and length == 1:
            found = synonyms.get((span[0].written,))
        if found:
            return length, list(found)
    return 1, []


def _of_word(words: list[str], analyses: list[Analysis], position: int) -> list[Alternative]:
    analysis = analyses[position]
    found = [Alternative(WEIGHT_WORD, ((token,),)) for token in analysis.forms]
    found += [Alternative(WEIGHT_PART, ((PART + token,),)) for token in analysis.forms]
    if analysis.stem:
        found.append(Alternative(WEIGHT_STEM, ((STEM + analysis.stem,),)))
    if analysis.parts:
        found.append(
            Alternative(
                WEIGHT_SPLIT,
                tuple((*forms, *(PART + form for form in forms)) for forms in analysis.parts),
            )
        )
    for first in (position - 1, position):
        if first >= 0 and first + 1 < len(words):
            joined = fold(words[first] + words[first + 1])
            found.append(Alternative(WEIGHT_JOINED, ((joined,),)))
    return found


def _loose(analysis: Analysis) -> tuple[Alternative, ...]:
    """A single part of a compound."""
    return tuple(
        Alternative(WEIGHT_LOOSE, ((*forms, *(PART + form for form in forms)),))
        for forms in analysis.parts
    )


def _any_of(analysis: Analysis) -> tuple[str, ...]:
    return (*analysis.forms, *(PART + form for form in analysis.forms))


def _of_synonym(text: str, language: Language) -> Alternative | None:
    lemmas = [
        language.analyse(piece).lemma
        for word in split(normalise(text))
        for piece in word.pieces or (word.text,)
        if piece not in language.stop_words
    ]
    if not lemmas:
        return None
    return Alternative(WEIGHT_SYNONYM, tuple((lemma,) for lemma in lemmas), phrase=len(lemmas) > 1)
