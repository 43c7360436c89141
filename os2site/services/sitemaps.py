"""Addresses that search engines should know: all public pages, and what plugins add below them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings as django_settings

from os2site.page_types import base_page_model
from os2site.plugins import registry
from os2site.services.visibility import public_pages

if TYPE_CHECKING:
    import datetime

    from django.http import HttpRequest
    from wagtail.models import Page, Site
    from wagtail.query import PageQuerySet

#: Most addresses that the protocol allows in one file.
MAX_ADDRESSES = 50_000


@dataclass(frozen=True)
class SitemapSource:
    """A contribution of the kind ``sitemaps``: further addresses below a plugin's pages.

    :param pages: the pages in question; the kernel leaves out those that are not public.
    :param paths: addresses below a page, such as ``("governance/",)``.
    """

    pages: Callable[[], PageQuerySet]
    paths: Callable[[Any], Sequence[str]]


@dataclass(frozen=True)
class SitemapEntry:
    """An address with the date of its last change and its versions in other languages."""

    location: str
    changed: datetime.datetime | None
    alternates: Sequence[tuple[str, str]]


def sitemap_entries(*, site: Site, request: HttpRequest) -> list[SitemapEntry]:
    """All addresses of a site. The number of queries does not grow with the number of pages."""
    pages = list(
        public_pages(site=site)
        .select_related("locale")
        .only(
            *("pk", "path", "url_path", "depth", "live", "expire_at", "translation_key"),
            *("last_published_at", "locale__language_code", "content_type"),
        )
        .order_by("path")[:MAX_ADDRESSES]
    )
    # Those of a plugin that was taken out have no class, and no address that answers.
    pages = [page for page in pages if page.specific_class is not None]
    entries: list[SitemapEntry] = []
    urls = {page.pk: page.get_full_url(request) for page in pages}
    versions: dict[Any, dict[str, str]] = defaultdict(dict)
    own = _pages_with_own_entries(pages)
    for page in pages:
        if urls[page.pk] and page.pk not in own:
            versions[page.translation_key][page.locale.language_code] = urls[page.pk]
    for page in pages:
        if page.pk in own:
            entries += _own_entries(own[page.pk], request)
        elif urls[page.pk]:
            alternates = _alternates(versions[page.translation_key])
            entries.append(SitemapEntry(urls[page.pk], page.last_published_at, alternates))
    entries += _plugin_entries(site, request)
    return list({entry.location: entry for entry in reversed(entries)}.values())[::-1][
        :MAX_ADDRESSES
    ]


def _pages_with_own_entries(pages: Sequence[Page]) -> dict[int, Page]:
    """Pages of classes that say themselves what the sitemap lists of them (Wagtail's hook)."""
    default = base_page_model().get_sitemap_urls
    ids = [page.pk for page in pages if page.specific_class.get_sitemap_urls is not default]
    if not ids:
        return {}
    found = base_page_model()._default_manager.filter(pk__in=ids).specific()
    return {page.pk: page for page in found}


def _own_entries(page: Page, request: HttpRequest) -> Iterator[SitemapEntry]:
    for item in page.get_sitemap_urls(request):
        if item.get("location"):
            yield SitemapEntry(item["location"], item.get("lastmod"), ())


def _alternates(urls: dict[str, str]) -> Sequence[tuple[str, str]]:
    if len(urls) < 2:
        return ()
    found = list(urls.items())
    default = urls.get(django_settings.LANGUAGE_CODE)
    return [*found, ("x-default", default)] if default else found


def _plugin_entries(site: Site, request: HttpRequest) -> Iterator[SitemapEntry]:
    for plugin, source in registry.contributions("sitemaps", site=site):
        found: list[SitemapEntry] = []
        yield from registry.call(plugin, "sitemaps", partial(_below, source, site, request), found)


def _below(source: SitemapSource, site: Site, request: HttpRequest) -> list[SitemapEntry]:
    return [
        SitemapEntry(url + path, page.last_published_at, ())
        for page in public_pages(site=site, pages=source.pages())
        if (url := page.get_full_url(request)) is not None
        for path in source.paths(page)
    ]
