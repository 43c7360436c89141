"""Reading entries for the index: few columns, in batches, with the tokens that are stored already.

A batch costs three statements; nothing is analysed that the database's index holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from os2site.models import SearchEntry, SearchFacet
from os2site.search.engines import database
from os2site.search.engines.elasticsearch.documents import COLUMNS, document

#: Entries that are read at once.
BATCH = 500

_VALUES = ("pk", "content_hash", *COLUMNS)


def all_documents(language: str) -> Iterator[dict[str, Any]]:
    """The documents of all entries in a language; a batch of them is in memory at a time."""
    rows = SearchEntry.objects.filter(language=language).order_by("pk").values(*_VALUES)
    last = 0
    # By key and not with a cursor: on SQLite an open cursor would keep others from writing.
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        last = batch[-1]["pk"]
        yield from _documents(batch)


def documents_of(keys: Iterable[str]) -> list[dict[str, Any]]:
    """The documents of these entries; those that are gone are left out."""
    rows = SearchEntry.objects.filter(key__in=list(keys)).values(*_VALUES)
    return list(_documents(list(rows)))


def _documents(rows: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    ids = [row["pk"] for row in rows]
    facets: dict[int, dict[str, list[str]]] = {}
    values = SearchFacet.objects.filter(entry_id__in=ids).values_list("entry_id", "name", "value")
    # In the order of their unique index, which holds all of it.
    for entry_id, name, value in values.order_by("entry_id", "name", "value"):
        facets.setdefault(entry_id, {}).setdefault(name, []).append(value)
    stored = database.stored({row["pk"]: row["content_hash"] for row in rows})
    missing = [pk for pk in ids if pk not in stored]
    if missing:
        for entry in SearchEntry.objects.filter(pk__in=missing):
            stored[entry.pk] = database.analysed(entry)
    for row in rows:
        indexed = stored.get(row["pk"])
        if indexed is not None:  # Else it was deleted a moment ago.
            yield document(row, facets.get(row["pk"], {}), indexed)
