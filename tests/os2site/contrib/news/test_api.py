"""News in the API."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from tests.factories.guides import guide
from tests.factories.news import many_news, news, news_index

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_list_is_newest_first(client: Client) -> None:
    news("Ældre", date=datetime.date(2026, 1, 5))
    news("Nyere", date=datetime.date(2026, 3, 2), priority="høj", tags=["b", "a"], demo=True)
    news("Kladde", live=False)

    answer = client.get("/api/v1/news/").json()
    assert answer["total"] == 2
    assert [item["slug"] for item in answer["results"]] == ["nyere", "aeldre"]
    assert answer["results"][0] == {
        "slug": "nyere",
        "title": "Nyere",
        "date": "2026-03-02",
        "news_type": "nyhed",
        "priority": "høj",
        "summary": "",
        "author_role": "",
        "reading_minutes": 0,
        "tags": ["a", "b"],
        "demo": True,
        "url": "http://localhost/nyheder/nyere/",
    }


def test_the_list_comes_in_pages_and_is_empty_beyond_the_last(client: Client) -> None:
    many_news(3)

    assert len(client.get("/api/v1/news/?page=2&page_size=2").json()["results"]) == 1
    assert client.get("/api/v1/news/?page=9").json() == {"total": 3, "results": []}


@pytest.mark.parametrize("query", ["page=0", "page=x", "page_size=101", "page=1e9"])
def test_bad_input_is_refused_with_a_reason(client: Client, query: str) -> None:
    answer = client.get(f"/api/v1/news/?{query}")

    assert answer.status_code == 400
    assert answer.json()["detail"]


def test_one_piece_of_news_has_its_text_and_public_links(client: Client) -> None:
    news(
        "Ny version",
        body=["Nu med kalender."],
        related=[guide("Åben"), guide("Lukket", live=False)],
    )

    answer = client.get("/api/v1/news/ny-version/").json()
    assert answer["text"] == "Nu med kalender."
    assert answer["related"] == [
        {
            "type": "guide",
            "title": "Åben",
            "url": "http://localhost/vejledninger/aaben/",
        }
    ]


def test_what_is_not_public_is_not_found(client: Client) -> None:
    news("Kladde", live=False)
    news("Privat")
    PageViewRestriction.objects.create(page=news_index(), restriction_type="login")

    assert client.get("/api/v1/news/kladde/").status_code == 404
    assert client.get("/api/v1/news/privat/").status_code == 404
    assert client.get("/api/v1/news/").json()["total"] == 0


def test_the_number_of_queries_does_not_grow(client: Client) -> None:
    many_news(1)
    client.get("/api/v1/news/?page_size=50")
    with CaptureQueriesContext(connection) as one:
        client.get("/api/v1/news/?page_size=50")
    many_news(29, start=1)
    with CaptureQueriesContext(connection) as thirty:
        assert len(client.get("/api/v1/news/?page_size=50").json()["results"]) == 30

    assert len(thirty) == len(one)
