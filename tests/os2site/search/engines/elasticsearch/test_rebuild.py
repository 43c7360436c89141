"""A rebuild takes nothing away from visitors and misses no edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from os2site.models import SearchEntry
from os2site.search import service
from os2site.search.engines import database
from os2site.search.engines.elasticsearch import (
    bulk,
    differences,
    index,
    is_current,
    names,
    rebuild,
    sources,
)
from tests.os2site.search.conftest import EntryMaker, QueryMaker

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db]


def indexes(cluster: Elasticsearch) -> list[str]:
    found = cluster.indices.get(index=f"{names.alias('da')}-*")
    return sorted(name for name in found if names.is_index_of(name, "da"))


def serving(cluster: Elasticsearch) -> list[str]:
    return list(cluster.indices.get_alias(name=names.alias("da")))


def edit(make_entry: EntryMaker) -> None:
    """One entry changed, one deleted, one new."""
    first, second = SearchEntry.objects.order_by("pk")[:2]
    first.title, first.content_hash = f"{first.title} ændret", f"{first.content_hash}+"
    first.save()
    second.delete()
    make_entry("Ny")


def test_edits_made_while_the_index_is_filled_are_in_it(
    cluster: Elasticsearch, make_entry: EntryMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        make_entry(f"Skærm {number}")
    fill = sources.all_documents

    def filled_while_editing(language: str) -> Iterator[dict[str, Any]]:
        yield from list(fill(language))
        edit(make_entry)

    monkeypatch.setattr(sources, "all_documents", filled_while_editing)

    assert rebuild("da") == 4
    assert not differences("da")


def test_edits_made_just_before_the_switch_are_in_it(
    cluster: Elasticsearch, make_entry: EntryMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        make_entry(f"Skærm {number}")
    switch = index._switch

    def switch_while_editing(client: Elasticsearch, language: str, name: str) -> None:
        edit(make_entry)
        switch(client, language, name)

    monkeypatch.setattr(index, "_switch", switch_while_editing)

    rebuild("da")

    assert not differences("da")


def test_a_rebuild_that_stops_half_way_leaves_the_old_index_serving(
    cluster: Elasticsearch,
    make_entry: EntryMaker,
    make_query: QueryMaker,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_entry("Skærm")
    rebuild("da")
    before = serving(cluster)

    fill = sources.all_documents

    def broken(language: str) -> Iterator[dict[str, Any]]:
        yield from fill(language)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(sources, "all_documents", broken)
        with pytest.raises(KeyboardInterrupt):
            rebuild("da")

    assert serving(cluster) == before
    assert service.search(make_query("skærm")).engine == "elasticsearch"
    rebuild("da")
    assert len(indexes(cluster)) == 2
    assert serving(cluster) != before


def test_one_old_index_is_kept(cluster: Elasticsearch, make_entry: EntryMaker) -> None:
    make_entry("Skærm")
    seen = []
    for __ in range(4):
        rebuild("da")
        seen += serving(cluster)

    assert indexes(cluster) == seen[-2:]


def test_an_index_of_another_version_does_not_answer(
    cluster: Elasticsearch,
    make_entry: EntryMaker,
    make_query: QueryMaker,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_entry("Skærm")
    with monkeypatch.context() as patch:
        patch.setattr(names, "INDEX_VERSION", "v0.0")
        rebuild("da")

    assert not is_current("da")
    for text in ("skærm", "parkometer"):
        assert service.search(make_query(text)).engine == "database"
    rebuild("da")
    assert is_current("da")
    assert service.search(make_query("skærm")).engine == "elasticsearch"


def test_an_index_that_serves_is_refreshed_and_copied(
    cluster: Elasticsearch, make_entry: EntryMaker
) -> None:
    make_entry("Skærm")
    rebuild("da")

    settings = cluster.indices.get_settings(index=names.alias("da"))[serving(cluster)[0]]

    assert settings["settings"]["index"]["refresh_interval"] == "1s"
    assert settings["settings"]["index"]["auto_expand_replicas"] == "0-1"


def test_an_index_belongs_to_one_language() -> None:
    assert names.is_index_of(names.new_index("en"), "en")
    assert not names.is_index_of(names.new_index("en-gb"), "en")


def test_a_late_write_of_an_older_row_is_refused(
    cluster: Elasticsearch, make_entry: EntryMaker
) -> None:
    entry = make_entry("Skærm")
    rebuild("da")
    read_at, alias = bulk.now(), names.alias("da")
    old = [
        bulk.write_action(alias, document, read_at)
        for document in sources.documents_of([entry.key])
    ]
    entry.title, entry.content_hash = "Ny skærm", "new"
    entry.save()
    index.apply([entry.key])

    refused = bulk.send(cluster, old)

    assert refused == {}
    cluster.indices.refresh(index=alias)
    assert not differences("da")


def test_an_index_without_alias_is_never_made_by_a_write(
    cluster: Elasticsearch, make_entry: EntryMaker
) -> None:
    entry = make_entry("Skærm")

    applied = index.apply([entry.key])

    assert list(applied.refused) == [entry.key]
    assert indexes(cluster) == []


def test_differences_name_what_is_missing_stale_and_surplus(
    cluster: Elasticsearch, make_entry: EntryMaker
) -> None:
    stale, surplus = make_entry("A"), make_entry("B")
    rebuild("da")
    SearchEntry.objects.filter(pk=stale.pk).update(content_hash="other")
    surplus_key = surplus.key
    SearchEntry.objects.filter(pk=surplus.pk).delete()
    missing = make_entry("C")

    found = differences("da")

    assert (list(found.missing), list(found.stale), list(found.surplus)) == (
        [missing.key],
        [stale.key],
        [surplus_key],
    )
    assert index.repair("da") == 3
    assert not differences("da")


def test_documents_are_made_of_the_tokens_that_the_database_stored(
    cluster: Elasticsearch, make_entry: EntryMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        make_entry(
            f"Borgernes skærme {number}", summary="Skærme på biblioteket", keywords=["ø", "æ"]
        )
    analysed = list(map(database.analysed, SearchEntry.objects.order_by("pk")))

    def again(entry: SearchEntry) -> database.IndexRow:
        raise AssertionError(f"{entry.key} was analysed again")

    monkeypatch.setattr(database, "analysed", again)

    assert rebuild("da") == 3
    hits = cluster.search(index=names.alias("da"), sort=["key"])["hits"]["hits"]
    for hit, row in zip(hits, analysed, strict=True):
        source = hit["_source"]
        assert {name: source[f"t_{name}"] for name in row.tokens} == row.tokens
        assert source["sort_name"] == row.sort_name


def test_an_entry_whose_stored_tokens_are_of_another_version_is_analysed(
    cluster: Elasticsearch, make_entry: EntryMaker
) -> None:
    entry = make_entry("Skærm")
    SearchEntry.objects.filter(pk=entry.pk).update(title="Bord", content_hash="new")

    rebuild("da")

    hit = cluster.search(index=names.alias("da"))["hits"]["hits"][0]
    assert "bord" in hit["_source"]["t_title"]
