"""How contract tests ask an engine: through the search service."""

from __future__ import annotations

from os2site.search import service
from os2site.search.query import SearchQuery
from os2site.search.results import SearchResults


class ContractBase:
    """Tests of one engine through the search service."""

    engine_name: str

    def refresh(self) -> None:
        """Let the engine see all entries."""

    def search(self, query: SearchQuery) -> SearchResults:
        results = service.search(query)
        assert results.engine == self.engine_name
        assert not results.degraded
        return results

    def titles(self, query: SearchQuery) -> list[str]:
        return [hit.entry.title for hit in self.search(query).hits]

    def counts(self, results: SearchResults, name: str) -> dict[str, int]:
        for facet in [results.types, *results.facets]:
            if facet.name == name:
                return {option.value: option.count for option in facet.options}
        raise AssertionError(f"no facet {name}")
