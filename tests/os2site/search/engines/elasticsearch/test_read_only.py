"""Editors publish, unpublish, move and delete while the index takes no writes: nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from elasticsearch import Elasticsearch

from os2site.models import OutboxItem, SearchEntry
from os2site.plugins import registry
from os2site.search import maintenance, outbox, service
from os2site.search.engines.elasticsearch import names, rebuild
from os2site.search.query import SearchQuery
from os2site.services.languages import content_languages
from tests.fixtures.site import TwoLanguageSite
from tests.os2site.search import body_pages

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _body_pages(monkeypatch: pytest.MonkeyPatch, _entry_types: None) -> None:
    shelf = body_pages.BodyShelf(body_pages.__name__, body_pages)
    monkeypatch.setattr(registry, "installed", lambda: [shelf])
    registry.clear()


@pytest.fixture
def pages(two_languages: TwoLanguageSite, cluster: Elasticsearch) -> list[Any]:
    pages = [two_languages.add(title) for title in ("Takster", "Referater", "Vedtægter", "Åbent")]
    for language in content_languages():
        rebuild(language)
    OutboxItem.objects.all().delete()
    assert maintenance.check() == []
    return pages


def block(cluster: Elasticsearch, setting: str, *, on: bool) -> None:
    for language in content_languages():
        cluster.indices.put_settings(
            index=names.alias(language), settings={setting: True if on else None}
        )


@pytest.mark.parametrize("kind", ["write", "read_only_allow_delete", "read_only"])
def test_what_editors_do_while_the_index_is_read_only_is_indexed_later(
    pages: list[Any], cluster: Elasticsearch, kind: str
) -> None:
    setting = f"index.blocks.{kind}"
    published, unpublished, moved, deleted = pages
    block(cluster, setting, on=True)

    published.title = "Nye takster"
    published.save_revision().publish()
    unpublished.unpublish()
    moved.move(published, pos="last-child")
    deleted.delete()
    outbox.drain()

    assert outbox.state().waiting >= 4
    assert "block" in outbox.state().last_error
    assert "nye takster" in {entry.title.lower() for entry in SearchEntry.objects.all()}
    assert [hit.entry.title for hit in search("referater").hits] == []
    findings = maintenance.check()
    assert any("stale" in line for line in findings)

    block(cluster, setting, on=False)
    OutboxItem.objects.update(available_at=timezone.now())
    outbox.run_due()

    assert outbox.state().waiting == 0
    assert maintenance.check() == []
    results = search("nye takster")
    assert results.engine == "elasticsearch"
    assert results.hits[0].entry.title == "Nye takster"


def search(text: str) -> Any:
    from wagtail.models import Site

    site = Site.objects.get(is_default_site=True)
    return service.search(SearchQuery(site=site, language="da", text=text))
