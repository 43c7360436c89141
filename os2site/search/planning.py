"""Planning a search: what its text means with what the site knows of the words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from os2site.search import catalogue
from os2site.search.analysis.documents import name_tokens
from os2site.search.analysis.languages import get_language
from os2site.search.analysis.plan import QueryPlan
from os2site.search.analysis.queries import Knowledge, plan_query, query_words, runs
from os2site.search.analysis.words import normalise
from os2site.search.frequencies import count_entries, tokens_of
from os2site.search.glossary import synonyms_for
from os2site.search.places import places_for
from os2site.search.query import SearchQuery
from os2site.search.spelling import corrections
from os2site.search.types import SearchType

if TYPE_CHECKING:
    from os2site.models import SearchEntry


def plan(query: SearchQuery, types: Mapping[str, SearchType] | None = None) -> QueryPlan:
    """Analyse the text of a query with the synonyms in force; misspelt words are corrected.

    :param types: the entry types that are active on the site, when the caller has them.
    """
    if not query.text:
        return QueryPlan()
    if types is None:
        types = catalogue.search_types(site=query.site)
    return plan_query(query.text, query.language, _known(query, types))


def offer(query: SearchQuery, types: Mapping[str, SearchType]) -> str | None:
    """The text with words that something has, when nothing has those that were typed."""
    found = _known(query, types, offered=True).corrections
    return plan_query(query.text, query.language, Knowledge(corrections=found)).suggestion


def is_called(entry: SearchEntry, text: str) -> bool:
    """Whether the entry's name is just this text, "OS2" and the spelling of words aside."""
    return plan_query(text, entry.language).name in name_tokens(entry.title)


def _known(
    query: SearchQuery, types: Mapping[str, SearchType], *, offered: bool = False
) -> Knowledge:
    """What the site knows of the words of a query.

    :param offered: nothing was found, so what words may have been meant as is only offered.
    """
    language = get_language(query.language)
    words = [word.text for word in query_words(normalise(query.text), language)]
    synonyms = synonyms_for(query.language)
    counts = count_entries(
        {
            " ".join(run): [tokens_of(word, language) for word in run]
            for run in runs(words, language, synonyms)
        },
        site=query.site,
        language=query.language,
    )
    found = corrections(
        query.text,
        site=query.site,
        language=query.language,
        synonyms=synonyms,
        counts=counts,
        offered=offered,
    )
    return Knowledge(
        synonyms=synonyms,
        corrections=found,
        types=catalogue.type_words(types, language=query.language),
        places=places_for(query.language),
        unknown={text for text, number in counts.items() if not number},
        answering=tuple(name for name, item in types.items() if item.answers_questions),
        sought=tuple(name for name, item in types.items() if item.sought),
    )
