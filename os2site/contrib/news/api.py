"""News in the public API."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from os2site.api.contract import ApiRouter, Problem, current_site, page_by_slug, paginated
from os2site.blocks import plain_text
from os2site.contrib.news.services.lists import newest
from os2site.contrib.news.services.news_page import reading_minutes
from os2site.models import SearchEntry
from os2site.page_types import get_page_model
from os2site.services.related import related_groups

router = Router()


class NewsItem(Schema):
    """A piece of news in a list; ``url`` is absolute."""

    slug: str
    title: str
    date: datetime.date
    news_type: str
    priority: str | None
    summary: str
    author_role: str
    reading_minutes: int
    tags: list[str]
    demo: bool
    url: str


class NewsList(Schema):
    """One page of the list, newest first."""

    total: int
    results: list[NewsItem]


class RelatedPage(Schema):
    """A public page that the news is about."""

    type: str
    title: str
    url: str


class NewsDetail(NewsItem):
    """A piece of news with its words as plain text."""

    text: str
    related: list[RelatedPage]


@router.get("/", response={200: NewsList, 400: Problem}, summary="News, newest first")
def list_news(request: HttpRequest) -> dict[str, Any]:
    """Public news in the site's first language. Parameters: ``page`` and ``page_size``."""
    site = current_site(request)
    language = site.root_page.locale.language_code

    def serialise(entries: list[SearchEntry]) -> list[NewsItem]:
        return [_item(entry, site.root_url) for entry in entries]

    return paginated(request, newest(site=site, language=language), serialise)


@router.get("/{slug}/", response={200: NewsDetail, 404: Problem}, summary="A piece of news")
def get_news(request: HttpRequest, slug: str) -> NewsDetail:
    """A piece of news by its slug."""
    page: Any = page_by_slug(request, get_page_model("news"), slug)
    root_url = current_site(request).root_url
    groups = related_groups(rows=page.related_pages.all(), request=request)
    return NewsDetail(
        slug=page.slug,
        title=page.title,
        date=page.date,
        news_type=page.news_type,
        priority=page.priority or None,
        summary=page.summary,
        author_role=page.author_role,
        reading_minutes=reading_minutes(page=page),
        tags=sorted(tag.name for tag in page.tags.all()),
        demo=page.demo,
        url=page.get_full_url(request) or "",
        text=plain_text(page.body),
        related=[
            RelatedPage(
                type=group.type or "page",
                title=link.title,
                url=root_url + link.url if link.url.startswith("/") else link.url,
            )
            for group in groups
            for link in group.links
        ],
    )


def _item(entry: SearchEntry, root_url: str) -> NewsItem:
    card = entry.card
    return NewsItem(
        slug=entry.slug,
        title=entry.title,
        date=_day(entry),
        news_type=card["news_type"],
        priority=card["priority"] or None,
        summary=entry.summary,
        author_role=card["author_role"],
        reading_minutes=card["reading_minutes"],
        tags=card["tags"],
        demo=entry.demo,
        url=root_url + entry.url,
    )


def _day(entry: SearchEntry) -> datetime.date:
    return datetime.date.fromisoformat(entry.card["date"])


ROUTERS = (ApiRouter("news", router),)
