"""The list of events in the browser."""

from __future__ import annotations

import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from os2site_events.pages.models import EventIndexPage
from tests.os2site_events.conftest import EventMaker

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LIST = "/arrangementer/"


def when(hours: float) -> str:
    moment = timezone.localtime() + datetime.timedelta(hours=hours)
    return moment.strftime("%Y-%m-%d %H:%M")


def titles(client: Client, address: str = LIST) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "html.parser")
    return [link.get_text(strip=True) for link in soup.select("article.event h3 a")]


@pytest.fixture
def _events(event: EventMaker) -> None:
    for title, start, end in [
        ("Om en uge", 168, 169),
        ("I morgen", 24, 26),
        ("I gang", -2, 1),
        ("I går", -25, -24),
        ("Sidste år", -9000, -8990),
    ]:
        event(
            title=title,
            slug=title.lower().replace(" ", "-").replace("å", "aa"),
            starts_at=when(start),
            ends_at=when(end),
        )


@pytest.mark.usefixtures("_events")
def test_coming_events_stand_soonest_first_and_one_that_runs_is_still_coming(
    client: Client,
) -> None:
    assert titles(client) == ["I gang", "I morgen", "Om en uge"]


@pytest.mark.usefixtures("_events")
def test_earlier_events_stand_latest_first(client: Client) -> None:
    assert titles(client, f"{LIST}?when=past") == ["I går", "Sidste år"]


@pytest.mark.usefixtures("_events")
def test_the_filters_keep_the_part_of_time(client: Client) -> None:
    soup = BeautifulSoup(client.get(f"{LIST}?when=past").content, "html.parser")

    for form in soup.select("main form"):
        assert form.select_one('input[name="when"][value="past"]') is not None
    current = soup.select_one('.tabs a[aria-current="page"]')
    assert current is not None
    assert current["href"] == f"{LIST}?when=past"


def test_filters_narrow_the_list(client: Client, event: EventMaker) -> None:
    event(title="Online", slug="online", location_type="online", event_type="webinar")
    event(title="Fysisk", slug="fysisk", event_type="workshop", audience=["medlemmer"])
    event(title="Begge", slug="begge", location_type="hybrid", starts_at="2038-01-04 09:00")

    assert titles(client, f"{LIST}?event_type=webinar&event_type=workshop") == ["Fysisk", "Online"]
    assert titles(client, f"{LIST}?attendance=online") == ["Begge", "Online"]
    assert titles(client, f"{LIST}?audience=medlemmer") == ["Fysisk"]
    assert titles(client, f"{LIST}?date=2038-02") == []
    assert titles(client, f"{LIST}?q=fysisk") == ["Fysisk"]


@pytest.mark.usefixtures("_events")
@pytest.mark.parametrize(
    "address",
    [
        "when=yesterday",
        "sort=x",
        "page=0",
        "page=x",
        "when=%00",
        "event_type=%00&date=%F0%9F%98%80",
    ],
)
def test_a_wrong_address_is_answered_with_the_list(client: Client, address: str) -> None:
    assert client.get(f"{LIST}?{address}").status_code == 200


@pytest.mark.usefixtures("_events")
def test_beyond_the_last_page_is_nothing(client: Client) -> None:
    assert client.get(f"{LIST}?page=2").status_code == 404


def test_an_empty_list_says_so(client: Client, index: EventIndexPage) -> None:
    for address in (LIST, f"{LIST}?when=past", f"{LIST}?q=findes-ikke"):
        response = client.get(address)
        assert response.status_code == 200
        assert b'class="empty"' in response.content


def test_drafts_private_and_expired_events_are_not_listed(
    client: Client, event: EventMaker
) -> None:
    event(title="Kladde", slug="kladde", live=False)
    event(
        title="Udløbet",
        slug="udloebet",
        expire_at=timezone.now() + datetime.timedelta(seconds=0.1),
    )
    private = event(title="Privat", slug="privat")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    event(title="Åben", slug="aaben")

    soup = BeautifulSoup(client.get(LIST).content, "html.parser")
    assert titles(client) == ["Åben"]
    assert {number.get_text() for number in soup.select(".facet .n")} == {"1"}


def test_texts_are_escaped(client: Client, event: EventMaker) -> None:
    event(title="<script>alert(1)</script>", city="<img src=x onerror=alert(2)>")
    content = client.get(LIST).content.decode()

    assert "<script>alert(1)" not in content
    assert "<img src=x" not in content
    assert "&lt;script&gt;alert(1)" in content


def test_the_number_of_queries_does_not_grow(client: Client, event: EventMaker) -> None:
    event(slug="a", city="Odense")

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{LIST}?page_size=100").status_code == 200
        return len(queries)

    count()
    one = count()
    for number in range(29):
        event(slug=f"e{number}", city="Odense", audience=["alle"])

    assert len(titles(client, f"{LIST}?page_size=100")) == 30
    assert count() == one
