"""Sending many writes to the cluster.

Writes carry as version the time before their rows were read, so that a late write of an older row
is refused by the cluster.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import Any

from django.db import connection
from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

#: Documents and bytes of one request.
BATCH = 500
MAX_BYTES = 20 * 1024 * 1024
#: Requests that are on their way while the next batch is read.
IN_FLIGHT = 2

Action = dict[str, Any]


def now() -> int:
    """Version for what is read from now on: microseconds of the one clock that all writers share.

    The database's, because the clocks of two web servers differ, and an edit on the slower one
    would be taken for older than it is.
    """
    if connection.vendor != "postgresql":
        return time.time_ns() // 1000
    with connection.cursor() as cursor:
        cursor.execute("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint")
        return int(cursor.fetchone()[0])


def write_action(alias: str, document: Mapping[str, Any], version: int) -> Action:
    """Write a document, unless the index has a newer one."""
    return {**_action("index", alias, document["key"], version), "_source": document}


def delete_action(alias: str, key: str, version: int) -> Action:
    """Delete a document, unless the index has a newer one."""
    return _action("delete", alias, key, version)


def _action(kind: str, alias: str, key: str, version: int) -> Action:
    return {
        "_op_type": kind,
        "_index": alias,
        "_id": key,
        "version": version,
        "version_type": "external_gte",
    }


def send(client: Elasticsearch, actions: Iterable[Action]) -> dict[str, str]:
    """Send actions; the refused keys with the reason. What is newer or gone already is no fault."""
    refused: dict[str, str] = {}
    answers = streaming_bulk(
        client,
        actions,
        chunk_size=BATCH,
        max_chunk_bytes=MAX_BYTES,
        raise_on_error=False,
        require_alias=True,
    )
    for succeeded, answer in answers:
        result = next(iter(answer.values()))
        if not succeeded and result.get("status") not in {404, 409}:
            refused[result["_id"]] = str(result.get("error", ""))[:500]
        elif result.get("status") == 404 and "error" in result:
            refused[result["_id"]] = str(result["error"])[:500]
    return refused


def send_while_reading(client: Elasticsearch, actions: Iterable[Action]) -> dict[str, str]:
    """As :func:`send`, with the next batch read while the cluster works on those before it.

    Actions are read in the caller's thread, since a database connection belongs to one.
    """
    refused: dict[str, str] = {}
    on_their_way: deque[Future[dict[str, str]]] = deque()
    with ThreadPoolExecutor(IN_FLIGHT, thread_name_prefix="os2site-bulk") as pool:
        for batch in _batches(actions):
            if len(on_their_way) > IN_FLIGHT:
                refused |= on_their_way.popleft().result()
            on_their_way.append(pool.submit(send, client, batch))
        while on_their_way:
            refused |= on_their_way.popleft().result()
    return refused


def _batches(actions: Iterable[Action]) -> Iterator[list[Action]]:
    iterator = iter(actions)
    while batch := list(islice(iterator, BATCH)):
        yield batch
