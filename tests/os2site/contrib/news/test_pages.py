"""The list of news and its pages as visitors get them."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from tests.factories.guides import guide
from tests.factories.news import many_news, news, news_index

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def soup(client: Client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def row_titles(page: BeautifulSoup) -> list[str]:
    return [link.get_text() for link in page.select(".rows .row h3 a")]


def json_ld(page: BeautifulSoup) -> dict[str, Any]:
    found = [json.loads(tag.string or "") for tag in page.select('[type="application/ld+json"]')]
    return {item["@type"]: item for item in found}


def test_an_empty_list_says_so(client: Client) -> None:
    news_index()

    page = soup(client, "/nyheder/")
    assert page.select_one(".empty h2").get_text() == "Ingen nyheder endnu"  # type: ignore[union-attr]
    assert page.select_one('main a[href="/nyheder/feed/"]') is not None


def test_the_list_shows_the_newest_first(client: Client) -> None:
    news("Mellemste", date=datetime.date(2026, 2, 1))
    news("Nyeste", date=datetime.date(2026, 3, 1), news_type="beslutning", demo=True)
    news("Ældste", date=datetime.date(2025, 12, 1))

    page = soup(client, "/nyheder/")
    assert row_titles(page) == ["Nyeste", "Mellemste", "Ældste"]
    first = page.select_one(".rows .row")
    assert first is not None
    assert first.time is not None
    assert first.time["datetime"] == "2026-03-01"
    assert "Beslutning" in first.get_text()
    assert first.select_one(".example") is not None


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("news_type=opslag", ["Høring"]),
        ("news_type=opslag&news_type=nyhed", ["Høring", "Gammelt nyt"]),
        ("year=2025", ["Gammelt nyt"]),
        ("year=2026&news_type=nyhed", []),
        ("q=arkitektur", ["Høring"]),
        ("year=x", []),
    ],
)
def test_the_list_can_be_filtered(client: Client, query: str, titles: list[str]) -> None:
    news("Høring", date=datetime.date(2026, 2, 1), news_type="opslag", tags=["arkitektur"])
    news("Gammelt nyt", date=datetime.date(2025, 2, 1))

    assert row_titles(soup(client, f"/nyheder/?{query}")) == titles


def test_years_are_offered_newest_first(client: Client) -> None:
    for year in (2024, 2026, 2025):
        news(f"Nyt {year}", date=datetime.date(year, 2, 1))

    page = soup(client, "/nyheder/")
    assert [box["value"] for box in page.select('input[name="year"]')] == ["2026", "2025", "2024"]


def test_a_page_beyond_the_last_is_not_found(client: Client) -> None:
    news()

    assert client.get("/nyheder/?page=2").status_code == 404


def test_the_number_of_queries_of_the_list_does_not_grow(client: Client) -> None:
    many_news(1)
    client.get("/nyheder/?page_size=50")
    with CaptureQueriesContext(connection) as one:
        client.get("/nyheder/?page_size=50")
    many_news(29, start=1)
    with CaptureQueriesContext(connection) as thirty:
        page = soup(client, "/nyheder/?page_size=50")

    assert len(row_titles(page)) == 30
    assert len(thirty) == len(one)


def test_a_full_page_shows_all_of_the_news(client: Client) -> None:
    news(
        "Vejviser løftet",
        date=datetime.date(2026, 3, 2),
        news_type="beslutning",
        author_role="Sekretariatet",
        summary="Nu på niveau 2.",
        body=["Styregruppen er på plads.", "<p>Se <b>evalueringen</b>.</p>"],
        tags=["governance & jura"],
        reading_minutes=3,
        related=[guide("De tre niveauer"), guide("Skjult", live=False)],
        demo=True,
    )

    page = soup(client, "/nyheder/vejviser-loeftet/")
    head = page.select_one(".page-head")
    assert head is not None
    assert "Vejviser løftet" in head.get_text()
    for text in ("2. marts 2026", "Beslutning", "Sekretariatet", "3 minutters læsning", "niveau 2"):
        assert text in head.get_text()
    assert head.select_one(".example") is not None
    assert page.select_one(".prose b").get_text() == "evalueringen"  # type: ignore[union-attr]
    aside = page.select_one("main aside")
    assert aside is not None
    assert [link.get_text() for link in aside.select("a")] == ["De tre niveauer"]
    assert aside.h2 is not None
    assert aside.h2.get_text() == "Vejledninger"
    tag = page.select_one("a.tag")
    assert tag is not None
    assert tag["href"] == "/nyheder/?q=governance+%26+jura"


def test_an_almost_empty_page_leaves_out_what_there_is_not(client: Client) -> None:
    news("Kort nyt")

    page = soup(client, "/nyheder/kort-nyt/")
    assert page.select_one("main aside") is None
    assert page.select_one("main .tag") is None
    assert page.select_one(".lead") is None
    assert page.select_one(".example") is None
    assert "læsning" not in page.select_one(".page-head").get_text()  # type: ignore[union-attr]


def test_structured_data_agrees_with_the_page(client: Client) -> None:
    news("Ny version", date=datetime.date(2026, 3, 2), summary="Kort fortalt.")

    article = json_ld(soup(client, "/nyheder/ny-version/"))["NewsArticle"]
    assert article["headline"] == "Ny version"
    assert article["description"] == "Kort fortalt."
    assert article["datePublished"].startswith("2026-03-02T00:00:00")
    assert article["url"] == "http://localhost/nyheder/ny-version/"
    assert article["author"]["@type"] == "Organization"


def test_hostile_texts_stay_text(client: Client) -> None:
    hostile = '"><script>alert(1)</script>{{ 7|add:7 }}'
    news(
        hostile,
        slug="fjendtlig",
        summary=hostile,
        author_role=hostile,
        body=[hostile, "<p>hej<script>alert(2)</script><img src=x onerror=alert(3)></p>"],
        tags=[hostile],
    )

    for address in ("/nyheder/fjendtlig/", "/nyheder/"):
        html = client.get(address).content.decode()
        assert "<script>alert" not in html
        assert "onerror" not in html
        assert "{{ 7|add:7 }}" in html


def test_a_draft_is_not_found_and_can_be_previewed(client: Client) -> None:
    draft = news("Kladde", live=False, tags=["valg"], related=[guide("De tre niveauer")])

    assert client.get("/nyheder/kladde/").status_code == 404
    preview = draft.make_preview_request(RequestFactory().get("/"), "")
    preview.render()
    assert "De tre niveauer" in preview.content.decode()


def test_news_without_a_place_can_be_previewed() -> None:
    from tests.factories.news import build_news

    page = build_news("Helt ny", tags=["valg"])
    page.content_type = news("En anden").content_type
    answer = page.make_preview_request(RequestFactory().get("/"), "")
    answer.render()

    assert "Helt ny" in answer.content.decode()


def test_the_page_needs_few_queries_however_much_it_points_at(client: Client) -> None:
    guides = [guide(f"Vejledning {number}") for number in range(6)]
    news("En", related=guides[:1])
    news("Seks", related=guides)
    client.get("/nyheder/en/")

    with CaptureQueriesContext(connection) as one:
        client.get("/nyheder/en/")
    with CaptureQueriesContext(connection) as six:
        client.get("/nyheder/seks/")

    assert len(six) == len(one)
    assert Page.objects.filter(slug="seks").exists()
