"""Writing the cluster's indexes, and comparing them with the entries.

Writes carry as version the time before their rows were read, so that a late write of an older row
is refused by the cluster.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan, streaming_bulk

from os2site.models import SearchEntry
from os2site.search.engines.elasticsearch import names
from os2site.search.engines.elasticsearch.client import get_client, guarded, translated
from os2site.search.engines.elasticsearch.documents import SETTINGS, document, mapping, mark

#: Documents of one bulk request.
BATCH = 200
#: Times that a new index is compared with the entries before it serves.
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
    """What became of keys: written or deleted, and refused with the reason."""

    done: list[str] = field(default_factory=list)
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

    Edits made meanwhile are found by comparing the new index with the entries, before and after
    the switch. The index that served before is kept, older ones go.

    :return: number of documents.
    :raises EngineUnavailable: when the cluster fails; the alias is then as before.
    """
    with translated():
        client = get_client(patient=True)
        _delete_unused(client, language, keep=1)
        index, building = names.new_index(language), names.building_alias(language)
        client.indices.create(
            index=index, settings=SETTINGS, mappings=mapping(language), aliases={building: {}}
        )
        _write(client, building, _all_entries(language), _now())
        for __ in range(MAX_ROUNDS):
            client.indices.refresh(index=index)
            found = _differences(client, building, language)
            if not found:
                break
            _apply(client, found.keys, target=building)
        _switch(client, language, index)
        client.indices.refresh(index=index)
        found = _differences(client, names.alias(language), language)
        if found:
            _apply(client, found.keys)
            client.indices.refresh(index=index)
        _delete_unused(client, language, keep=1)
        return int(client.count(index=index)["count"])


def _now() -> int:
    return time.time_ns() // 1000


def _all_entries(language: str) -> Iterator[SearchEntry]:
    rows = SearchEntry.objects.filter(language=language).order_by("pk")
    return rows.prefetch_related("facets").iterator(BATCH)


def _apply(client: Elasticsearch, keys: Sequence[str], target: str = "") -> Applied:
    """Write or delete by key; a deleted entry is deleted for every language.

    :param target: alias of the only index to write to.
    """
    applied = Applied()
    for start in range(0, len(keys), BATCH):
        chunk, version = keys[start : start + BATCH], _now()
        rows = SearchEntry.objects.filter(key__in=chunk).prefetch_related("facets")
        found = {entry.key: entry for entry in rows}
        by_alias: dict[str, list[SearchEntry]] = {}
        for entry in found.values():
            by_alias.setdefault(target or names.alias(entry.language), []).append(entry)
        refused: dict[str, str] = {}
        for alias, entries in by_alias.items():
            refused |= _write(client, alias, entries, version)
        gone = [key for key in chunk if key not in found]
        for alias in [target] if target else _existing_aliases(client) if gone else []:
            refused |= _delete(client, alias, gone, version)
        applied.refused |= refused
        applied.done += [key for key in chunk if key not in refused]
    return applied


def _write(
    client: Elasticsearch, alias: str, entries: Iterable[SearchEntry], version: int
) -> dict[str, str]:
    return _bulk(
        client,
        (
            {**_action("index", alias, entry.key, version), "_source": document(entry)}
            for entry in entries
        ),
    )


def _delete(client: Elasticsearch, alias: str, keys: Sequence[str], version: int) -> dict[str, str]:
    return _bulk(client, (_action("delete", alias, key, version) for key in keys))


def _action(kind: str, alias: str, key: str, version: int) -> dict[str, Any]:
    return {
        "_op_type": kind,
        "_index": alias,
        "_id": key,
        "version": version,
        "version_type": "external_gte",
    }


def _bulk(client: Elasticsearch, actions: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Send actions; the refused keys with the reason. What is newer or gone already is no fault."""
    refused: dict[str, str] = {}
    answers = streaming_bulk(
        client, actions, chunk_size=BATCH, raise_on_error=False, require_alias=True
    )
    for succeeded, answer in answers:
        result = next(iter(answer.values()))
        if not succeeded and result.get("status") not in {404, 409}:
            refused[result["_id"]] = str(result.get("error", ""))[:500]
        elif result.get("status") == 404 and "error" in result:
            refused[result["_id"]] = str(result["error"])[:500]
    return refused


def _existing_aliases(client: Elasticsearch) -> list[str]:
    return [
        names.alias(code)
        for code in names.languages()
        if client.indices.exists_alias(name=names.alias(code))
    ]


def _differences(client: Elasticsearch, alias: str, language: str) -> Differences:
    wanted = {
        key: mark(content_hash)
        for key, content_hash in SearchEntry.objects.filter(language=language).values_list(
            "key", "content_hash"
        )
    }
    present = {
        hit["_id"]: hit["fields"]["mark"][0]
        for hit in scan(
            client,
            index=alias,
            query={"query": {"match_all": {}}, "_source": False, "docvalue_fields": ["mark"]},
            size=2000,
        )
    }
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
