"""Editors publish, unpublish, move and delete while the index takes no writes, or nobody answers:
nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from elasticsearch import Elasticsearch

from os2site.models import OutboxItem, SearchEntry
from os2site.plugins import registry
from os2site.search import maintenance, outbox, service
from os2site.search.engines.base import EngineUnavailable
from os2site.search.engines.elasticsearch import names, rebuild
from os2site.search.query import SearchQuery
from os2site.services.languages import content_languages
from tests.fixtures.site import TwoLanguageSite
from tests.os2site.search import body_pages
from tests.os2site.search.engines.elasticsearch.conftest import time_passes
from tests.os2site.search.engines.elasticsearch.gate import Gate

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


def trouble(cluster: Elasticsearch, gate: Gate, kind: str, *, on: bool) -> None:
    """Make the cluster away, or its indexes read-only; or all well again."""
    if kind == "down":
        gate.close() if on else gate.open()
        return
    setting = f"index.blocks.{kind}"
    for language in content_languages():
        cluster.indices.put_settings(
            index=names.alias(language), settings={setting: True if on else None}
        )


@pytest.mark.parametrize("kind", ["write", "read_only_allow_delete", "read_only", "down"])
def test_what_editors_do_in_the_meantime_is_indexed_later(
    pages: list[Any], cluster: Elasticsearch, gate: Gate, kind: str
) -> None:
    published, unpublished, moved, deleted = pages
    trouble(cluster, gate, kind, on=True)

    published.title = "Nye takster"
    published.save_revision().publish()
    unpublished.unpublish()
    moved.move(published, pos="last-child")
    deleted.delete()
    outbox.drain()

    assert outbox.state().waiting >= 4
    answers = kind != "down"
    assert ("block" in outbox.state().last_error) is answers
    assert outbox.state().last_error
    assert "nye takster" in {entry.title.lower() for entry in SearchEntry.objects.all()}
    assert [hit.entry.title for hit in search("referater").hits] == []
    if answers:
        assert any("stale" in line for line in maintenance.check())
    else:
        with pytest.raises(EngineUnavailable):
            maintenance.check()

    trouble(cluster, gate, kind, on=False)
    time_passes()
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
