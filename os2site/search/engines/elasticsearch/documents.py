"""What an index holds of an entry, and its mapping.

Tokens come from :mod:`os2site.search.analysis` and are split at spaces only. Texts themselves are
not there: hits are shown from the entries' rows, which mark in them what the query means.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from elasticsearch import dsl
from elasticsearch.dsl import Boolean, Date, Float, Keyword, Long, Object, Text

from os2site.search.analysis import ANALYSIS_VERSION
from os2site.search.analysis.documents import FIELD_WEIGHTS
from os2site.search.engines.database import IndexRow

#: Version of the mapping; with the analysis's it is part of an index's name.
MAPPING_VERSION = 3
INDEX_VERSION = f"v{MAPPING_VERSION}.{ANALYSIS_VERSION}"

#: Field of tokens → weight. Elasticsearch wants weights of at least 1 here.
TOKEN_FIELDS = {f"t_{name}": weight * 2 for name, weight in FIELD_WEIGHTS.items()}
WEIGHTED_FIELDS = [f"{name}^{weight:g}" for name, weight in TOKEN_FIELDS.items()]

#: Deepest hit that a page may show; further ones come from the database.
MAX_RESULT_WINDOW = 50_000

#: While an index is built nobody searches it: no copies, no refreshes.
BUILDING_SETTINGS: dict[str, Any] = {
    "number_of_shards": 1,
    "number_of_replicas": 0,
    "max_result_window": MAX_RESULT_WINDOW,
    "refresh_interval": "-1",
    # How long a deletion is remembered, so that a late write of an older row is still refused.
    "gc_deletes": "10m",
    # What is being built is thrown away when its node fails; it is flushed before it serves.
    "translog.durability": "async",
}
SERVING_SETTINGS: dict[str, Any] = {
    "auto_expand_replicas": "0-1",
    "refresh_interval": "1s",
    "translog.durability": "request",
}


def mapping() -> dict[str, Any]:
    """Mapping of an index, the same for every language."""
    fields = dsl.Mapping()
    fields.meta("dynamic", "strict")
    for name in TOKEN_FIELDS:
        fields.field(name, Text(analyzer="whitespace"))
    for name in ("key", "language", "type", "slug", "sort_name", "mark"):
        fields.field(name, Keyword())
    fields.field("site", Long())
    fields.field("date", Date())
    fields.field("ends_at", Date())
    fields.field("expires_at", Date())
    fields.field("boost", Float())
    fields.field("demo", Boolean())
    fields.field("facets", Object(dynamic=True))
    body: dict[str, Any] = fields.to_dict()
    body["dynamic_templates"] = [
        {"facets": {"path_match": "facets.*", "mapping": {"type": "keyword"}}}
    ]
    return body


#: Columns of an entry that a document is made of, with the name that they have in it.
COLUMNS = {
    **{name: name for name in ("key", "language", "type", "slug")},
    **{name: name for name in ("date", "ends_at", "expires_at", "boost", "demo")},
    "site_id": "site",
}


def document(
    row: Mapping[str, Any], facets: Mapping[str, Sequence[str]], indexed: IndexRow
) -> dict[str, Any]:
    """The document of an entry.

    :param row: its :data:`COLUMNS` and ``content_hash``.
    :param facets: facet → values.
    :param indexed: its tokens, which the database's index has already.
    """
    body = {name: row[column] for column, name in COLUMNS.items()}
    for name, text in indexed.tokens.items():
        body[f"t_{name}"] = text
    body["sort_name"] = indexed.sort_name
    body["mark"] = mark(row["content_hash"])
    body["facets"] = facets
    return body


def mark(content_hash: str) -> str:
    """Tells whether a document is of this version of the entry."""
    return f"{INDEX_VERSION}:{content_hash}"
