"""What Elasticsearch finds first."""

from __future__ import annotations

import pytest
from elasticsearch import Elasticsearch

from os2site.search.engines.elasticsearch import rebuild
from os2site.services.languages import content_languages
from tests.relevance.floors import HELD_OUT, JUDGEMENTS, assert_relevant


@pytest.mark.elasticsearch
@pytest.mark.django_db
@pytest.mark.usefixtures("demo_site")
def test_judged_and_held_out_queries_find_what_they_should(cluster: Elasticsearch) -> None:
    for language in content_languages():
        rebuild(language)
    assert_relevant("elasticsearch", JUDGEMENTS, ndcg=0.90, recall=0.895, of_a_class=0.81)
    assert_relevant("elasticsearch", HELD_OUT, ndcg=0.885, recall=0.865, of_a_class=0.68)
