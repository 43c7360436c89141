"""What differs between SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from os2site.search.analysis.documents import FIELD_WEIGHTS
from os2site.search.analysis.plan import SHARE_SAID, Alternative, QueryPlan

TABLE = "os2site_searchindex"

#: Number of the "group" of the whole name; filler words have lower ones.
NAME_GROUP = -1
#: Numbers of the "groups" of what lies near the first hits, and of what is found for that alone.
NEAR_GROUP, ALONE_GROUP = -1000, -1001
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

    def read(
        self, entry_ids: Sequence[int], fields: Sequence[str] = tuple(FIELD_WEIGHTS)
    ) -> Iterator[IndexRow]:
        """The rows of these entries, as they were written, with the tokens of these fields."""
        ...

    def match(self, alternative: Alternative) -> Sql:
        """Select ``entry_id`` and ``score`` (without the weight) of what this alternative finds."""
        ...

    def match_any(self, alternatives: Sequence[Alternative]) -> Sql:
        """Select ``entry_id`` of what any of the alternatives finds."""
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
    Filler words add a little to what is found, and so does lying near the first hits. What fills up
    a page comes last.
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
    for number, items in _near(plan).items():
        add(number, 1.0, values_table(items))
    union = " UNION ALL ".join(selects)
    said = f"CASE WHEN grp > {NEAR_GROUP} THEN score ELSE 0 END"
    near = f"CASE WHEN grp > {NEAR_GROUP} THEN 0 ELSE score END"
    return (
        f"SELECT entry_id, CASE WHEN SUM(share) < {plan.required} THEN 0.0 ELSE "  # noqa: S608
        f"SUM({said}) * ({1 - SHARE_SAID} + {SHARE_SAID} * SUM(share) / {every}) END "
        f"+ SUM({near}) AS score FROM ("
        f"SELECT entry_id, grp, MAX(score) AS score, "
        f"CASE WHEN grp = {NAME_GROUP} THEN {every} WHEN grp < 0 THEN 0 ELSE 1 END AS share "
        f"FROM ({union}) AS alternatives GROUP BY entry_id, grp"
        f") AS grouped GROUP BY entry_id "
        f"HAVING SUM(share) >= {plan.required} OR MIN(grp) = {ALONE_GROUP}",
        parameters,
    )


def unscored_sql(plan: QueryPlan, vendor: Vendor) -> Sql:
    """As :func:`matched_sql` for counting: the same entries, all with score 0.

    One look-up for each group in place of one for each way to say it, and nothing is weighed, which
    on a large site is most of the work.
    """
    found = [(1, vendor.match_any(group.alternatives)) for group in plan.groups]
    if plan.name:
        found.append((len(plan.groups), vendor.match_name(plan.name)))
    alone = _near(plan).get(ALONE_GROUP)
    if alone:
        found.append((plan.required, values_table(alone)))
    union = " UNION ALL ".join(
        f"SELECT entry_id, {share} AS share FROM ({sql}) AS found"  # noqa: S608 (numbers)
        for share, (sql, __) in found
    )
    return (
        f"SELECT entry_id, 0.0 AS score FROM ({union}) AS grouped GROUP BY entry_id "  # noqa: S608
        f"HAVING SUM(share) >= {plan.required}",
        [value for __, (___, values) in found for value in values],
    )


def _near(plan: QueryPlan) -> dict[int, list[tuple[int, float]]]:
    """Number of the group → entries and what they are worth; groups without any are left out."""
    found: dict[int, list[tuple[int, float]]] = {}
    for item in plan.near:
        number = ALONE_GROUP if item.share else NEAR_GROUP
        found.setdefault(number, []).append((item.entry_id, item.weight * (item.share or 1.0)))
    return found


def values_table(items: Sequence[tuple[int, float]]) -> Sql:
    """Select ``entry_id`` and ``score`` of given entries."""
    rows = ", ".join(f"({int(entry_id)}, {float(score):.8f})" for entry_id, score in items)
    return f"SELECT column1 AS entry_id, column2 AS score FROM (VALUES {rows}) AS given", []  # noqa: S608


def _share(alternative: Alternative) -> float:
    """Factor on the score of a match, which for words apart is the sum of theirs."""
    apart = 1 if alternative.phrase else len(alternative.words)
    return round(alternative.weight / apart, 4)


def values_list(items: Sequence[Any]) -> str:
    """Placeholders for an ``IN`` list; an empty list matches nothing."""
    return ", ".join(["%s"] * len(items)) or "NULL"
