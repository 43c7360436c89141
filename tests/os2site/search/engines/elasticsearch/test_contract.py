"""The contract on a real Elasticsearch."""

from __future__ import annotations

import pytest
from elasticsearch import Elasticsearch

from os2site.search.engines.elasticsearch import rebuild
from tests.os2site.search.engine_contract import EngineContract


@pytest.mark.elasticsearch
@pytest.mark.django_db
class TestElasticsearchEngine(EngineContract):
    engine_name = "elasticsearch"

    @pytest.fixture(autouse=True)
    def _on_elasticsearch(self, cluster: Elasticsearch) -> None:
        pass

    def refresh(self) -> None:
        for language in ("da", "en"):
            rebuild(language)
