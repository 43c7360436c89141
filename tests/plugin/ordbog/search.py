"""Which entries a glossary becomes: one for each word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from ordbog.models import danish_key
from os2site.search.types import EntryDraft, Facet, SearchType


def letter_labels(values: Sequence[str], language: str) -> Mapping[str, str]:
    """A letter is its own label."""
    return {value: value for value in values}


def project(page: Any) -> list[EntryDraft]:
    """The words of a glossary page."""
    return [
        EntryDraft(
            title=word.term,
            slug=word.slug,
            anchor=word.slug,
            summary=word.definition,
            keywords=word.see_also,
            facets={"letter": [word.letter]},
            date=page.last_published_at,
        )
        for word in page.words.all()
    ]


SEARCH_TYPES = (
    SearchType(
        name="word",
        label=_("Word"),
        label_plural=_("Words"),
        page_type="ordbog",
        project=project,
        facets=(Facet("letter", _("Letter"), letter_labels, danish_key),),
    ),
)
