"""Planning a search: what its text means with what the site knows of the words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from os2site.memo import per_request
from os2site.search import catalogue
from os2site.search.analysis.documents import name_tokens
from os2site.search.analysis.languages import get_language
from os2site.search.analysis.plan import QueryPlan
from os2site.search.analysis.queries import Knowledge, plan_query, query_words, runs
from os2site.search.analysis.synonyms import Synonyms
from os2site.search.analysis.words import normalise, split
from os2site.search.frequencies import count_in_languages, tokens_of
from os2site.search.glossary import synonyms_for
from os2site.search.places import places_for
from os2site.search.query import SearchQuery
from os2site.search.spelling import Doubt, corrections, doubtful
from os2site.search.types import SearchType

if TYPE_CHECKING:
    from wagtail.models import Site

    from os2site.models import SearchEntry


def plans(
    query: SearchQuery,
    types: Mapping[str, SearchType] | None = None,
    *,
    also: Iterable[str] = (),
    doubt: Doubt = Doubt.UNKNOWN,
) -> dict[str, QueryPlan]:
    """Language → what the text of a query means in it, with the synonyms in force.

    Misspelt words are corrected, unless one of the other languages that are searched has them.

    :param types: the entry types that are active on the site, when the caller has them.
    :param also: further languages, in which entries are counted only.
    :param doubt: how far words are doubted that nothing has.
    """
    codes = list(dict.fromkeys((*query.searched, *also)))
    if not query.text:
        return dict.fromkeys(codes, QueryPlan())
    if types is None:
        types = catalogue.search_types(site=query.site)
    words = _look_up(query.text, tuple(codes), query.site, tuple(types))
    return {
        code: plan_query(query.text, code, _knowledge(query, code, words, types, doubt=doubt))
        for code in codes
    }


def offer(
    query: SearchQuery, types: Mapping[str, SearchType], *, also: Iterable[str] = ()
) -> str | None:
    """The text with words that something has, when nothing has those that were typed.

    :param also: as for :func:`plans`, so that what was looked up for them is known.
    """
    codes = tuple(dict.fromkeys((*query.searched, *also)))
    words = _look_up(query.text, codes, query.site, tuple(types))
    for code in query.searched:
        found = _knowledge(query, code, words, types, doubt=Doubt.OFFERED).corrections
        suggestion = plan_query(query.text, code, Knowledge(corrections=found)).suggestion
        if suggestion is not None:
            return suggestion
    return None


def is_called(entry: SearchEntry, text: str) -> bool:
    """Whether the entry's name is just this text, "OS2" and the spelling of words aside."""
    return plan_query(text, entry.language).name in name_tokens(entry.title)


@dataclass(frozen=True)
class _Words:
    """What a language and the site's entries in it know of the words of a query.

    :param counts: number of entries that have each word, and each run of words that is one concept.
    """

    synonyms: Synonyms
    counts: Mapping[str, int]


@per_request
def _look_up(
    text: str, codes: tuple[str, ...], site: Site, types: tuple[str, ...]
) -> Mapping[str, _Words]:
    """Language → what it knows of the words of a text: one query, once in a request, however often
    a search that finds nothing is planned.
    """
    synonyms = {code: synonyms_for(code) for code in codes}
    texts = {}
    for code in codes:
        language = get_language(code)
        words = [word.text for word in query_words(normalise(text), language)]
        texts[code] = {
            " ".join(run): [tokens_of(word, language) for word in run]
            for run in runs(words, language, synonyms[code])
        }
    counts = count_in_languages(texts, site=site, types=types)
    return {code: _Words(synonyms[code], counts[code]) for code in codes}


def _knowledge(
    query: SearchQuery,
    code: str,
    words: Mapping[str, _Words],
    types: Mapping[str, SearchType],
    *,
    doubt: Doubt,
) -> Knowledge:
    """What the site knows of the words of a query in one language.

    :param words: what was looked up, of all languages that are searched.
    :param doubt: how far words are doubted that nothing has.
    """
    own = words[code]
    found = corrections(
        query.text,
        site=query.site,
        language=code,
        synonyms=own.synonyms,
        counts=own.counts,
        right=_right_elsewhere(query, code, words, doubt=doubt),
        doubt=doubt,
    )
    return Knowledge(
        synonyms=own.synonyms,
        corrections=found,
        types=catalogue.type_words(types, language=code),
        places=places_for(code),
        unknown={text for text, number in own.counts.items() if not number},
        answering=tuple(name for name, item in types.items() if item.answers_questions),
        sought=tuple(name for name, item in types.items() if item.sought),
    )


def _right_elsewhere(
    query: SearchQuery, code: str, words: Mapping[str, _Words], *, doubt: Doubt
) -> Collection[str]:
    """Words of a query that another of the languages that are searched does not doubt."""
    right: set[str] = set()
    for other in query.searched:
        if other != code:
            there = words[other]
            doubted = doubtful(
                query.text,
                get_language(other),
                synonyms=there.synonyms,
                counts=there.counts,
                doubt=doubt,
            )
            right |= {word.text for word in split(normalise(query.text))}.difference(doubted)
    return right
