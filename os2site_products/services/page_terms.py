"""The terms that every product's page needs, read once for a page."""

from __future__ import annotations

from os2site.memo import per_request
from os2site.models import Term
from os2site.services.vocabularies import terms_of

SERVICE, GROUP_TYPE, SIZE_CLASS = "service", "group_type", "size_class"


def page_terms(*, vocabulary: str, language: str) -> list[Term]:
    """Terms of one of the vocabularies above, each in ``language`` where it is translated."""
    return _all(language)[vocabulary]


@per_request
def _all(language: str) -> dict[str, list[Term]]:
    return terms_of(vocabularies=(SERVICE, GROUP_TYPE, SIZE_CLASS), language=language)
