"""The index on SQLite: one FTS5 table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db import connection

from os2site.search.analysis.documents import FIELD_WEIGHTS
from os2site.search.analysis.plan import Alternative
from os2site.search.engines.database.vendor import TABLE, IndexRow, Sql, Way, values_list

FIELDS = tuple(FIELD_WEIGHTS)
#: bm25 takes a weight for each column, the two unindexed ones first.
BM25 = f"-bm25({TABLE}, 0, 0, {', '.join(str(weight) for weight in FIELD_WEIGHTS.values())})"


def quoted(token: str) -> str:
    """A token as an FTS5 string."""
    return '"' + token.replace('"', '""') + '"'


def expression(alternative: Alternative) -> str:
    """The FTS5 query of an alternative."""
    if alternative.phrase:
        return quoted(" ".join(tokens[0] for tokens in alternative.words))
    return conjunction(alternative.words)


def conjunction(words: Sequence[Sequence[str]]) -> str:
    """The FTS5 query for all of the words, each by any of its tokens."""
    return " AND ".join(
        "(" + " OR ".join(quoted(token) for token in tokens) + ")" for tokens in words
    )


class SQLite:
    """FTS5 with ``bm25()``."""

    id_column = "rowid"

    def write(self, rows: Iterable[IndexRow]) -> None:
        columns = ("rowid", "sort_name", "mark", *FIELDS)
        values: list[list[int | str]] = [
            [row.entry_id, row.sort_name, row.mark, *(row.tokens[name] for name in FIELDS)]
            for row in rows
        ]
        with connection.cursor() as cursor:
            cursor.executemany(
                f"DELETE FROM {TABLE} WHERE rowid = %s",  # noqa: S608
                [[value[0]] for value in values],
            )
            cursor.executemany(
                f"INSERT INTO {TABLE} ({', '.join(columns)}) "  # noqa: S608
                f"VALUES ({', '.join(['%s'] * len(columns))})",
                values,
            )

    def read(self, entry_ids: Sequence[int], fields: Sequence[str] = FIELDS) -> Iterator[IndexRow]:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT rowid, sort_name, mark, {', '.join(fields)} FROM {TABLE} "  # noqa: S608
                f"WHERE rowid IN ({values_list(entry_ids)})",
                list(entry_ids),
            )
            for entry_id, sort_name, mark, *texts in cursor.fetchall():
                yield IndexRow(entry_id, sort_name, mark, dict(zip(fields, texts, strict=True)))

    def match(self, alternative: Alternative) -> Sql:
        return self._match(expression(alternative))

    def match_any(self, alternatives: Sequence[Alternative]) -> Sql:
        return (
            f"SELECT rowid AS entry_id FROM {TABLE} WHERE {TABLE} MATCH %s",  # noqa: S608
            [" OR ".join(f"({expression(item)})" for item in alternatives)],
        )

    def match_all(self, words: Sequence[Sequence[str]]) -> Sql:
        return (
            f"SELECT rowid AS entry_id FROM {TABLE} WHERE {TABLE} MATCH %s",  # noqa: S608
            [conjunction(words)],
        )

    def match_name(self, name: str) -> Sql:
        return self._match(f"name : {quoted(name)}")

    def match_titles(self, name: str, ways: Sequence[Way]) -> Sql:
        select = f"SELECT rowid AS entry_id, %s AS place FROM {TABLE} WHERE {TABLE} MATCH %s"  # noqa: S608
        parameters: list[int | str] = [0, f"name : {quoted(name)} *"] if name else []
        for place, way in enumerate(ways, start=1):
            fields = "{title summary keywords}" if way.in_summary else "title"
            parameters += [place, f"{fields} : ({_title_expression(way)})"]
        return " UNION ALL ".join([select] * (len(parameters) // 2)), parameters

    def _match(self, query: str) -> Sql:
        sql = f"SELECT rowid AS entry_id, {BM25} AS score FROM {TABLE} WHERE {TABLE} MATCH %s"  # noqa: S608
        return sql, [query]


def _title_expression(way: Way) -> str:
    """The FTS5 query of a way."""
    words = [
        " OR ".join(
            quoted(token) + (" *" if way.last_begins and number == len(way.words) else "")
            for token in tokens
        )
        for number, tokens in enumerate(way.words, start=1)
    ]
    return " AND ".join(f"({word})" for word in words)
