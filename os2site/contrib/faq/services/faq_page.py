"""All that a question's page shows, with a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from wagtail.rich_text import expand_db_html

from os2site.search.entries import visible_entries
from os2site.services.related import RelatedGroup, related_groups
from os2site.services.visibility import site_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from os2site.models import SearchEntry

#: Other questions of the same group that a question shows.
OTHERS_SHOWN = 6
#: Characters of the answer that describe it to search engines.
DESCRIPTION_LENGTH = 160


@dataclass(frozen=True)
class FaqView:
    """What the template needs; ``group`` is the group's title."""

    answer: SafeString
    group: str
    related: Sequence[RelatedGroup]
    others: Sequence[SearchEntry]


def build(*, page: Any, request: HttpRequest) -> FaqView:
    """What is shown of a question, from the page and its rows as they are in memory."""
    return FaqView(
        answer=answer_html(page.answer),
        group=page.group.title if page.group is not None else "",
        related=related_groups(rows=page.related_pages.all(), request=request),
        others=_others(page),
    )


def answer_html(answer: str) -> SafeString:
    """The answer as it is shown: stored markup with the links' present addresses."""
    html: str = expand_db_html(answer)
    return mark_safe(html)


def plain_answer(answer: str) -> str:
    """The answer without markup."""
    return " ".join(strip_tags(answer.replace("<", " <")).split())


def beginning(answer: str) -> str:
    """The answer's first words without markup."""
    return Truncator(plain_answer(answer)).chars(DESCRIPTION_LENGTH)


def _others(page: Any) -> Sequence[SearchEntry]:
    site = site_of(page=page) if page.path else None
    if site is None or page.group_id is None:
        return ()
    entries = visible_entries(site=site, language=page.locale.language_code, types=["faq"])
    return list(
        entries.filter(facets__name="faq_group", facets__value=page.group.slug)
        .exclude(page=page.pk)
        .order_by("card__order", "title")[:OTHERS_SHOWN]
    )
