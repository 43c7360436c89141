"""What differs between SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from os2site.search.analysis.plan import Alternative, QueryPlan

TABLE = "os2site_searchindex"

#: Number of the "group" of the whole name; filler words have lower ones.
NAME_GROUP = -1
#: What a filler word in the title weighs against a word that is searched.
WEIGHT_FILLER = 0.2

#: SQL and its parameters.
Sql = tuple[str, list[Any]]


@dataclass(frozen=True)
class Way:
    """What a title must have: of each word any of its tokens.

    :param last_begins: the last word's tokens are beginnings of words.
    :param in_summary: the words may stand in the summary and the keywords, too.
    """

    words: tuple[tuple[str, ...], ...]
    last_begins: bool = True
    in_summary: bool = False


@dataclass(frozen=True)
class IndexRow:
    """What the index holds of one entry.

    :param mark: tells whether the row is of this version of the entry and of the analysis.
    :param tokens: field → tokens separated by spaces.
    """

    entry_id: int
    sort_name: str
    mark: str
    tokens: dict[str, str]


class Vendor(Protocol):
    """One database's full-text index."""

    #: Column of the index that holds the entry's id.
    id_column: str

    def write(self, rows: Iterable[IndexRow]) -> None:
        """Replace these rows."""
        ...

    def read(self, entry_ids: Sequence[int]) -> Iterator[IndexRow]:
        """The rows of these entries, as they were written."""
        ...

    def match(self, alternative: Alternative) -> Sql:
        """Select ``entry_id`` and ``score`` (without the weight) of what this alternative finds."""
        ...

    def match_all(self, words: Sequence[Sequence[str]]) -> Sql:
        """Select ``entry_id`` of the entries that have, for each word, any of its tokens."""
        ...

    def match_name(self, name: str) -> Sql:
        """Select ``entry_id`` and ``score`` of entries that have this name token."""
        ...

    def match_titles(self, name: str, ways: Sequence[Way]) -> Sql:
        """Select ``entry_id`` and ``place`` of entries whose name begins so (0, left out for an
        empty name), or whose title has the words of the first way (1), of the second (2), …
        """
        ...


def get_vendor() -> Vendor:
    """The vendor of the site's database.

    :raises ImproperlyConfigured: when it is neither SQLite nor PostgreSQL.
    """
    from os2site.search.engines.database import postgres, sqlite  # noqa: PLC0415 (they import Sql)

    vendors: dict[str, Vendor] = {"sqlite": sqlite.SQLite(), "postgresql": postgres.PostgreSQL()}
    try:
        return vendors[connection.vendor]
    except KeyError:
        raise ImproperlyConfigured(
            f"Search needs SQLite or PostgreSQL, not {connection.vendor}"
        ) from None


def matched_sql(plan: QueryPlan, vendor: Vendor) -> Sql:
    """Select ``entry_id`` and ``score`` of the entries that match enough groups of the plan.

    In each group the best alternative counts; the sum over the groups grows with their share.
    Filler words add a little to what is found.
    """
    selects: list[str] = []
    parameters: list[Any] = []

    def add(number: int, weight: float, found: Sql) -> None:
        sql, values = found
        selects.append(
            f"SELECT entry_id, {number} AS grp, score * {weight} AS score FROM ({sql}) AS found"  # noqa: S608 (numbers)
        )
        parameters.extend(values)

    for number, group in enumerate(plan.groups):
        for alternative in group.alternatives:
            add(number, group.weight * _share(alternative), vendor.match(alternative))
    every = len(plan.groups)
    if plan.name:
        add(NAME_GROUP, 1.0, vendor.match_name(plan.name))
    for number, token in enumerate(plan.filler, start=1):
        add(NAME_GROUP - number, WEIGHT_FILLER, vendor.match(Alternative(1.0, ((token,),))))
    union = " UNION ALL ".join(selects)
    return (
        f"SELECT entry_id, SUM(score) * (0.4 + 0.6 * SUM(share) / {every}) AS score FROM ("  # noqa: S608
        f"SELECT entry_id, grp, MAX(score) AS score, "
        f"CASE WHEN grp = {NAME_GROUP} THEN {every} WHEN grp < 0 THEN 0 ELSE 1 END AS share "
        f"FROM ({union}) AS alternatives GROUP BY entry_id, grp"
        f") AS grouped GROUP BY entry_id HAVING SUM(share) >= {plan.required}",
        parameters,
    )


def _share(alternative: Alternative) -> float:
    """Factor on the score of a match, which for words apart is the sum of theirs."""
    apart = 1 if alternative.phrase else len(alternative.words)
    return round(alternative.weight / apart, 4)


def values_list(items: Sequence[Any]) -> str:
    """Placeholders for an ``IN`` list; an empty list matches nothing."""
    return ", ".join(["%s"] * len(items)) or "NULL"
