"""Writing the cluster's indexes, and comparing them with the entries."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan

from os2site.models import SearchEntry
from os2site.search.engines.elasticsearch import bulk, names, sources
from os2site.search.engines.elasticsearch.client import get_client, guarded, translated
from os2site.search.engines.elasticsearch.documents import (
    BUILDING_SETTINGS,
    SERVING_SETTINGS,
    mapping,
    mark,
)
from os2site.services.languages import content_languages

logger = logging.getLogger(__name__)

#: Keys that are written or deleted at once, and documents that are compared at once.
BATCH = 500
COMPARED = 10_000
#: Times that what changed meanwhile is written to a new index before it serves.
MAX_ROUNDS = 5


@dataclass(frozen=True)
class Differences:
    """Keys of entries that an index lacks, has in another version, or has too much."""

    missing: Sequence[str] = ()
    stale: Sequence[str] = ()
    surplus: Sequence[str] = ()

    @property
    def keys(self) -> list[str]:
        """All keys to write again or to delete."""
        return [*self.missing, *self.stale, *self.surplus]

    def __bool__(self) -> bool:
        return bool(self.missing or self.stale or self.surplus)


@dataclass
class Applied:
    """What became of keys: written or deleted, unless refused with the reason."""

    refused: dict[str, str] = field(default_factory=dict)


def apply(keys: Iterable[str], *, patient: bool = True) -> Applied:
    """Bring these entries' documents up to date, or away when the entry is gone.

    :param patient: wait as long as a worker may; else as a visitor's request.
    :raises EngineUnavailable: when the cluster fails.
    """
    with guarded():
        return _apply(get_client(patient=patient), sorted(set(keys)))


def differences(language: str) -> Differences:
    """Compare the index that serves a language with the entries.

    :raises EngineUnavailable: when the cluster fails or has no such index.
    """
    with translated():
        client, alias = get_client(patient=True), names.alias(language)
        client.indices.refresh(index=alias)
        return _differences(client, alias, language)


def is_current(language: str) -> bool:
    """Whether a language is served by an index of this version's mapping and tokens.

    :raises EngineUnavailable: when the cluster fails.
    """
    with translated():
        client = get_client(patient=True)
        alias = names.alias(language)
        if not client.indices.exists_alias(name=alias):
            return False
        return all(names.is_current(index) for index in client.indices.get_alias(name=alias))


def repair(language: str) -> int:
    """Write what :func:`differences` finds; returns the number of documents."""
    found = differences(language)
    with translated():
        client = get_client(patient=True)
        _apply(client, found.keys)
        client.indices.refresh(index=names.alias(language))
    return len(found.keys)


def rebuild(language: str) -> int:
    """Build a new index from the entries and switch the alias to it; the old one serves till then.

    Edits made meanwhile are written again before the switch; a comparison with the entries after it
    finds deletions and the last ones. The index that served before is kept, older ones go.

    :return: number of documents.
    :raises EngineUnavailable: when the cluster fails; the alias is then as before.
    """
    with translated():
        client = get_client(patient=True)
        _delete_unused(client, language, keep=1)
        index, building = names.new_index(language), names.building_alias(language)
        client.indices.create(
            index=index,
            settings=BUILDING_SETTINGS,
            mappings=mapping(),
            aliases={building: {}},
        )
        since, version = timezone.now(), bulk.now()
        refused = bulk.send_while_reading(
            client,
            (
                bulk.write_action(building, document, version)
                for document in sources.all_documents(language)
            ),
        )
        for key, reason in refused.items():
            logger.error("Search index refused %s: %s", key, reason)
        for __ in range(MAX_ROUNDS):
            since, keys = timezone.now(), _changed(language, since)
            if not keys:
                break
            _apply(client, keys, target=building)
        client.indices.refresh(index=index)
        client.indices.put_settings(index=index, settings=SERVING_SETTINGS)
        client.indices.flush(index=index)
        # A copy on a second node first, where there is one: a node may go right after the switch.
        patient = client.options(ignore_status=408)  # It serves without the copy, too.
        patient.cluster.health(index=index, wait_for_status="green", timeout="20s")
        _switch(client, language, index)
        found = _differences(client, names.alias(language), language)
        if found:
            _apply(client, found.keys)
            client.indices.refresh(index=index)
        _delete_unused(client, language, keep=1)
        return int(client.count(index=index)["count"])


def _changed(language: str, since: datetime.datetime) -> list[str]:
    """Keys of the entries that were written since then."""
    rows = SearchEntry.objects.filter(language=language, updated_at__gte=since)
    return list(rows.order_by("key").values_list("key", flat=True))


def _apply(client: Elasticsearch, keys: Sequence[str], target: str = "") -> Applied:
    """Write or delete by key; a deleted entry is deleted for every language.

    :param target: alias of the only index to write to.
    """
    applied = Applied()
    for start in range(0, len(keys), BATCH):
        chunk, version = keys[start : start + BATCH], bulk.now()
        documents = sources.documents_of(chunk)
        actions = [
            bulk.write_action(target or names.alias(item["language"]), item, version)
            for item in documents
        ]
        gone = sorted(set(chunk) - {item["key"] for item in documents})
        for alias in [target] if target else _existing_aliases(client) if gone else []:
            actions += [bulk.delete_action(alias, key, version) for key in gone]
        applied.refused |= bulk.send(client, actions)
    return applied


def _existing_aliases(client: Elasticsearch) -> list[str]:
    return [
        names.alias(code)
        for code in content_languages()
        if client.indices.exists_alias(name=names.alias(code))
    ]


def _differences(client: Elasticsearch, alias: str, language: str) -> Differences:
    wanted = {
        key: mark(content_hash)
        for key, content_hash in SearchEntry.objects.filter(language=language).values_list(
            "key", "content_hash"
        )
    }
    # From columns only: to load each stored document would take longer than to compare them.
    columns = {"stored_fields": "_none_", "docvalue_fields": ["key", "mark"]}
    hits = scan(client, index=alias, query=columns, size=COMPARED)
    present = {hit["fields"]["key"][0]: hit["fields"]["mark"][0] for hit in hits}
    return Differences(
        missing=sorted(wanted.keys() - present.keys()),
        stale=sorted(key for key in wanted.keys() & present.keys() if wanted[key] != present[key]),
        surplus=sorted(present.keys() - wanted.keys()),
    )


def _switch(client: Elasticsearch, language: str, index: str) -> None:
    """Let the alias point at this index only, in one step."""
    alias = names.alias(language)
    actions: list[dict[str, Any]] = [
        {"add": {"index": index, "alias": alias}},
        {"remove": {"index": index, "alias": names.building_alias(language)}},
    ]
    if client.indices.exists_alias(name=alias):
        for old in client.indices.get_alias(name=alias):
            actions.insert(0, {"remove": {"index": old, "alias": alias}})
    client.indices.update_aliases(actions=actions)


def _delete_unused(client: Elasticsearch, language: str, *, keep: int) -> None:
    """Delete indexes of this language that do not serve, except the newest ``keep``."""
    alias = names.alias(language)
    found = client.indices.get(index=f"{alias}-*", features=["aliases"], expand_wildcards=["open"])
    ours = sorted(name for name in found if names.is_index_of(name, language))
    abandoned = [name for name in ours if names.building_alias(language) in found[name]["aliases"]]
    served = [name for name in ours if alias in found[name]["aliases"]]
    old = [name for name in ours if name not in abandoned and name not in served]
    for name in [*abandoned, *old[: max(0, len(old) - keep)]]:
        client.indices.delete(index=name, ignore_unavailable=True)
