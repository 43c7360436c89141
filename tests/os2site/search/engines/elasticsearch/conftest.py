"""A site that searches with a real Elasticsearch, in indexes of its own."""

from __future__ import annotations

import os
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from elasticsearch import Elasticsearch
from pytest_django.fixtures import Settings

from tests.os2site.search.engines.elasticsearch.gate import Gate, gate_to

# Some tests start servers of their own, with the scripts that start the shared one.
sys.path.insert(0, str(Path(__file__).resolve().parents[5] / "scripts"))


@contextmanager
def own_indexes(url: str) -> Iterator[tuple[Elasticsearch, str]]:
    """A client and a prefix of indexes, which are deleted afterwards."""
    prefix = f"os2site-test-{uuid.uuid4().hex[:12]}"
    with Elasticsearch(url, request_timeout=30) as client:
        try:
            yield client, prefix
        finally:
            for name in client.indices.get(index=f"{prefix}-*"):
                client.indices.delete(index=name)


def searched_with(url: str, prefix: str) -> dict[str, Any]:
    """Settings of a site that searches there."""
    return {
        "SEARCH_ENGINE": "elasticsearch",
        "ELASTICSEARCH_URLS": (url,),
        "ELASTICSEARCH_PREFIX": prefix,
        "ELASTICSEARCH_TIMEOUT": 5.0,
    }


@pytest.fixture
def cluster(elasticsearch_url: str, settings: Settings) -> Iterator[Elasticsearch]:
    """A client of the cluster; the site's indexes are deleted afterwards."""
    with own_indexes(elasticsearch_url) as (client, prefix):
        settings.OS2SITE = {**settings.OS2SITE, **searched_with(elasticsearch_url, prefix)}
        yield client


@pytest.fixture
def gate(cluster: Elasticsearch, elasticsearch_url: str, settings: Settings) -> Iterator[Gate]:
    """The site reaches the cluster through a gate, which waits half a second at most."""
    with gate_to(elasticsearch_url) as gate:
        settings.OS2SITE = {
            **settings.OS2SITE,
            "ELASTICSEARCH_URLS": (gate.url,),
            "ELASTICSEARCH_TIMEOUT": 1.0,
            "ELASTICSEARCH_RETRY_AFTER": 60.0,
        }
        yield gate


def time_passes() -> None:
    """The breaker's pause is over."""
    cache.clear()


def spare_port(number: int) -> int:
    """A port for a server of a test's own, beside the shared one's."""
    return int(os.environ.get("OS2SITE_ELASTICSEARCH_PORT", "9253")) + 200 + number
