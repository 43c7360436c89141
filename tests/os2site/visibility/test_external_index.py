"""Search tells of no hidden page while it asks a real Elasticsearch, be that behind or not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from elasticsearch import Elasticsearch
from wagtail.models import Site

from os2site.models import OutboxItem, SearchEntry
from os2site.search import outbox
from os2site.search.engines import elasticsearch
from os2site.search.engines.elasticsearch import names
from os2site.services.languages import content_languages
from tests.os2site.visibility.pages import (
    STATES,
    fresh,
    make_drafts,
    make_pages,
    make_translations,
)
from tests.os2site.visibility.search_outlets import QUESTIONS, told

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]

ENGINE = "elasticsearch"
TRANSLATED = ("product", "news", "faq")


@pytest.fixture
def pages(cluster: Elasticsearch) -> list[Any]:
    """Public pages of all types, some in English too, and an index that has them."""
    danish = make_pages()
    english = make_translations({name: danish[name] for name in TRANSLATED})
    found = [*danish.values(), *english.values()]
    for language in content_languages():
        elasticsearch.rebuild(language)
    OutboxItem.objects.all().delete()
    return found


@contextmanager
def tried() -> Iterator[None]:
    """What is done within never was, for the database."""
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        cache.clear()
        Site.clear_site_root_paths_cache()


def bring(client: Elasticsearch) -> None:
    """The worker brings all that waits."""
    while OutboxItem.objects.exists():
        assert outbox.drain().failed == 0
    refresh(client)


def refresh(client: Elasticsearch) -> None:
    client.indices.refresh(index=[names.alias(language) for language in content_languages()])


def test_search_tells_of_public_pages(pages: list[Any], client: Client) -> None:
    """Without this, silence below would prove nothing."""
    assert set(told(client, engine=ENGINE)) == set(QUESTIONS)


def test_search_tells_of_no_hidden_page(
    pages: list[Any],
    client: Client,
    cluster: Elasticsearch,
) -> None:
    """While the index still has it, and when the change has reached the index."""
    keys = list(SearchEntry.objects.values_list("key", flat=True))
    telling = {}
    for name, hide in STATES.items():
        with tried():
            for page in pages:
                hide(fresh(page))
            cache.clear()
            telling[f"{name}, index behind"] = told(client, engine=ENGINE)
            bring(cluster)
            telling[f"{name}, index up to date"] = told(client, engine=ENGINE)
        elasticsearch.apply(keys)
        refresh(cluster)
    assert {name: said for name, said in telling.items() if said} == {}


def test_search_tells_of_no_page_that_never_was_published(
    cluster: Elasticsearch, client: Client
) -> None:
    """In either language, whether the index is built before the drafts are made or after."""
    pages = make_pages()
    for page in pages.values():
        fresh(page).unpublish()
    for language in content_languages():
        elasticsearch.rebuild(language)
    OutboxItem.objects.all().delete()
    drafts = [*make_drafts(pages).values(), *make_translations(pages, live=False).values()]
    assert not any(page.live or page.first_published_at for page in drafts)
    assert told(client, engine=ENGINE) == {}
    for language in content_languages():
        elasticsearch.rebuild(language)
    assert told(client, engine=ENGINE) == {}
