"""The two statements of a search: counts of types and facets, and the hits of a page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from os2site.models import SearchFacet
from os2site.search.analysis.plan import FAVOUR
from os2site.search.dates import DateRange
from os2site.search.engines.base import Plans
from os2site.search.engines.database.vendor import (
    TABLE,
    Sql,
    Vendor,
    get_vendor,
    matched_sql,
    unscored_sql,
    values_list,
)
from os2site.search.entries import visible_entries
from os2site.search.query import SearchQuery

TYPE, LANGUAGE = "type", "language"


#: An entry in a chosen language and of a chosen type.
PASSES = "found.pass_language = 1 AND found.pass_type = 1"


class Statements:
    """SQL for one query. Both statements start from the same table expression ``found``.

    ``found`` has the visible entries that match the text in their own language: id, type, score,
    date, and for the languages, the types and each chosen facet a column 0 or 1 that says whether
    the entry passes it. Entries in languages that are counted only are left out of the hits' one.
    """

    def __init__(self, query: SearchQuery, plans: Plans, facet_names: Sequence[str]) -> None:
        self.query = query
        self.facet_names = tuple(facet_names)
        self.chosen = [name for name, values in query.facets.items() if values]
        self.vendor: Vendor = get_vendor()
        self.plans = plans
        # What says nothing in a language finds nothing in it.
        self.asked = {code: plan for code, plan in plans.items() if plan.groups or not query.text}

    def hits(self) -> list[tuple[str, float]]:
        """``(key, score)`` of the page's entries, in order."""
        found, parameters = self._found(self.query.searched)
        passes = " AND ".join(f"{column} = 1" for column in ("pass_type", *self._pass_columns()))
        sql = (
            f"{found} SELECT found.key, found.score FROM found "  # noqa: S608
            f"LEFT JOIN {TABLE} i ON i.{self.vendor.id_column} = found.id WHERE {passes} "
            f"ORDER BY {self._order()} LIMIT %s OFFSET %s"
        )
        rows = self._fetch(sql, [*parameters, self.query.page_size, self.query.offset])
        return [(key, float(score)) for key, score in rows]

    def counts(self) -> tuple[dict[str, dict[str, int]], int]:
        """Facet name → value → entries that choosing it would leave, the types as ``"type"``.

        With it comes the number of entries in the languages searched that match the text, whatever
        else is chosen.

        A facet's own chosen values are left out of its counts; a value that the text finds and the
        other filters exclude counts 0.

        :raises EmptyResultSet: when nothing can be found.
        """
        found, parameters = self._found(tuple(self.plans), scored=False)
        columns = self._pass_columns()
        selects = [
            f"SELECT 'type' AS name, type AS value, SUM({_product(columns)}) "  # noqa: S608
            "FROM found WHERE pass_language = 1 GROUP BY type",
            "SELECT '', '', COUNT(*) FROM found WHERE pass_language = 1",
        ]
        if len(self.plans) > 1:
            selects.append(
                f"SELECT '{LANGUAGE}', language, SUM({_product(columns)}) "  # noqa: S608
                "FROM found WHERE pass_type = 1 GROUP BY language"
            )
        facet_table = SearchFacet._meta.db_table
        open_names = [name for name in self.facet_names if name not in self.chosen]
        parts = [(open_names, columns)] if open_names else []
        parts += [
            ([name], [column for column in columns if column != self._pass_column(name)])
            for name in self.chosen
            if name in self.facet_names
        ]
        for names, others in parts:
            selects.append(
                f"SELECT f.name, f.value, SUM({_product(others)}) FROM found "  # noqa: S608
                f"JOIN {facet_table} f ON f.entry_id = found.id "
                f"WHERE {PASSES} AND f.name IN ({values_list(names)}) "
                "GROUP BY f.name, f.value"
            )
            parameters += names
        for name in self.facet_names:
            others = [
                column
                for column in columns
                if name not in self.chosen or column != self._pass_column(name)
            ]
            for item in self.query.ranges.get(name, ()):
                # Without a row in it, the sum is no number, and the value is left out.
                within, moments = _within("found", item)
                selects.append(
                    f"SELECT %s, %s, SUM({_product(others)}) FROM found "  # noqa: S608
                    f"WHERE {PASSES} AND {within}"
                )
                parameters += [name, item.value, *moments]
        rows = self._fetch(f"{found} {' UNION ALL '.join(selects)}", parameters)
        counts, matched = self.no_counts(), 0
        for name, value, number in rows:
            if name and number is not None:
                counts[name][value] = int(number)
            elif not name:
                matched = int(number)
        return counts, matched

    def no_counts(self) -> dict[str, dict[str, int]]:
        """What :meth:`counts` gives when nothing is found."""
        languages = {LANGUAGE: dict.fromkeys(self.plans, 0)} if len(self.plans) > 1 else {}
        return {TYPE: {}, **{name: {} for name in self.facet_names}, **languages}

    def _found(self, languages: Sequence[str], *, scored: bool = True) -> Sql:
        plans = {code: plan for code, plan in self.asked.items() if code in languages}
        if not plans:
            raise EmptyResultSet
        visible, visible_parameters = self._visible
        columns, parameters = self._pass_sql()
        if self.query.text:
            matched, matched_parameters = self._matched(plans, scored=scored)
            favour, favoured = _favour(plans)
            sql = (
                f"WITH matched AS MATERIALIZED ({matched}), found AS MATERIALIZED ("  # noqa: S608
                f"SELECT v.id, v.key, v.type, v.language, v.date, v.ends_at, "
                f"matched.score * v.boost{favour} AS score, "
                f"{columns} FROM matched JOIN ({visible}) AS v "
                "ON v.id = matched.entry_id AND v.language = matched.language)"
            )
            return sql, [*matched_parameters, *favoured, *parameters, *visible_parameters]
        sql = (
            "WITH found AS MATERIALIZED (SELECT v.id, v.key, v.type, v.language, "  # noqa: S608
            f"v.date, v.ends_at, v.boost AS score, {columns} FROM ({visible}) AS v "
            f"WHERE v.language IN ({values_list(languages)}))"
        )
        return sql, [*parameters, *visible_parameters, *languages]

    @cached_property
    def _visible(self) -> Sql:
        """The entries in the languages asked for that may be shown now."""
        entries = visible_entries(site=self.query.site, language=tuple(self.asked))
        if self.query.when == "coming":
            entries = entries.filter(ends_at__gt=self.query.now)
        elif self.query.when == "past":
            entries = entries.filter(ends_at__lte=self.query.now)
        columns = ("id", "key", "type", "date", "ends_at", "boost", "language")
        sql, parameters = entries.order_by().values(*columns).query.sql_with_params()
        return sql, list(parameters)

    def _matched(self, plans: Plans, *, scored: bool) -> Sql:
        """What each language's plan finds; only entries in that language are meant by it."""
        selects: list[str] = []
        parameters: list[Any] = []
        for code, plan in plans.items():
            sql, values = (matched_sql if scored else unscored_sql)(plan, self.vendor)
            selects.append(
                "SELECT entry_id, score, CAST(%s AS varchar) AS language "  # noqa: S608
                f"FROM ({sql}) AS m"
            )
            parameters += [code, *values]
        return " UNION ALL ".join(selects), parameters

    def _pass_sql(self) -> Sql:
        columns: list[str] = []
        parameters: list[Any] = []
        choices = {LANGUAGE: self.query.searched, TYPE: self.query.types}
        for name, values in choices.items():
            passes = f"CASE WHEN v.{name} IN ({values_list(values)}) THEN 1 ELSE 0 END"
            columns.append(f"{passes if values else 1} AS pass_{name}")
            parameters += values
        for name in self.chosen:
            values = self.query.facets[name]
            conditions = [
                f"EXISTS (SELECT 1 FROM {SearchFacet._meta.db_table} f "  # noqa: S608
                f"WHERE f.entry_id = v.id AND f.name = %s AND f.value IN ({values_list(values)}))"
            ]
            parameters += [name, *values]
            for item in self.query.ranges.get(name, ()):
                if item.value in values:
                    within, moments = _within("v", item)
                    conditions.append(f"({within})")
                    parameters += moments
            columns.append(
                f"CASE WHEN {' OR '.join(conditions)} THEN 1 ELSE 0 END "
                f"AS {self._pass_column(name)}"
            )
        return ", ".join(columns), parameters

    def _pass_column(self, name: str) -> str:
        return f"pass_{self.chosen.index(name)}"

    def _pass_columns(self) -> list[str]:
        return [self._pass_column(name) for name in self.chosen]

    def _order(self) -> str:
        by_name = "i.sort_name, found.id"
        newest = "CASE WHEN found.date IS NULL THEN 1 ELSE 0 END, found.date DESC"
        if self.query.sort == "name":
            return by_name
        if self.query.when and (self.query.sort == "date" or not self.query.text):
            soonest_first = self.query.when == "coming"
            return f"found.date, {by_name}" if soonest_first else f"{newest}, {by_name}"
        if self.query.sort == "date":
            return f"{newest}, {by_name}"
        if self.query.text:
            return f"found.score DESC, {by_name}"
        return f"found.score DESC, {newest}, {by_name}"

    def _fetch(self, sql: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return list(cursor.fetchall())


def _favour(plans: Plans) -> Sql:
    """Factor on the score of the types that a language's plan favours."""
    favoured = {code: plan.favoured for code, plan in plans.items() if plan.favoured}
    cases = [f"v.language = %s AND v.type IN ({values_list(types)})" for types in favoured.values()]
    if not cases:
        return "", []
    parameters = [item for code, types in favoured.items() for item in (code, *types)]
    return f" * CASE WHEN {' OR '.join(cases)} THEN {FAVOUR} ELSE 1 END", parameters


def _within(table: str, item: DateRange) -> Sql:
    """Whether an entry's date lies in a part of time."""
    conditions, moments = [f"{table}.{item.field} IS NOT NULL"], []
    for comparison, moment in ((">", item.after), ("<=", item.until)):
        if moment is not None:
            conditions.append(f"{table}.{item.field} {comparison} %s")
            moments.append(connection.ops.adapt_datetimefield_value(moment))
    return " AND ".join(conditions), moments


def _product(columns: Sequence[str]) -> str:
    return " * ".join(columns) or "1"
