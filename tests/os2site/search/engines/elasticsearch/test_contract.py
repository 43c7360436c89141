"""The contract on a real Elasticsearch."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from elasticsearch import Elasticsearch
from pytest_django.fixtures import Settings

from os2site.search.engines.elasticsearch import rebuild
from tests.os2site.search.engine_contract import EngineContract
from tests.os2site.search.engines.elasticsearch.conftest import own_indexes, searched_with


@pytest.fixture(scope="module")
def indexes(elasticsearch_url: str) -> Iterator[tuple[Elasticsearch, str]]:
    """Names of indexes for all tests, removed after the last one."""
    with own_indexes(elasticsearch_url) as found:
        yield found


@pytest.mark.elasticsearch
@pytest.mark.django_db
class TestElasticsearchEngine(EngineContract):
    engine_name = "elasticsearch"

    @pytest.fixture(autouse=True)
    def _on_elasticsearch(
        self, indexes: tuple[Elasticsearch, str], elasticsearch_url: str, settings: Settings
    ) -> None:
        __, prefix = indexes
        settings.OS2SITE = {**settings.OS2SITE, **searched_with(elasticsearch_url, prefix)}

    def refresh(self) -> None:
        """Let the indexes hold this test's entries, in new ones: in those of earlier tests the
        words of deleted entries would still count for scores.
        """
        for language in ("da", "en"):
            rebuild(language)
