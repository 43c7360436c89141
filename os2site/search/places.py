"""Places that people name, and the regions they lie in."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from os2site.models import Region
from os2site.search.analysis.languages import get_language
from os2site.search.analysis.synonyms import Key, key_of

DATA = Path(__file__).parent / "analysis" / "data"
#: Seconds after which regions and municipalities are read anew.
MAX_AGE = 300.0

_Places = Mapping[Key, tuple[str, ...]]
_loaded: dict[str, tuple[float, _Places]] = {}


def places_for(language: str) -> _Places:
    """Lemmas of a place → its regions' slugs: parts of the country, municipalities, regions."""
    known = _loaded.get(language)
    if known is not None and time.monotonic() - known[0] < MAX_AGE:
        return known[1]
    found = dict(_parts_of_the_country(language))
    analysis = get_language(language)
    rows = Region.objects.order_by("pk", "municipalities__pk")
    for slug, name, full_name, municipality in rows.values_list(
        "slug", "name", "full_name", "municipalities__short_name"
    ):
        found[key_of(full_name, analysis)] = (slug,)
        found.setdefault(key_of(name, analysis), (slug,))
        if municipality:
            found.setdefault(key_of(municipality, analysis), (slug,))
    _loaded[language] = (time.monotonic(), found)
    return found


@cache
def _parts_of_the_country(language: str) -> _Places:
    path = DATA / f"places_{language}.txt"
    if not path.exists():
        return {}
    analysis = get_language(language)
    found: dict[Key, tuple[str, ...]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, separator, regions = line.partition(":")
        if separator and not line.startswith("#"):
            found[key_of(name, analysis)] = tuple(regions.split())
    return found
