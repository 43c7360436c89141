"""What is offered while a visitor types: entries by title, and searches, from the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _

from os2site.search import beginnings, catalogue, vocabulary, wordlists
from os2site.search.analysis.languages import NAME, get_language
from os2site.search.engines.database.vendor import TABLE, Way, get_vendor
from os2site.search.entries import visible_entries
from os2site.search.query import clean_text
from os2site.search.suggested_queries import matching_queries
from os2site.search.types import SearchType

if TYPE_CHECKING:
    from wagtail.models import Site

#: Most suggestions that are given, and searches among them while entries fill the rest.
LIMIT = 8
MAX_QUERIES = 3
#: Suggestions for a search that found nothing.
MAX_NEAR = 5
#: Fewest letters and longest text that anything is suggested for.
MIN_TEXT, MAX_TEXT = 2, 60
#: ``type`` of a suggestion that is a search.
QUERY = "query"


@dataclass(frozen=True)
class Suggestion:
    """An entry that can be gone to, or a search; ``type_label`` is in the visitor's language."""

    title: str
    type: str
    type_label: str
    url: str


def suggest(
    *, text: str, site: Site, language: str, chosen: Sequence[str] = ()
) -> Sequence[Suggestion]:
    """What is offered for the beginning of a text.

    The number of database queries does not depend on what is found.

    :param chosen: languages to take in turns, instead of the page's own; offered searches keep to
        them.
    """
    if not chosen:
        return _suggest(text, site=site, language=language)
    offered = [_suggest(text, site=site, language=code, chosen=chosen) for code in chosen]
    turns = [item for turn in zip_longest(*offered) for item in turn if item is not None]
    return _grouped(list(dict.fromkeys(turns))[:LIMIT])


def _suggest(
    text: str, *, site: Site, language: str, chosen: Sequence[str] = ()
) -> Sequence[Suggestion]:
    """Visible entries whose name begins with the text, then those whose title has its words, then
    searches that begin so. Where no entry does, one letter may be wrong.

    Entries of a type stand together, in the order of each type's best match.
    """
    wordlists.refresh(language)
    analysis = get_language(language)
    beginning = beginnings.begin(clean_text(text)[:MAX_TEXT], analysis)
    if len(beginning.name) < MIN_TEXT:
        return []
    types = catalogue.search_types(site=site)
    found = _entries(
        NAME + beginning.name,
        beginnings.ways(beginning, analysis),
        site=site,
        language=language,
        types=types,
    )
    if not found:
        known = vocabulary.begun_like(beginnings.misspelt(beginning), language=language)
        mended = beginnings.mended_ways(beginning, known)
        if mended:
            found = _entries("", mended, site=site, language=language, types=types)
    queries = matching_queries(beginning, site=site, language=language, limit=LIMIT)
    titles = {item.title.lower() for item in found}
    queries = [query for query in queries if query.lower() not in titles]
    room = max(LIMIT - len(found), min(MAX_QUERIES, len(queries)))
    shown = _grouped(found[: LIMIT - min(room, len(queries))])
    return [*shown, *(_search_for(query, chosen) for query in queries[:room])]


def near(
    text: str, *, site: Site, language: str, chosen: Sequence[str] = ()
) -> Sequence[Suggestion]:
    """What a visitor may have meant whose search found nothing: suggestions for the text, else for
    its longest word. The number of database queries does not depend on what is found.
    """
    found = suggest(text=text, site=site, language=language, chosen=chosen)
    words = clean_text(text).split()
    if not found and len(words) > 1:
        longest = max(words, key=len)
        found = suggest(text=longest, site=site, language=language, chosen=chosen)
    return found[:MAX_NEAR]


def _entries(
    name: str,
    ways: Sequence[Way],
    *,
    site: Site,
    language: str,
    types: Mapping[str, SearchType],
) -> list[Suggestion]:
    vendor = get_vendor()
    matched, parameters = vendor.match_titles(name, ways)
    entries = visible_entries(site=site, language=language, types=types).order_by()
    try:
        visible, visible_parameters = entries.values(
            "id", "title", "type", "url", "boost"
        ).query.sql_with_params()
    except EmptyResultSet:  # No type is active here.
        return []
    positions = " ".join("WHEN %s THEN %s" for __ in types)
    order_parameters: list[Any] = [
        item for number, name in enumerate(types) for item in (name, number)
    ]
    sql = (
        f"SELECT v.title, v.type, v.url FROM (SELECT entry_id, MIN(place) AS place "  # noqa: S608
        f"FROM ({matched}) AS found GROUP BY entry_id) AS m JOIN ({visible}) AS v "
        f"ON v.id = m.entry_id JOIN {TABLE} i ON i.{vendor.id_column} = v.id "
        f"ORDER BY m.place, CASE v.type {positions} END, v.boost DESC, i.sort_name, v.id "
        f"LIMIT {LIMIT}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parameters, *visible_parameters, *order_parameters])
        rows = cursor.fetchall()
    return [
        Suggestion(title, type_name, str(types[type_name].label), url)
        for title, type_name, url in rows
    ]


def _grouped(found: Sequence[Suggestion]) -> list[Suggestion]:
    order = list(dict.fromkeys(item.type for item in found))
    return sorted(found, key=lambda item: order.index(item.type))


def _search_for(query: str, languages: Sequence[str]) -> Suggestion:
    parameters = urlencode([("q", query), *(("language", code) for code in languages)])
    return Suggestion(query, QUERY, _("Search term"), f"{reverse('os2site_search')}?{parameters}")
