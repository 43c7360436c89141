"""The feed of news."""

from __future__ import annotations

import datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from tests.factories.news import many_news, news, news_index

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

FEED = "/nyheder/feed/"


def items(client: Client) -> list[Any]:
    """The feed's items as XML elements."""
    answer = client.get(FEED)
    assert answer.status_code == 200
    return ElementTree.fromstring(answer.content).findall("channel/item")


def titles(client: Client) -> list[str]:
    return [item.findtext("title") for item in items(client)]


def test_the_feed_tells_the_newest_news_with_absolute_addresses(client: Client) -> None:
    news("Ældre", date=datetime.date(2026, 1, 5))
    news(
        "Nyere",
        date=datetime.date(2026, 3, 2),
        summary="Kort fortalt.",
        news_type="produktnyhed",
        tags=["valg"],
    )

    answer = client.get(FEED)
    found = ElementTree.fromstring(answer.content).findall("channel/item")

    assert answer["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert [item.findtext("title") for item in found] == ["Nyere", "Ældre"]
    assert found[0].findtext("link") == "http://localhost/nyheder/nyere/"
    assert found[0].findtext("guid") == "http://localhost/nyheder/nyere/"
    assert found[0].findtext("description") == "Kort fortalt."
    assert found[0].findtext("pubDate") == "Mon, 02 Mar 2026 00:00:00 +0100"
    assert [item.text for item in found[0].findall("category")] == ["Produktnyhed", "valg"]


def test_the_feed_names_its_list_and_language(client: Client) -> None:
    news()

    channel = ElementTree.fromstring(client.get(FEED).content).find("channel")
    assert channel is not None
    assert channel.findtext("link") == "http://localhost/nyheder/"
    assert channel.findtext("language") == "da"
    own = channel.find("{http://www.w3.org/2005/Atom}link")
    assert own is not None
    assert own.get("href") == "http://localhost/nyheder/feed/"


def test_invented_news_says_so(client: Client) -> None:
    news("Ny version", demo=True)

    assert titles(client) == ["Eksempel: Ny version"]


def test_drafts_expired_and_private_news_are_not_in_the_feed(client: Client) -> None:
    news("Udgivet")
    news("Kladde", live=False)
    expired = news("Udløbet")
    # As it is before the scheduler has run.
    Page.objects.filter(pk=expired.pk).update(
        expire_at=timezone.now() - datetime.timedelta(minutes=1)
    )
    private = news("Privat")
    PageViewRestriction.objects.create(page=private, restriction_type="login")

    assert titles(client) == ["Udgivet"]


def test_the_feed_of_a_private_list_asks_for_a_login(client: Client) -> None:
    news("Internt")
    PageViewRestriction.objects.create(page=news_index(), restriction_type="login")

    answer = client.get(FEED)
    assert answer.status_code == 302
    assert b"Internt" not in answer.content


def test_hostile_texts_stay_text(client: Client) -> None:
    hostile = "</title><script>alert(1)</script> & ]]>"
    news(hostile, slug="fjendtlig", summary=hostile, tags=[hostile])

    (item,) = items(client)
    assert item.findtext("title") == hostile
    assert item.findtext("description") == hostile
    assert [child.tag for child in item if child.tag == "script"] == []


def test_an_empty_feed_is_a_feed(client: Client) -> None:
    news_index()

    assert items(client) == []


def test_the_number_of_queries_does_not_grow(client: Client) -> None:
    many_news(1)
    client.get(FEED)
    with CaptureQueriesContext(connection) as one:
        assert len(items(client)) == 1
    many_news(29, start=1)
    with CaptureQueriesContext(connection) as thirty:
        assert len(items(client)) == 30

    assert len(thirty) == len(one)
    assert len(one) <= 12


def test_every_page_announces_the_feed(client: Client) -> None:
    news("Ny version")

    html = client.get("/nyheder/ny-version/").content.decode()
    assert 'type="application/rss+xml" href="/nyheder/feed/"' in html
