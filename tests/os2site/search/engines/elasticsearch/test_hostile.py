"""What strangers send reaches a real Elasticsearch and is answered by it."""

from __future__ import annotations

import pytest
from django.test import Client
from elasticsearch import Elasticsearch

from os2site.search.engines.elasticsearch import rebuild
from os2site.services.languages import content_languages
from tests.os2site.search.conftest import EntryMaker
from tests.os2site.search.test_views import BAD, HOSTILE

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db]


def test_hostile_queries_are_answered_by_the_cluster(
    cluster: Elasticsearch, client: Client, make_entry: EntryMaker
) -> None:
    make_entry("Skærm", facets={"category": ["borger"]})
    make_entry("<b>Fed</b> skærm", summary="<script>alert(1)</script>")
    for language in content_languages():
        rebuild(language)

    for name, query in HOSTILE.items():
        answer = client.get(f"/api/v1/search/?{query}")
        assert (name, answer.status_code) == (name, 200)
        assert (name, answer.json()["engine"]) == (name, "elasticsearch")
        for path in ("/soeg/", "/soeg/forslag/"):
            page = client.get(f"{path}?{query}")
            assert (name, page.status_code) == (name, 200)
            assert b"<script>alert" not in page.content
    for query in BAD:
        assert client.get(f"/soeg/?q=skærm&{query}").status_code == 400
        assert client.get(f"/api/v1/search/?{query}").status_code == 400
    page = client.get("/soeg/?q=fed")
    assert b"&lt;b&gt;<mark>Fed</mark>&lt;/b&gt;" in page.content
