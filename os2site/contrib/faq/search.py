"""Which entry a question becomes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from os2site.contrib.faq.services.faq_page import plain_answer
from os2site.models import SearchEntry
from os2site.search.catalogue import term_labels
from os2site.search.types import EntryDraft, Facet, SearchType
from os2site.services.vocabularies import in_language

GROUP = Facet("faq_group", _("Subject"), term_labels("faq_group"))


def project(page: Any) -> list[EntryDraft]:
    """The entry of a question."""
    groups = [page.group] if page.group is not None else []
    group = next(iter(in_language(terms=groups, locale_id=page.locale_id)), None)
    return [
        EntryDraft(
            title=page.title,
            slug=page.slug,
            body=plain_answer(page.answer),
            keywords=[group.title] if group is not None else [],
            facets={"faq_group": [group.slug] if group is not None else []},
            card={"meta": group.title if group is not None else "", "order": page.order},
            references=[group] if group is not None else [],
        )
    ]


def answer(entry: SearchEntry) -> str:
    """The answer, which is all that a question's body holds."""
    return entry.body


SEARCH_TYPES = (
    SearchType(
        name="faq",
        label=_("Question"),
        label_plural=_("Questions"),
        page_type="faq",
        project=project,
        answers_questions=True,
        facets=(GROUP,),
        answer=answer,
    ),
)
