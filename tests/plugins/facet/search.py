"""An entry type with a facet that can't have its name."""

from os2site.search.types import Facet, SearchType


def _labels(values: object, language: str) -> dict[str, str]:
    return {}


SEARCH_TYPES = (
    SearchType(
        "body",
        "Body",
        "Bodies",
        page_type="body",
        project=lambda page: [],
        facets=(Facet("language", "Language", _labels),),
    ),
)
