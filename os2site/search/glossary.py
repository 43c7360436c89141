"""The words that editors enter, as searches use them: in force with the next search."""

from __future__ import annotations

import datetime
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, QuerySet, Value

from os2site.memo import per_request
from os2site.models import GlossaryEntry
from os2site.search import wordlists
from os2site.search.analysis import thesaurus
from os2site.search.analysis.languages import get_language
from os2site.search.analysis.rules import Rules
from os2site.search.analysis.synonyms import Concept, Synonyms, build

#: Seconds after which the rows are read anew in any case: of two that were saved at the same time,
#: the later one may have become visible first.
MAX_AGE = 60.0

#: Number of rows, time of the latest change, and the rules for words, which the names are read by.
_Version = tuple[int, datetime.datetime | None, Rules]


@dataclass(frozen=True)
class _Loaded:
    version: _Version
    at: float
    synonyms: Synonyms


_loaded: dict[str, _Loaded] = {}


def synonyms_for(language: str) -> Synonyms:
    """The synonyms of a language as saved now: one query while they haven't changed."""
    versions = _versions(language)
    rules = wordlists.put_in_force(language, versions.get("rules", wordlists.NO_VERSION))
    version = (*versions.get("words", wordlists.NO_VERSION), rules)
    known, now = _loaded.get(language), time.monotonic()
    if known is not None and known.version == version and now - known.at < MAX_AGE:
        return known.synonyms
    concepts = [
        Concept(
            (row.preferred, *_texts(row.synonyms), *_texts(row.abbreviations)),
            _texts(row.oneway),
            _texts(row.misspellings),
            _texts(row.related),
            _texts(row.products),
        )
        for row in GlossaryEntry.objects.filter(language=language).order_by("pk")
    ]
    synonyms = build(
        [*concepts, *thesaurus.concepts(language)],
        get_language(language),
        thesaurus.everyday(language),
    )
    _loaded[language] = _Loaded(version, now, synonyms)
    return synonyms


@per_request
def _versions(language: str) -> Mapping[str, tuple[int, datetime.datetime | None]]:
    """Versions of the words and of the rules for them, in one query: every search asks."""
    words = _version_of(GlossaryEntry.objects.filter(language=language).order_by(), "words")
    found = words.union(_version_of(wordlists.rules_of(language), "rules"), all=True)
    return {what: (number, latest) for what, number, latest in found.order_by()}


def _version_of(rows: QuerySet[Any], what: str) -> Any:
    """Number of rows and time of the latest change; no row where there are none."""
    found = rows.values("language").annotate(
        what=Value(what), number=Count("pk"), latest=Max("updated_at")
    )
    return found.values_list("what", "number", "latest")


def _texts(value: object) -> tuple[str, ...]:
    """The lines of a field, whatever an import has left there."""
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()
