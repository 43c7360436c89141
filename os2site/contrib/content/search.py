"""Which entries the content pages become: the page itself, and each section of the organisation."""

from __future__ import annotations

from html import unescape
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from os2site.blocks import plain_text
from os2site.contrib.content.services.organisation import shown_facts
from os2site.search.catalogue import DATE
from os2site.search.types import EntryDraft, SearchType


def project_page(page: Any) -> list[EntryDraft]:
    """The entry of an ordinary page."""
    return [
        EntryDraft(
            title=page.title,
            slug=page.slug,
            summary=page.lead,
            body=plain_text(page.body),
            date=page.last_published_at,
            card={"meta": ""},
        )
    ]


def project_organisation(page: Any) -> list[EntryDraft]:
    """The page about the organisation, and an entry with an anchor for each of its sections."""
    drafts = [
        EntryDraft(
            title=page.title,
            slug=page.slug,
            summary=page.lead,
            date=page.last_published_at,
            card={"meta": ""},
        )
    ]
    for section in page.sections.all():
        text = words_of(section.text)
        drafts.append(
            EntryDraft(
                title=section.title,
                slug=section.slug,
                summary=text,
                keywords=[str(section.get_type_display())],
                extra="\n".join(
                    f"{fact.label} {fact.value}" for fact in shown_facts(facts=section.facts)
                ),
                anchor=section.slug,
                date=page.last_published_at,
                card={"meta": page.title},
            )
        )
    return drafts


def words_of(html: str) -> str:
    """The words of rich text on one line."""
    return " ".join(unescape(strip_tags(html.replace("<", " <"))).split())


#: Two kinds of page become entries of one type, which visitors know as "Page".
SEARCH_TYPES = (
    SearchType(
        name="page",
        label=_("Page"),
        label_plural=_("Pages"),
        page_type="page",
        project=project_page,
        facets=(DATE,),
        answers_questions=True,
    ),
    SearchType(
        name="page",
        label=_("Page"),
        label_plural=_("Pages"),
        page_type="organisation",
        project=project_organisation,
        facets=(DATE,),
        answers_questions=True,
    ),
)
