"""The cluster goes away and comes back: nothing is lost, nobody waits long."""

from __future__ import annotations

import time

import pytest
from django.test import Client
from django.utils import timezone
from elasticsearch import Elasticsearch

from os2site.models import OutboxItem, SearchEntry
from os2site.search import outbox, service
from os2site.search.analysis.words import sort_key
from os2site.search.engines.base import EngineUnavailable, Fault
from os2site.search.engines.elasticsearch import differences, names, rebuild
from os2site.search.status import search_status
from os2site.services.languages import content_languages
from tests.os2site.search.conftest import EntryMaker, QueryMaker
from tests.os2site.search.engines.elasticsearch.conftest import time_passes
from tests.os2site.search.engines.elasticsearch.gate import Gate

pytestmark = [
    pytest.mark.alone,
    pytest.mark.elasticsearch,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def entry(gate: Gate, make_entry: EntryMaker) -> SearchEntry:
    """An entry that the index has."""
    entry = make_entry("Skærm", facets={"category": ["borger"]})
    for language in content_languages():
        rebuild(language)
    return entry


def change(entry: SearchEntry, title: str) -> None:
    """What a publication does to an entry."""
    entry.title = title
    entry.content_hash = title
    entry.save()
    outbox.enqueue([entry.key])


def due_now() -> None:
    OutboxItem.objects.update(available_at=timezone.now())


def assert_indexed(cluster: Elasticsearch, *titles: str) -> None:
    """The index has entries with these titles: it knows them by the key that sorts them."""
    alias = names.alias("da")
    cluster.indices.refresh(index=alias)
    hits = cluster.search(index=alias, source=["sort_name"])["hits"]["hits"]
    assert sorted(hit["_source"]["sort_name"] for hit in hits) == sorted(map(sort_key, titles))


def test_a_change_reaches_the_index_at_once(entry: SearchEntry, cluster: Elasticsearch) -> None:
    change(entry, "Ny skærm")

    assert_indexed(cluster, "Ny skærm")
    assert outbox.state().waiting == 0


def test_what_is_published_while_the_cluster_is_down_is_indexed_later(
    entry: SearchEntry, gate: Gate, cluster: Elasticsearch, make_entry: EntryMaker
) -> None:
    gate.close()
    started = time.monotonic()
    change(entry, "Ny skærm")
    other = make_entry("Bord")
    outbox.enqueue([other.key])
    assert time.monotonic() - started < 3

    assert SearchEntry.objects.get(pk=entry.pk).title == "Ny skærm"
    state = outbox.state()
    assert state.waiting == 2
    assert state.oldest is not None
    assert state.last_error
    assert_indexed(cluster, "Skærm")

    gate.open()
    time_passes()
    due_now()
    assert outbox.run_due() == 2
    assert_indexed(cluster, "Bord", "Ny skærm")
    assert not differences("da")
    assert outbox.state().waiting == 0


def test_a_page_deleted_while_the_cluster_is_down_is_gone_from_hits_and_counts(
    entry: SearchEntry, gate: Gate, make_query: QueryMaker
) -> None:
    gate.close()
    entry.page.delete()
    gate.open()
    time_passes()

    results = service.search(make_query("skærm"))

    assert results.engine == "elasticsearch"
    assert (results.total, list(results.hits)) == (0, [])
    assert all(option.count == 0 for option in results.types.options)
    due_now()
    outbox.run_due()
    assert not differences("da")


def test_the_database_answers_while_the_cluster_is_down(
    entry: SearchEntry, gate: Gate, make_query: QueryMaker, client: Client
) -> None:
    gate.close()

    results = service.search(make_query("skærm"))

    assert (results.engine, results.degraded, results.total) == ("database", True, 1)
    assert search_status().fault is Fault.UNREACHABLE
    answer = client.get("/api/v1/search/?q=skærm").json()
    assert (answer["engine"], answer["total"]) == ("database", 1)
    offered = client.get("/soeg/forslag/?q=skæ").json()["suggestions"]
    assert [item["title"] for item in offered] == ["Skærm"]
    with pytest.raises(EngineUnavailable):
        rebuild("da")
    gate.open()
    time_passes()
    assert service.search(make_query("skærm")).engine == "elasticsearch"


def test_a_slow_cluster_costs_one_visitor_a_second_and_the_next_nothing(
    entry: SearchEntry, gate: Gate, make_query: QueryMaker
) -> None:
    gate.stalled = True

    started = time.monotonic()
    assert service.search(make_query("skærm")).engine == "database"
    first = time.monotonic() - started
    started = time.monotonic()
    assert service.search(make_query("skærm")).engine == "database"
    second = time.monotonic() - started

    assert 0.5 < first < 2.5
    assert second < 0.4


def test_a_slow_cluster_does_not_hold_up_saving(entry: SearchEntry, gate: Gate) -> None:
    gate.stalled = True

    started = time.monotonic()
    change(entry, "Ny skærm")
    first = time.monotonic() - started
    started = time.monotonic()
    change(entry, "Nyere skærm")
    second = time.monotonic() - started

    assert first < 2.5
    assert second < 0.4
    assert outbox.state().waiting == 2


def test_the_cluster_is_asked_again_after_the_pause(
    entry: SearchEntry, gate: Gate, make_query: QueryMaker
) -> None:
    gate.close()
    service.search(make_query("skærm"))
    gate.open()
    assert service.search(make_query("skærm")).degraded

    time_passes()

    assert service.search(make_query("skærm")).engine == "elasticsearch"
    assert not search_status().degraded


def test_changes_wait_while_the_index_is_read_only(
    entry: SearchEntry, cluster: Elasticsearch
) -> None:
    alias = names.alias("da")
    cluster.indices.put_settings(index=alias, settings={"index.blocks.write": True})

    change(entry, "Ny skærm")

    item = OutboxItem.objects.get()
    assert item.attempts == 1
    assert "block" in item.last_error
    cluster.indices.put_settings(index=alias, settings={"index.blocks.write": None})
    due_now()
    outbox.run_due()
    assert_indexed(cluster, "Ny skærm")


def test_each_failure_doubles_the_pause(entry: SearchEntry, gate: Gate) -> None:
    gate.close()
    change(entry, "Ny skærm")
    pauses = []
    for __ in range(3):
        item = OutboxItem.objects.get()
        pauses.append((item.available_at - timezone.now()).total_seconds())
        assert outbox.run_due() == 0
        due_now()
        outbox.drain()

    assert pauses == [pytest.approx(2 ** (number + 1), abs=1.5) for number in range(3)]


def test_the_pause_has_a_limit(entry: SearchEntry, gate: Gate) -> None:
    gate.close()
    change(entry, "Ny skærm")
    OutboxItem.objects.update(attempts=30, available_at=timezone.now())

    outbox.drain()

    pause = OutboxItem.objects.get().available_at - timezone.now()
    assert pause <= outbox.MAX_PAUSE


def test_a_new_change_brings_an_older_one_of_the_entry_along(
    entry: SearchEntry, gate: Gate
) -> None:
    gate.close()
    change(entry, "Ny skærm")
    gate.open()
    time_passes()

    change(entry, "Nyere skærm")

    assert outbox.state().waiting == 0


def test_an_entry_whose_change_waits_is_still_found(
    entry: SearchEntry, gate: Gate, make_query: QueryMaker
) -> None:
    gate.close()
    change(entry, "Ny skærm")
    gate.open()
    time_passes()

    results = service.search(make_query("skærm"))

    assert (results.engine, results.total) == ("elasticsearch", 1)


def test_the_database_answers_when_too_many_deletions_wait(
    entry: SearchEntry, gate: Gate, make_query: QueryMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "MAX_HIDDEN", 0)
    gate.close()
    entry.page.delete()
    gate.open()
    time_passes()

    results = service.search(make_query("skærm"))

    assert (results.engine, results.total) == ("database", 0)


def test_what_is_not_due_is_left_alone(entry: SearchEntry, gate: Gate) -> None:
    gate.close()
    change(entry, "Ny skærm")
    gate.open()
    time_passes()

    assert outbox.run_due() == 0
    assert outbox.state().waiting == 1


def test_a_site_without_an_index_yet_is_served_by_the_database(
    gate: Gate, make_entry: EntryMaker, make_query: QueryMaker
) -> None:
    change(make_entry("Skærm"), "Skærm 2")

    assert service.search(make_query("skærm")).engine == "database"
    assert outbox.state().waiting == 1


@pytest.mark.usefixtures("entry")
def test_a_page_beyond_the_result_window_comes_from_the_database(
    cluster: Elasticsearch,
    make_query: QueryMaker,
    monkeypatch: pytest.MonkeyPatch,
    make_entry: EntryMaker,
) -> None:
    from os2site.search.engines.elasticsearch import request

    monkeypatch.setattr(request, "MAX_RESULT_WINDOW", 1)
    outbox.enqueue([make_entry("Skærm 2").key])
    cluster.indices.refresh(index=names.alias("da"))

    results = service.search(make_query("skærm", page=2, page_size=1))

    assert (results.engine, len(results.hits)) == ("database", 1)
