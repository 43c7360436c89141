"""Which entry a guide becomes, and which facets it adds."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from os2site.blocks import plain_text
from os2site.enums import DocumentState
from os2site.search.catalogue import AUDIENCE, DATE, term_labels
from os2site.search.types import EntryDraft, Facet, SearchType
from os2site.services.vocabularies import in_language

COLLECTION = Facet("collection", _("Collection"), term_labels("guide_collection"))


def project(page: Any) -> list[EntryDraft]:
    """The entry of a guide; none while it is not approved, or when it is withdrawn."""
    if page.control_state != DocumentState.APPROVED:
        return []
    collections = [page.collection] if page.collection is not None else []
    collection = next(iter(in_language(terms=collections, locale_id=page.locale_id)), None)
    headings = [child.value for child in page.body if child.block_type == "heading"]
    return [
        EntryDraft(
            title=page.title,
            slug=page.slug,
            summary=page.summary,
            keywords=[
                *headings,
                *(slug.replace("-", " ") for slug in page.glossary_terms),
            ],
            body=plain_text(page.body),
            extra="\n".join(
                [*page.checklist, *([collection.title] if collection is not None else [])]
            ),
            facets={
                "collection": [collection.slug] if collection is not None else [],
                "audience": page.audience,
            },
            date=_midnight(page.approved_on),
            card={
                "collection": collection.title if collection is not None else "",
                "version": page.version,
                "approved_on": page.approved_on and page.approved_on.isoformat(),
                "revise_by": page.revise_by and page.revise_by.isoformat(),
            },
            references=[collection] if collection is not None else [],
        )
    ]


def _midnight(day: datetime.date | None) -> datetime.datetime | None:
    if day is None:
        return None
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


SEARCH_TYPES = (
    SearchType(
        name="guide",
        label=_("Guide"),
        label_plural=_("Guides"),
        page_type="guide",
        project=project,
        answers_questions=True,
        facets=(COLLECTION, AUDIENCE, DATE),
    ),
)
