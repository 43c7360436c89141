"""Feeds that plugins offer, announced in the head of every page.

A plugin names the page type of the index that serves the feed. Whether that page is public, and
where it is, the kernel finds out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType

from os2site.page_types import base_page_model, find_page_model
from os2site.plugins import registry
from os2site.services.visibility import public_pages

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Page, Site


@dataclass(frozen=True)
class Feed:
    """A contribution of the kind ``feeds``.

    :param title: what feed readers call it (lazy string).
    :param index: name of the page type that serves the feed, such as ``"news_index"``.
    :param path: address below that page, such as ``"feed/"``.
    """

    title: Any
    index: str
    path: str = "feed/"


@dataclass(frozen=True)
class FeedLink:
    """A feed that is there now."""

    title: str
    url: str


def feed_links(*, site: Site | None, language: str, request: HttpRequest) -> tuple[FeedLink, ...]:
    """Feeds of the active plugins in this language, in a fixed number of queries."""
    if site is None:
        return ()
    feeds: list[tuple[Feed, type[Page]]] = []
    for plugin, feed in registry.contributions("feeds", site=site):
        model = registry.call(plugin, "feeds", partial(_index_model, feed), None)
        if model is not None:
            feeds.append((feed, model))
    if not feeds:
        return ()
    types = ContentType.objects.get_for_models(*(model for __, model in feeds))
    indexes = base_page_model()._default_manager.filter(
        content_type__in=types.values(), locale__language_code=language
    )
    urls: dict[int, str] = {}
    for page in public_pages(site=site, pages=indexes).order_by("path"):
        if (url := page.get_url(request)) is not None:
            urls.setdefault(page.content_type_id, url)
    return tuple(
        FeedLink(str(feed.title), urls[types[model].pk] + feed.path)
        for feed, model in feeds
        if types[model].pk in urls
    )


def _index_model(feed: Feed) -> type[Page] | None:
    return find_page_model(feed.index)
