"""Feeds that plugins offer, announced in the head of every page.

A plugin names the page type of the index that serves the feed. Whether that page is public, and
where it is, the kernel finds out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from os2site.page_types import find_page_model
from os2site.plugins import registry
from os2site.services.visibility import public_pages

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Site


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
    """Feeds of the active plugins in this language: one query for each."""
    if site is None:
        return ()
    found = []
    for plugin, feed in registry.contributions("feeds", site=site):
        url = registry.call(
            plugin, "feeds", lambda feed=feed: _address(feed, site, language, request), None
        )
        if url is not None:
            found.append(FeedLink(str(feed.title), url))
    return tuple(found)


def _address(feed: Feed, site: Site, language: str, request: HttpRequest) -> str | None:
    model = find_page_model(feed.index)
    if model is None:
        return None
    pages = public_pages(site=site, pages=model._default_manager.all())
    page = pages.filter(locale__language_code=language).order_by("path").first()
    url = page.get_url(request) if page is not None else None
    return None if url is None else url + feed.path
