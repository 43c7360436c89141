"""What is offered while a visitor types: entries whose titles begin so, from the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from os2site.search import catalogue
from os2site.search.analysis.languages import NAME
from os2site.search.analysis.words import fold, normalise, split
from os2site.search.engines.database.vendor import TABLE, get_vendor
from os2site.search.entries import visible_entries
from os2site.search.query import clean_text

if TYPE_CHECKING:
    from wagtail.models import Site

#: Most suggestions that are given.
LIMIT = 8
#: Fewest letters and longest text that anything is suggested for.
MIN_TEXT, MAX_TEXT = 2, 60


@dataclass(frozen=True)
class Suggestion:
    """An entry that can be gone to; ``type_label`` is in the visitor's language."""

    title: str
    type: str
    type_label: str
    url: str


def suggest(*, text: str, site: Site, language: str) -> Sequence[Suggestion]:
    """Visible entries whose name begins with the text, then those whose title has its words.

    A fixed number of queries. Types come in the plugins' order within each kind of match.
    """
    words = [
        fold(piece)
        for word in split(normalise(clean_text(text)[:MAX_TEXT]))
        for piece in word.pieces or (word.text,)
    ]
    name = "".join(words)
    if len(name) < MIN_TEXT:
        return []
    types = catalogue.search_types(site=site)
    vendor = get_vendor()
    matched, parameters = vendor.match_prefix(NAME + name, words)
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
