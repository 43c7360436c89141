"""Search is asked with a real Elasticsearch, too."""

from tests.os2site.search.engines.elasticsearch.conftest import cluster

__all__ = ["cluster"]
