"""Building the Elasticsearch index of a large site anew."""

from __future__ import annotations

import statistics
from io import StringIO
from typing import Any

from django.core.management import call_command
from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan, streaming_bulk

from benchmarks.catalogue import PLAIN_BACKEND
from benchmarks.measure import Result, seconds
from os2site.search.engines import elasticsearch
from os2site.search.engines.elasticsearch import names
from os2site.search.engines.elasticsearch.client import get_client

LANGUAGE = "da"
ROUNDS = 3
BULK_INDEX = "bench-bulk"


def rebuild() -> list[Result]:
    """Our rebuild against a bulk of the same bodies, and against Wagtail's ``update_index``.

    The bodies are read back from the index that serves. Wagtail's turn comes once, for
    it takes long.
    """
    client = get_client(patient=True)
    index = next(iter(client.indices.get_alias(name=names.alias(LANGUAGE))))
    description = client.indices.get(index=index)[index]
    bodies = [
        (hit["_id"], hit["_source"])
        for hit in scan(client, index=index, size=1000, preference="_local")
    ]
    ours: list[float] = []
    bulk: list[float] = []
    for __ in range(ROUNDS):
        ours.append(seconds(lambda: elasticsearch.rebuild(LANGUAGE)) * 1000)
        bulk.append(_bulk(client, description, bodies))
    wagtail = seconds(update_index) * 1000
    own = statistics.median(ours)
    results = []
    for name, peer, theirs, bound, rounds in (
        (
            "rebuild",
            "streaming_bulk of the same bodies",
            statistics.median(bulk),
            1.3,
            ROUNDS,
        ),
        ("rebuild-wagtail", "Wagtail's update_index of the same pages", wagtail, 0.3, 1),
    ):
        results.append(
            Result(
                name,
                f"rebuild of {len(bodies)} entries",
                peer,
                own / theirs,
                bound,
                own,
                theirs,
                len(bodies),
                rounds,
                details={"all_ms": ours, "bulk_ms": bulk},
            )
        )
    return results


def _bulk(client: Elasticsearch, description: Any, bodies: list[tuple[str, Any]]) -> float:
    """Milliseconds of writing these bodies to a new index of the same kind."""
    client.indices.delete(index=BULK_INDEX, ignore_unavailable=True)

    def write() -> None:
        own = {"number_of_shards", "auto_expand_replicas", "refresh_interval", "analysis"}
        index_settings = description["settings"]["index"]
        client.indices.create(
            index=BULK_INDEX,
            mappings=description["mappings"],
            settings={key: value for key, value in index_settings.items() if key in own},
        )
        actions = ({"_index": BULK_INDEX, "_id": key, "_source": body} for key, body in bodies)
        for __ in streaming_bulk(client, actions):
            pass
        client.indices.refresh(index=BULK_INDEX)

    taken = seconds(write) * 1000
    client.indices.delete(index=BULK_INDEX)
    return taken


def update_index() -> None:
    call_command("update_index", backend_name=PLAIN_BACKEND, stdout=StringIO())
