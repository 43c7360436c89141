"""Searching the embedded index."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import EmptyResultSet

from os2site.search.engines.base import Plans
from os2site.search.engines.database.statements import TYPE, Statements
from os2site.search.query import SearchQuery
from os2site.search.results import RawHit, RawResults


class DatabaseEngine:
    """Finds entries with two statements, whatever the number of hits."""

    name = "database"

    def search(self, query: SearchQuery, plans: Plans, *, facet_names: Sequence[str]) -> RawResults:
        """Find entries and count facets."""
        statements = Statements(query, plans, facet_names)
        try:
            counts, matched = statements.counts()
        except EmptyResultSet:  # No type is active here, or the text has nothing to look for.
            return RawResults(0, (), statements.no_counts(), 0)
        types = counts[TYPE]
        total = (
            sum(types.get(name, 0) for name in query.types) if query.types else sum(types.values())
        )
        hits = statements.hits() if query.offset < total else []
        return RawResults(total, tuple(RawHit(key, score) for key, score in hits), counts, matched)
