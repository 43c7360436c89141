"""The index on PostgreSQL: weighted ``tsvector`` rows, made of our own tokens.

``ts_rank`` knows nothing of how rare a word is, so each alternative's rank is multiplied by its
inverse document frequency.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from django.db import connection

from os2site.search.analysis.plan import Alternative
from os2site.search.engines.database.vendor import TABLE, IndexRow, Sql, Way

#: Field → label of its lexemes.
LABELS = {
    "name": "A",
    "title": "A",
    "summary": "B",
    "keywords": "B",
    "body": "C",
    "extra": "D",
    "documents": "D",
}
#: Weights of the labels D, C, B, A.
WEIGHTS = "'{0.06, 0.15, 0.4, 1.0}'"
#: PostgreSQL's limits: positions of a vector, and positions of one lexeme.
MAX_POSITION = 16_383
MAX_POSITIONS_OF_LEXEME = 250


def quoted(token: str) -> str:
    """A token as a lexeme."""
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"


def expression(alternative: Alternative) -> str:
    """The ``tsquery`` of an alternative."""
    if alternative.phrase:
        return " <-> ".join(quoted(tokens[0]) for tokens in alternative.words)
    return conjunction(alternative.words)


def conjunction(words: Sequence[Sequence[str]]) -> str:
    """The ``tsquery`` for all of the words, each by any of its tokens."""
    return " & ".join("(" + " | ".join(quoted(token) for token in tokens) + ")" for tokens in words)


def vector_text(tokens: dict[str, str]) -> str:
    """The text form of a ``tsvector`` with positions and labels.

    A gap between fields keeps phrases from reaching over.
    """
    positions: dict[str, list[str]] = {}
    position = 0
    for name, label in LABELS.items():
        for token in tokens[name].split():
            position = min(position + 1, MAX_POSITION)
            places = positions.setdefault(token, [])
            if len(places) < MAX_POSITIONS_OF_LEXEME:
                places.append(f"{position}{label}")
        position = min(position + 10, MAX_POSITION)
    return " ".join(f"{quoted(token)}:{','.join(places)}" for token, places in positions.items())


class PostgreSQL:
    """``tsvector`` with ``ts_rank``."""

    id_column = "entry_id"

    def write(self, rows: Iterable[IndexRow]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TABLE} (entry_id, sort_name, mark, vector, tokens) "  # noqa: S608
                "VALUES (%s, %s, %s, %s::tsvector, %s) ON CONFLICT (entry_id) DO UPDATE SET "
                "sort_name = EXCLUDED.sort_name, mark = EXCLUDED.mark, "
                "vector = EXCLUDED.vector, tokens = EXCLUDED.tokens",
                [
                    [
                        row.entry_id,
                        row.sort_name,
                        row.mark,
                        vector_text(row.tokens),
                        json.dumps(row.tokens, ensure_ascii=False),
                    ]
                    for row in rows
                ],
            )

    def read(
        self, entry_ids: Sequence[int], fields: Sequence[str] = tuple(LABELS)
    ) -> Iterator[IndexRow]:
        # The tokens of documents may be many, so the server leaves them out where nobody asks.
        columns = "tokens"
        if len(fields) < len(LABELS):
            pairs = ", ".join(f"'{name}', tokens::json->>'{name}'" for name in fields)
            columns = f"json_build_object({pairs})::text"
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT entry_id, sort_name, mark, {columns} FROM {TABLE} "  # noqa: S608
                "WHERE entry_id = ANY(%s) AND tokens <> ''",
                [list(entry_ids)],
            )
            for entry_id, sort_name, mark, tokens in cursor.fetchall():
                yield IndexRow(entry_id, sort_name, mark, json.loads(tokens))

    def match(self, alternative: Alternative) -> Sql:
        return self._match(expression(alternative))

    def match_any(self, alternatives: Sequence[Alternative]) -> Sql:
        return (
            f"SELECT entry_id FROM {TABLE} WHERE vector @@ CAST(%s AS tsquery)",  # noqa: S608
            [" | ".join(f"({expression(item)})" for item in alternatives)],
        )

    def match_all(self, words: Sequence[Sequence[str]]) -> Sql:
        return (
            f"SELECT entry_id FROM {TABLE} WHERE vector @@ CAST(%s AS tsquery)",  # noqa: S608
            [conjunction(words)],
        )

    def match_name(self, name: str) -> Sql:
        return self._match(quoted(name) + ":A")

    def match_titles(self, name: str, ways: Sequence[Way]) -> Sql:
        select = (
            f"SELECT entry_id, CAST(%s AS integer) AS place FROM {TABLE} "  # noqa: S608
            "WHERE vector @@ CAST(%s AS tsquery)"
        )
        parameters: list[int | str] = [0, f"{quoted(name)}:*A"] if name else []
        for place, way in enumerate(ways, start=1):
            parameters += [place, _title_expression(way)]
        return " UNION ALL ".join([select] * (len(parameters) // 2)), parameters

    def _match(self, query: str) -> Sql:
        sql = (
            f"SELECT entry_id, ts_rank({WEIGHTS}, vector, query, 1) * ln(1 + "  # noqa: S608
            f"((SELECT count(*) FROM {TABLE}) - count(*) OVER () + 0.5) / (count(*) OVER () + 0.5)"
            f") AS score FROM {TABLE}, CAST(%s AS tsquery) AS query WHERE vector @@ query"
        )
        return sql, [query]


def _title_expression(way: Way) -> str:
    """The ``tsquery`` of a way."""
    labels = "AB" if way.in_summary else "A"
    words = [
        " | ".join(
            quoted(token) + (":*" if way.last_begins and number == len(way.words) else ":") + labels
            for token in tokens
        )
        for number, tokens in enumerate(way.words, start=1)
    ]
    return " & ".join(f"({word})" for word in words)
