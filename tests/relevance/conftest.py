"""Relevance is measured on the whole demo site, with all of its entry types."""

from tests.os2site.search.engines.elasticsearch.conftest import cluster

__all__ = ["cluster"]
