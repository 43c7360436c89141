"""How many entries have a word, or several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import EmptyResultSet
from django.db import connection

from os2site.search.analysis.languages import PART, Language, get_language
from os2site.search.engines.database.vendor import get_vendor
from os2site.search.entries import visible_entries

if TYPE_CHECKING:
    from wagtail.models import Site

#: How far entries are counted: more tell nothing new.
MAX_COUNT = 20


def tokens_of(word: str, language: Language) -> Sequence[str]:
    """What an entry has that has this word, be it as a part of another."""
    forms = list(language.analyse(word).forms)
    forms += language.analyse(language.restore(word)).forms
    return list(dict.fromkeys((*forms, *(PART + form for form in forms))))


def word_counts(words: Iterable[str], *, site: Site, language: str) -> Mapping[str, int]:
    """Number of visible entries that have each word, up to :data:`MAX_COUNT`; one query."""
    analysis = get_language(language)
    return count_entries(
        {word: [tokens_of(word, analysis)] for word in words}, site=site, language=language
    )


def count_entries(
    texts: Mapping[str, Sequence[Sequence[str]]],
    *,
    site: Site,
    language: str,
    types: Iterable[str] | None = None,
) -> Mapping[str, int]:
    """:func:`count_in_languages` of one language: text → number of entries."""
    return count_in_languages({language: texts}, site=site, types=types)[language]


def count_in_languages(
    texts: Mapping[str, Mapping[str, Sequence[Sequence[str]]]],
    *,
    site: Site,
    types: Iterable[str] | None = None,
) -> Mapping[str, Mapping[str, int]]:
    """Number of visible entries, up to :data:`MAX_COUNT`, that have each text in its language.

    One query for all texts.

    :param texts: language → text → for each of its words the tokens, any of which stands for it.
    :param types: names of the active types, looked up when ``None``.
    """
    counts = {language: dict.fromkeys(own, 0) for language, own in texts.items()}
    asked = [
        (language, text, words) for language, own in texts.items() for text, words in own.items()
    ]
    if not asked:
        return counts
    entries = visible_entries(site=site, language=tuple(texts), types=types)
    try:
        visible, parameters = entries.order_by().values("id", "language").query.sql_with_params()
    except EmptyResultSet:  # No type is active here.
        return counts
    vendor = get_vendor()
    # CROSS JOIN keeps SQLite from walking all entries and asking the index for each of them; to
    # PostgreSQL it is any join.
    selects, values = [], list(parameters)
    for number, (language, __, words) in enumerate(asked):
        matched, matched_values = vendor.match_all(words)
        selects.append(
            f"SELECT {number} AS number, (SELECT COUNT(*) FROM (SELECT 1 FROM ({matched}) AS m "  # noqa: S608
            f"CROSS JOIN visible v WHERE v.id = m.entry_id AND v.language = %s LIMIT {MAX_COUNT}"
            ") AS found) AS entries"
        )
        values += [*matched_values, language]
    sql = f"WITH visible AS NOT MATERIALIZED ({visible}) {' UNION ALL '.join(selects)}"
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
    for number, found in rows:
        language, text, __ = asked[number]
        counts[language][text] = found
    return counts
