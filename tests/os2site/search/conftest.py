"""Entries written by the tests, of two types that two plugins bring."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from os2site.models import SearchEntry, SearchFacet
from os2site.plugins import registry
from os2site.search import glossary, wordlists
from os2site.search.analysis.languages import use_language
from os2site.search.engines import database
from os2site.search.query import SearchQuery
from tests.os2site.search import entry_types

EntryMaker = Callable[..., SearchEntry]
QueryMaker = Callable[..., SearchQuery]


@pytest.fixture(autouse=True)
def _entry_types(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    plugins = [
        entry_types.ProductShelf(entry_types.__name__, entry_types),
        entry_types.SupplierShelf(entry_types.__name__, entry_types),
    ]
    monkeypatch.setattr(registry, "installed", lambda: plugins)
    registry.clear()
    entry_types.LABEL_CALLS.clear()
    cache.clear()
    yield
    registry.clear()
    cache.clear()


@pytest.fixture(autouse=True)
def _no_rules_left() -> Iterator[None]:
    """Rules for words that one test made are not in force in the next."""
    yield
    for code in list(wordlists._loaded):
        use_language(code, None)
    wordlists._loaded.clear()


@pytest.fixture(autouse=True)
def _no_minute_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words are read anew when they change, and not once a minute: that would be a query more."""
    for module in (glossary, wordlists):
        monkeypatch.setattr(module, "MAX_AGE", math.inf)


@pytest.fixture
def site(db: None) -> Site:
    """The default site, its root in Danish."""
    locale = Locale.objects.get_or_create(language_code="da")[0]
    existing = Site.objects.filter(is_default_site=True).first()
    if existing is not None:
        return existing
    top = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", locale=locale)
    home = top.add_child(instance=Page(title="Forside", slug="forside", locale=locale))
    return Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)


@pytest.fixture
def make_entry(site: Site) -> EntryMaker:
    """Makes a live page and its entry, in the embedded index too."""

    def make(
        title: str,
        *,
        type: str = "product",
        facets: Mapping[str, Sequence[str]] | None = None,
        language: str = "da",
        days: int | None = None,
        ends: int | None = None,
        parent: Page | None = None,
        on_site: Site | None = None,
        keywords: Sequence[str] = (),
        **fields: Any,
    ) -> SearchEntry:
        number = Page.objects.count() + 1
        page = (parent or (on_site or site).root_page.specific).add_child(
            instance=Page(title=title or "-", slug=f"p{number}")
        )
        if ends is not None:
            fields["ends_at"] = timezone.now() + datetime.timedelta(days=ends)
        entry = SearchEntry.objects.create(
            key=str(page.pk),
            page=page,
            site=on_site or site,
            language=language,
            type=type,
            slug=fields.pop("slug", page.slug),
            url=page.url or "/",
            title=title,
            keywords="\n".join(keywords),
            date=None if days is None else timezone.now() + datetime.timedelta(days=days),
            content_hash=f"hash-{number}",
            **fields,
        )
        SearchFacet.objects.bulk_create(
            SearchFacet(entry=entry, name=name, value=value)
            for name, values in (facets or {}).items()
            for value in values
        )
        database.write(entry)
        return entry

    return make


@pytest.fixture
def make_query(site: Site) -> QueryMaker:
    """Makes a query on the default site in Danish."""

    def make(text: str = "", **fields: Any) -> SearchQuery:
        fields.setdefault("site", site)
        fields.setdefault("language", "da")
        return SearchQuery(text=text, **fields)

    return make
