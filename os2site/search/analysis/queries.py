"""What a query means: groups of words, each with the ways in which an entry may say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from os2site.search.analysis.languages import NAME, PART, STEM, Analysis, Language, get_language
from os2site.search.analysis.synonyms import NO_SYNONYMS, Synonym, Synonyms, pieces_of
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
WEIGHT_CORRECTED = 0.8
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
    :param suggestion: the text with what was probably meant, when a word was read as another.
    """

    groups: tuple[Group, ...] = ()
    required: int = 1
    name: str = ""
    synonyms: tuple[str, ...] = ()
    suggestion: str | None = None

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


@dataclass(frozen=True)
class Typed:
    """A word of a query.

    :param text: normalised, divided at hyphens.
    :param start: offset in the text of the whole word that it is (a piece of), ``end`` likewise.
    """

    text: str
    start: int
    end: int


def query_words(text: str, language: Language) -> list[Typed]:
    """The words of a query that are searched, each once."""
    words: dict[str, Typed] = {}
    for word in split(text):
        for piece in word.pieces or (word.text,):
            words.setdefault(piece, Typed(piece, word.start, word.end))
    found = list(words.values())
    meaningful = [word for word in found if word.text not in language.stop_words]
    # "os" is a word of names here, but beside others it is the pronoun.
    meaningful = [word for word in meaningful if word.text != "os"] or meaningful or found
    return meaningful[:MAX_GROUPS]


def plan_query(
    text: str,
    language_code: str,
    synonyms: Synonyms = NO_SYNONYMS,
    corrections: Mapping[str, str] | None = None,
) -> QueryPlan:
    """Analyse a query.

    :param text: what was typed, already bounded in length.
    :param corrections: words that nothing has → what each is read as, too.
    :return: a plan without groups when there is no word in the text.
    """
    language = get_language(language_code)
    text = normalise(text)
    planner = _Planner(query_words(text, language), language, synonyms, corrections or {})
    groups = planner.groups()
    name = fold("".join(word.text for word in split(text)))
    required = max(1, round(len(groups) * SHARE_REQUIRED))
    return QueryPlan(
        tuple(groups),
        required,
        NAME + name if name else "",
        tuple(dict.fromkeys(planner.used)),
        planner.suggestion(text),
    )


class _Planner:
    """Makes the groups of one query, and notes what else they look for."""

    def __init__(
        self,
        typed: Sequence[Typed],
        language: Language,
        synonyms: Synonyms,
        corrections: Mapping[str, str],
    ) -> None:
        self.typed = typed
        self.language = language
        self.synonyms = synonyms
        self.words = [word.text for word in typed]
        self.analyses = [language.analyse(language.restore(word)) for word in self.words]
        self.corrected = {
            position: language.analyse(corrections[word])
            for position, word in enumerate(self.words)
            if word in corrections
        }
        self.used: list[str] = []
        #: Offsets in the text → what to put there.
        self.replacements = {
            (typed[position].start, typed[position].end): corrections[typed[position].text]
            for position in self.corrected
        }

    def groups(self) -> list[Group]:
        found = []
        position = 0
        while position < len(self.words):
            length, synonyms = self._synonyms_at(position)
            found.append(self._group(position, length, synonyms[:MAX_SYNONYMS]))
            position += length
        return found

    def suggestion(self, text: str) -> str | None:
        """The text with its replacements, from the last to the first."""
        if not self.replacements:
            return None
        before = len(text)
        for (start, end), word in sorted(self.replacements.items(), reverse=True):
            if end <= before:
                text = text[:start] + word + text[end:]
                before = start
        return text

    def _group(self, position: int, length: int, synonyms: Sequence[Synonym]) -> Group:
        span = range(position, position + length)
        alternatives: list[Alternative] = []
        loose: list[Alternative] = []
        if length > 1:
            alternatives.append(
                Alternative(WEIGHT_WORD, tuple(self._any_of(number) for number in span))
            )
            joined = fold("".join(self.words[number] for number in span))
            alternatives.append(Alternative(WEIGHT_JOINED, ((joined,),)))
            loose += [Alternative(WEIGHT_LOOSE, (self._any_of(number),)) for number in span]
        else:
            alternatives += _of_word(self.analyses[position])
            alternatives += self._joined(position)
            typed = self.language.analyse(self.words[position])
            if typed.written != self.analyses[position].written:
                alternatives += [Alternative(WEIGHT_WORD, ((token,),)) for token in typed.forms]
            if position in self.corrected:
                alternatives += [
                    replace(item, weight=item.weight * WEIGHT_CORRECTED)
                    for item in _of_word(self.corrected[position])
                ]
        for number in span:
            loose += _loose(self.analyses[number])
        for synonym in synonyms:
            found = _of_synonym(synonym, self.language)
            alternatives += found
            if synonym.meant:
                place = (self.typed[position].start, self.typed[span[-1]].end)
                self.replacements[place] = synonym.text
            elif found:
                self.used.append(synonym.text)
        return Group(
            " ".join(self.words[number] for number in span), tuple(alternatives), tuple(loose)
        )

    def _any_of(self, position: int) -> tuple[str, ...]:
        forms = list(self.analyses[position].forms)
        if position in self.corrected:
            forms += self.corrected[position].forms
        return (*forms, *(PART + form for form in forms))

    def _joined(self, position: int) -> list[Alternative]:
        """A word that was written as two: with the one before, and with the one after."""
        return [
            Alternative(WEIGHT_JOINED, ((fold(self.words[first] + self.words[first + 1]),),))
            for first in (position - 1, position)
            if first >= 0 and first + 1 < len(self.words)
        ]

    def _synonyms_at(self, position: int) -> tuple[int, Sequence[Synonym]]:
        """The longest run of words from here that has synonyms, and these."""
        table = self.synonyms.table
        for length in range(min(MAX_SPAN, len(self.words) - position), 0, -1):
            span = range(position, position + length)
            keys = [
                tuple(self.analyses[number].lemma for number in span),
                tuple(self.corrected.get(number, self.analyses[number]).lemma for number in span),
                (fold("".join(self.words[number] for number in span)),),
            ]
            found = next((table[key] for key in keys if key in table), ())
            if found:
                return length, found
        return 1, ()


def _of_word(analysis: Analysis) -> list[Alternative]:
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
    return found


def _loose(analysis: Analysis) -> tuple[Alternative, ...]:
    """A single part of a compound."""
    return tuple(
        Alternative(WEIGHT_LOOSE, ((*forms, *(PART + form for form in forms)),))
        for forms in analysis.parts
    )


def _of_synonym(synonym: Synonym, language: Language) -> list[Alternative]:
    """The words of a synonym in their order, or written together."""
    pieces = pieces_of(synonym.text, language)
    if not pieces:
        return []
    words = tuple((language.analyse(piece).lemma,) for piece in pieces)
    found = [Alternative(synonym.weight, words, phrase=len(words) > 1)]
    if len(words) > 1:
        found.append(Alternative(synonym.weight, ((fold("".join(pieces)),),)))
    return found
