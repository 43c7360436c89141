"""Misspelt words: those that neither an entry nor a synonym has are read as the nearest that is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING

from os2site.search import vocabulary
from os2site.search.analysis.documents import page_token
from os2site.search.analysis.languages import PAGE, Language, get_language
from os2site.search.analysis.queries import query_words
from os2site.search.analysis.synonyms import Synonyms, pieces_of
from os2site.search.analysis.words import fold, normalise
from os2site.search.frequencies import count_entries, tokens_of, word_counts

if TYPE_CHECKING:
    from wagtail.models import Site

#: Shortest word that is corrected, and letters from which two edits are allowed.
SHORTEST, LONG = 5, 9
#: The same when nothing was found, and the nearest word is only offered.
SHORTEST_OFFERED, LONG_OFFERED = 4, 7
#: Words of a query that are looked up, and words that each is compared with in the index.
MAX_UNKNOWN = 4
MAX_NEAR = 8


class Doubt(Enum):
    """How far words of a query are doubted that nothing has."""

    #: Words of the language's lexicon are right as they are.
    UNKNOWN = auto()
    #: Nothing was found: words of the lexicon are looked at too, "Valhalla" for "Valghalla".
    ABSENT = auto()
    #: What is found is only offered, so that less need be alike.
    OFFERED = auto()


def corrections(
    text: str,
    *,
    site: Site,
    language: str,
    synonyms: Synonyms,
    counts: Mapping[str, int],
    right: Collection[str] = (),
    doubt: Doubt = Doubt.UNKNOWN,
) -> dict[str, str]:
    """Words of the text that no visible entry and no synonym has → the nearest word that one has.

    No query, or one and one for each unknown word.

    :param counts: number of entries that have each word of the text.
    :param right: words that are right as they are, because another language has them.
    :param doubt: which words are looked at, and how alike others must be.
    """
    analysis = get_language(language)
    doubted = [
        word
        for word in doubtful(text, analysis, synonyms=synonyms, counts=counts, doubt=doubt)
        if word not in right
    ]
    near = {
        word: _nearest(word, language, synonyms, LONG_OFFERED if doubt is Doubt.OFFERED else LONG)
        for word in doubted[:MAX_UNKNOWN]
    }
    found = {item for items in near.values() for __, item in items}
    had = count_entries(
        {item: [_found_by(item, analysis, synonyms)] for item in found},
        site=site,
        language=language,
    )
    chosen = {}
    for word, items in near.items():
        living = [(edits, -had[item], item) for edits, item in items if had[item]]
        if living:
            chosen[word] = min(living)[2]
    return chosen


def doubtful(
    text: str,
    analysis: Language,
    *,
    synonyms: Synonyms,
    counts: Mapping[str, int],
    doubt: Doubt = Doubt.UNKNOWN,
) -> list[str]:
    """Words of the text that may be misspelt; parameters as for :func:`corrections`."""
    shortest = SHORTEST_OFFERED if doubt is Doubt.OFFERED else SHORTEST
    return [
        typed.text
        for typed in query_words(normalise(text), analysis)
        if not counts.get(typed.text, 0)
        and vocabulary.is_correctable(typed.text, shortest)
        and not _is_synonym(typed.text, analysis, synonyms)
        and (doubt is not Doubt.UNKNOWN or not _is_in_lexicon(typed.text, analysis))
    ]


def words_found(words: Iterable[str], *, site: Site, language: str) -> set[str]:
    """Those of the words that a visible entry has; one query."""
    counts = word_counts(words, site=site, language=language)
    return {word for word, entries in counts.items() if entries}


def distance(first: str, second: str, limit: int) -> int:
    """Edits between two words: a letter more, less or other, or two neighbours swapped.

    Stops counting above ``limit`` and gives ``limit + 1``.
    """
    if abs(len(first) - len(second)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(second) + 1))
    for number, char in enumerate(first, start=1):
        earlier, before, row = before, row, [number]
        for column, other in enumerate(second, start=1):
            cost = min(
                before[column] + 1, row[column - 1] + 1, before[column - 1] + (char != other)
            )
            swapped = (
                number > 1
                and column > 1
                and char == second[column - 2]
                and first[number - 2] == other
            )
            row.append(min(cost, earlier[column - 2] + 1) if swapped else cost)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


def _nearest(word: str, language: str, synonyms: Synonyms, long: int) -> Sequence[tuple[int, str]]:
    """Distance and spelling of the nearest words, nearest first."""
    folded = fold(word)
    limit = 2 if len(folded) >= long else 1
    letters = set(folded)
    near: dict[str, int] = {}
    candidates = [*vocabulary.like(folded, language=language, limit=limit), *synonyms.words.items()]
    for other, written in candidates:
        # Each edit changes two letters at most: most words are told apart by that.
        if len(letters.symmetric_difference(other)) <= 2 * limit:
            edits = distance(folded, other, limit)
            if edits <= limit and len(written) >= vocabulary.MIN_WORD:
                near[written] = min(edits, near.get(written, edits))
    return sorted((edits, written) for written, edits in near.items())[:MAX_NEAR]


def _found_by(word: str, language: Language, synonyms: Synonyms) -> Sequence[str]:
    """What an entry has that a search for this word finds: the word, its synonyms, their pages."""
    tokens = list(tokens_of(word, language))
    meaning = synonyms.table.get((language.analyse(word).lemma,))
    if meaning is not None:
        for text in meaning.synonyms:
            pieces = pieces_of(text, language)
            tokens += [fold("".join(pieces)), *language.analyse(pieces[0]).forms] if pieces else []
        tokens += [PAGE + page_token(slug) for slug in meaning.pages]
    return tokens


def _is_synonym(word: str, language: Language, synonyms: Synonyms) -> bool:
    forms = (*language.analyse(word).forms, *language.analyse(language.restore(word)).forms)
    return any(form in synonyms.keys for form in forms)


def _is_in_lexicon(word: str, language: Language) -> bool:
    return language.knows(word) or language.knows(language.restore(word))
