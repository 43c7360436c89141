"""The Elasticsearch engine: a mirror of the entries, one alias for each language."""

from os2site.search.engines.elasticsearch.engine import ElasticsearchEngine
from os2site.search.engines.elasticsearch.index import (
    apply,
    differences,
    is_current,
    rebuild,
    repair,
)

__all__ = [
    "ElasticsearchEngine",
    "apply",
    "differences",
    "is_current",
    "rebuild",
    "repair",
]
