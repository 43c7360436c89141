"""Names of indexes and aliases.

The alias ``<prefix>-<language>`` is what is searched and written to. It points at one index
``<prefix>-<language>-<version>-<time>``; while an index is being built, an alias that ends in
``-building`` points at it, so that a write can never make an index by accident.
"""

from __future__ import annotations

import re

from django.utils import timezone

from os2site.conf import get_settings
from os2site.search.engines.elasticsearch.documents import INDEX_VERSION

_INDEX = re.compile(r"-(?P<version>v[\d.]+)-\d{20}$")


def alias(language: str) -> str:
    """The alias that serves a language."""
    return f"{get_settings().elasticsearch_prefix}-{language.lower()}"


def building_alias(language: str) -> str:
    """The alias of the index that is being built."""
    return f"{alias(language)}-building"


def new_index(language: str) -> str:
    """Name of a new index."""
    return f"{alias(language)}-{INDEX_VERSION}-{timezone.now():%Y%m%d%H%M%S%f}"


def is_index_of(name: str, language: str) -> bool:
    """Whether an index is one of ours for this language."""
    match = _INDEX.search(name)
    return match is not None and name[: match.start()] == alias(language)


def is_current(name: str) -> bool:
    """Whether an index has this version's mapping and tokens."""
    match = _INDEX.search(name)
    return match is not None and match["version"] == INDEX_VERSION
