"""A site that searches with a real Elasticsearch, in indexes of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from elasticsearch import Elasticsearch
from pytest_django.fixtures import Settings


@pytest.fixture
def cluster(elasticsearch_url: str, settings: Settings) -> Iterator[Elasticsearch]:
    """A client of the cluster; the site's indexes are deleted afterwards."""
    prefix = f"os2site-test-{os.getpid()}"
    settings.OS2SITE = {
        **settings.OS2SITE,
        "SEARCH_ENGINE": "elasticsearch",
        "ELASTICSEARCH_URLS": (elasticsearch_url,),
        "ELASTICSEARCH_PREFIX": prefix,
        "ELASTICSEARCH_TIMEOUT": 5.0,
    }
    with Elasticsearch(elasticsearch_url, request_timeout=30) as client:
        yield client
        for name in client.indices.get(index=f"{prefix}-*"):
            client.indices.delete(index=name)
