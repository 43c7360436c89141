"""All that a guide shows beside its own fields, with a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from os2site.blocks.anchors import Section, sections
from os2site.contrib.guides.services.control import ControlItem, control_items
from os2site.contrib.guides.services.history import EarlierVersion, earlier_versions
from os2site.contrib.guides.services.lists import GuideRow, more_in_collection
from os2site.enums import Audience
from os2site.services.related import RelatedGroup, related_groups
from os2site.services.visibility import site_of
from os2site.services.vocabularies import in_language

if TYPE_CHECKING:
    from django.http import HttpRequest

#: Fragments of the sections that follow the text; headings of the text are in Danish.
CHECKLIST = "tjekliste"


@dataclass(frozen=True)
class WordLink:
    """A word of the glossary and the search for it; no address where there is no search."""

    title: str
    url: str


@dataclass(frozen=True)
class GuideView:
    """What the template needs. ``audience`` is for whom, in words."""

    collection: str
    audience: Sequence[str]
    control: Sequence[ControlItem]
    overdue: bool
    contents: Sequence[Section]
    words: Sequence[WordLink]
    related: Sequence[RelatedGroup]
    more: Sequence[GuideRow]
    earlier: Sequence[EarlierVersion]


def build(*, page: Any, request: HttpRequest) -> GuideView:
    """What is shown of a guide, from the page and its rows as they are in memory."""
    rows = list(page.related_pages.all())
    contents = list(sections(page.body))
    if page.checklist:
        contents.append(Section(CHECKLIST, _("Checklist")))
    site = site_of(page=page) if page.path else None
    labels = dict(Audience.choices)
    collections = [page.collection] if page.collection is not None else []
    titles = [term.title for term in in_language(terms=collections, locale_id=page.locale_id)]
    return GuideView(
        collection=next(iter(titles), ""),
        audience=[str(labels[item]) for item in page.audience if item in labels],
        control=control_items(page=page),
        overdue=page.is_overdue(),
        contents=contents if len(contents) > 1 else (),
        words=_words(page.glossary_terms),
        related=related_groups(rows=rows, request=request),
        more=more_in_collection(
            page=page, site=site, but=[row.target_id for row in rows if row.target_id is not None]
        )
        if site is not None
        else (),
        earlier=earlier_versions(page=page),
    )


def _words(slugs: Sequence[str]) -> list[WordLink]:
    try:
        search = reverse("os2site_search")
    except NoReverseMatch:
        search = ""
    words = [slug.replace("-", " ") for slug in slugs]
    return [
        WordLink(word, f"{search}?{urlencode({'q': word})}" if search else "") for word in words
    ]
