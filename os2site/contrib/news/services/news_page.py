"""All that a piece of news shows beside its own fields, with a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from os2site.blocks import plain_text
from os2site.services.related import RelatedGroup, related_groups

if TYPE_CHECKING:
    from django.http import HttpRequest

#: Words that an adult reads in a minute, rounded down.
WORDS_PER_MINUTE = 200


@dataclass(frozen=True)
class TagLink:
    """A tag, and the list of news with its word; the address is empty outside of a list."""

    title: str
    url: str


@dataclass(frozen=True)
class NewsView:
    """What the template needs. ``minutes`` is the reading time, 0 when there is no text."""

    type_label: str
    minutes: int
    tags: Sequence[TagLink]
    related: Sequence[RelatedGroup]


def build(*, page: Any, request: HttpRequest) -> NewsView:
    """What is shown of a piece of news, from the page and its rows as they are in memory."""
    parent = page.get_parent() if page.path else None
    list_url = (parent.get_url(request) or "") if parent is not None else ""
    names = sorted((tag.name for tag in page.tags.all()), key=str.casefold)
    return NewsView(
        type_label=page.get_news_type_display(),
        minutes=reading_minutes(page=page),
        tags=[
            TagLink(name, f"{list_url}?{urlencode({'q': name})}" if list_url else "")
            for name in names
        ],
        related=related_groups(rows=page.related_pages.all(), request=request),
    )


def reading_minutes(*, page: Any) -> int:
    """Minutes as the editor gave them, else counted from the text: at least 1, 0 without text."""
    if page.reading_minutes:
        return int(page.reading_minutes)
    words = len(plain_text(page.body).split())
    return -(-words // WORDS_PER_MINUTE)
