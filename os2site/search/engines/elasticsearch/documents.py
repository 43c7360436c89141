"""What an index holds of an entry, and its mapping.

Tokens come from :mod:`os2site.search.analysis` and are split at spaces only. The raw text stands
beside them for highlights; Elasticsearch's own analysis of the language serves only there.
"""

from __future__ import annotations

from typing import Any

from elasticsearch.dsl import Boolean, Date, Float, Keyword, Long, Mapping, Object, Text

from os2site.models import SearchEntry
from os2site.search.analysis import ANALYSIS_VERSION
from os2site.search.analysis.documents import FIELD_WEIGHTS, entry_tokens
from os2site.search.analysis.words import sort_key

#: Version of the mapping; with the analysis's it is part of an index's name.
MAPPING_VERSION = 1
INDEX_VERSION = f"v{MAPPING_VERSION}.{ANALYSIS_VERSION}"

#: Fields whose raw text is kept, for highlights.
RAW_FIELDS = ("title", "summary", "body", "extra", "documents")
#: Field of tokens → weight. Elasticsearch wants weights of at least 1 here.
TOKEN_FIELDS = {f"t_{name}": weight * 2 for name, weight in FIELD_WEIGHTS.items()}
WEIGHTED_FIELDS = [f"{name}^{weight:g}" for name, weight in TOKEN_FIELDS.items()]
RAW_ANALYZERS = {"da": "danish", "en": "english"}

#: Deepest hit that a page may show; further ones come from the database.
MAX_RESULT_WINDOW = 50_000

SETTINGS: dict[str, Any] = {
    "number_of_shards": 1,
    "auto_expand_replicas": "0-1",
    "max_result_window": MAX_RESULT_WINDOW,
    "refresh_interval": "1s",
}


def mapping(language: str) -> dict[str, Any]:
    """Mapping of the index of a language."""
    fields = Mapping()
    fields.meta("dynamic", "strict")
    for name in TOKEN_FIELDS:
        fields.field(name, Text(analyzer="whitespace"))
    analyzer = RAW_ANALYZERS.get(language, "standard")
    for name in RAW_FIELDS:
        fields.field(name, Text(analyzer=analyzer, index_options="offsets", norms=False))
    for name in ("key", "language", "type", "slug", "sort_name", "mark"):
        fields.field(name, Keyword())
    fields.field("site", Long())
    fields.field("date", Date())
    fields.field("expires_at", Date())
    fields.field("boost", Float())
    fields.field("demo", Boolean())
    fields.field("facets", Object(dynamic=True))
    body: dict[str, Any] = fields.to_dict()
    body["dynamic_templates"] = [
        {"facets": {"path_match": "facets.*", "mapping": {"type": "keyword"}}}
    ]
    return body


def document(entry: SearchEntry) -> dict[str, Any]:
    """The document of an entry, whose facets should be prefetched."""
    facets: dict[str, list[str]] = {}
    for facet in entry.facets.all():
        facets.setdefault(facet.name, []).append(facet.value)
    tokens = {f"t_{name}": text for name, text in entry_tokens(entry).items()}
    return {
        **tokens,
        **{name: getattr(entry, name) for name in RAW_FIELDS},
        "key": entry.key,
        "language": entry.language,
        "type": entry.type,
        "slug": entry.slug,
        "sort_name": sort_key(entry.title),
        "mark": mark(entry.content_hash),
        "site": entry.site_id,
        "date": entry.date,
        "expires_at": entry.expires_at,
        "boost": entry.boost,
        "demo": entry.demo,
        "facets": facets,
    }


def mark(content_hash: str) -> str:
    """Tells whether a document is of this version of the entry."""
    return f"{INDEX_VERSION}:{content_hash}"
