"""Feeds that plugins offer, announced in the head of every page.

A plugin names the page type of the index that serves the feed. Whether that page is public, and
where it is, the kernel finds out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from os2site.plugins import registry
from os2site.services.indexes import index_pages

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    indexes = index_pages(site, language)
    found: list[FeedLink] = []
    for plugin, feed in registry.contributions("feeds", site=site):
        link = registry.call(plugin, "feeds", partial(_link, feed, indexes, request), None)
        if link is not None:
            found.append(link)
    return tuple(found)


def _link(feed: Feed, indexes: Mapping[str, Page], request: HttpRequest) -> FeedLink | None:
    page = indexes.get(feed.index)
    url = page.get_url(request) if page is not None else None
    return None if url is None else FeedLink(str(feed.title), url + feed.path)
