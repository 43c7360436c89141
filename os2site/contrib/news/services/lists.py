"""News in lists: rows made of search entries, so that a list needs no page."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from os2site.contrib.news.enums import NewsType
from os2site.search.entries import visible_entries

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.safestring import SafeString
    from wagtail.models import Site

    from os2site.models import SearchEntry
    from os2site.search.results import Hit


@dataclass(frozen=True)
class NewsRow:
    """A piece of news as ``components/news_row.html`` takes it; ``kind`` is its type in words."""

    title: str | SafeString
    url: str
    date: datetime.datetime | None
    kind: str
    summary: str
    example: bool


def newest(*, site: Site, language: str) -> QuerySet[SearchEntry]:
    """Entries of the news that everyone may see, newest first."""
    entries = visible_entries(site=site, language=language, types=["news"])
    return entries.order_by("-date", "-page_id")


def row_of(*, hit: Hit) -> NewsRow:
    """The row for a hit, its title with the matches marked."""
    return NewsRow(
        title=hit.title,
        url=hit.url,
        date=hit.entry.date,
        kind=type_label(hit.entry.card.get("news_type", "")),
        summary=hit.entry.summary,
        example=hit.entry.demo,
    )


def type_label(value: str) -> str:
    """A type of news in the visitor's words; empty for plain news, which says nothing new."""
    if value == NewsType.NEWS:
        return ""
    return str(dict(NewsType.choices).get(value, value))
