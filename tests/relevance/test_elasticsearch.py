"""What Elasticsearch finds first."""

from __future__ import annotations

import pytest
from elasticsearch import Elasticsearch

from os2site.search.engines.elasticsearch import rebuild
from tests.relevance.floors import assert_relevant


@pytest.mark.elasticsearch
@pytest.mark.django_db
@pytest.mark.usefixtures("demo_site")
def test_judged_queries_find_what_they_should(cluster: Elasticsearch) -> None:
    rebuild("da")
    assert_relevant("elasticsearch", ndcg=0.86, recall=0.85)
