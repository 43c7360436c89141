"""Searching the embedded index."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import EmptyResultSet

from os2site.search.analysis.plan import QueryPlan
from os2site.search.engines.database.statements import TYPE, Statements
from os2site.search.query import SearchQuery
from os2site.search.results import RawHit, RawResults


class DatabaseEngine:
    """Finds entries with two statements, whatever the number of hits."""

    name = "database"

    def search(
        self, query: SearchQuery, plan: QueryPlan, *, facet_names: Sequence[str]
    ) -> RawResults:
        """Find entries and count facets."""
        nothing = RawResults(0, (), {TYPE: {}, **{name: {} for name in facet_names}}, 0)
        if query.text and not plan.groups:
            return nothing
        try:
            statements = Statements(query, plan, facet_names)
        except EmptyResultSet:  # No type is active here.
            return nothing
        counts, matched = statements.counts()
        types = counts[TYPE]
        total = (
            sum(types.get(name, 0) for name in query.types) if query.types else sum(types.values())
        )
        hits = statements.hits() if query.offset < total else []
        return RawResults(total, tuple(RawHit(key, score) for key, score in hits), counts, matched)
