"""Writing the embedded index, and comparing it with the entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import connection, transaction

from os2site.models import SearchEntry
from os2site.search import vocabulary, wordlists
from os2site.search.analysis import ANALYSIS_VERSION
from os2site.search.analysis.documents import entry_tokens
from os2site.search.analysis.words import sort_key
from os2site.search.engines.database.vendor import TABLE, IndexRow, get_vendor

#: Entries that are analysed before they are written.
BATCH = 200


def write(entry: SearchEntry) -> None:
    """Index an entry, in the caller's transaction."""
    wordlists.refresh(entry.language)
    get_vendor().write([analysed(entry)])
    vocabulary.add([entry])


def delete(entry: SearchEntry) -> None:
    """Take an entry out of the index, in the caller's transaction."""
    _delete([entry.pk])


def rebuild() -> int:
    """Write the whole index anew in one transaction; returns the number of entries."""
    wordlists.refresh_all()
    vendor = get_vendor()
    number = 0
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608
        words = vocabulary.Rebuild()
        rows: list[IndexRow] = []
        for entry in SearchEntry.objects.order_by("pk").prefetch_related("facets").iterator(BATCH):
            rows.append(analysed(entry))
            words.add(entry)
            number += 1
            if len(rows) == BATCH:
                vendor.write(rows)
                rows = []
        vendor.write(rows)
        words.finish()
    return number


def differences() -> dict[str, list[int]]:
    """Ids of entries that the index lacks, has in another version, or has too much.

    :return: ``{"missing": […], "stale": […], "surplus": […]}``.
    """
    wanted = {pk: _mark(text) for pk, text in SearchEntry.objects.values_list("pk", "content_hash")}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {get_vendor().id_column}, mark FROM {TABLE}")  # noqa: S608
        present = dict(cursor.fetchall())
    return {
        "missing": sorted(wanted.keys() - present.keys()),
        "stale": sorted(pk for pk in wanted.keys() & present.keys() if wanted[pk] != present[pk]),
        "surplus": sorted(present.keys() - wanted.keys()),
    }


def repair() -> int:
    """Write what :func:`differences` finds; returns the number of rows written or deleted."""
    found = differences()
    with transaction.atomic():
        _delete(found["surplus"])
        stale = SearchEntry.objects.filter(pk__in=found["missing"] + found["stale"])
        for entry in stale.prefetch_related("facets"):
            write(entry)
    return sum(len(ids) for ids in found.values())


def stored(content_hashes: Mapping[int, str]) -> dict[int, IndexRow]:
    """What the index holds of these entries, so that nobody need analyse them again.

    :param content_hashes: of the entries by id; rows of another version are left out.
    """
    return {
        row.entry_id: row
        for row in get_vendor().read(list(content_hashes))
        if row.mark == _mark(content_hashes[row.entry_id])
    }


def analysed(entry: SearchEntry) -> IndexRow:
    """What the index should hold of an entry, analysed now."""
    return IndexRow(entry.pk, sort_key(entry.title), _mark(entry.content_hash), entry_tokens(entry))


def _delete(ids: Iterable[int]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            f"DELETE FROM {TABLE} WHERE {get_vendor().id_column} = %s",  # noqa: S608
            [[pk] for pk in ids],
        )


def _mark(content_hash: str) -> str:
    return f"{ANALYSIS_VERSION}:{content_hash}"
