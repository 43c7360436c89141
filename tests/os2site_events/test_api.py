"""Events in the JSON API."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from os2site_events.pages.models import EventIndexPage
from tests.os2site_events.conftest import EventMaker

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LIST = "/api/v1/events/"


def get(client: Client, address: str, status: int = 200) -> dict[str, Any]:
    response = client.get(address)
    assert response.status_code == status
    found: dict[str, Any] = response.json()
    return found


def slugs(client: Client, parameters: str = "") -> list[str]:
    return [item["slug"] for item in get(client, f"{LIST}?{parameters}")["results"]]


def test_the_list_says_what_follows_from_the_time(client: Client, event: EventMaker) -> None:
    event(slug="a", starts_at="2020-01-01 10:00", ends_at="2020-01-01 11:00")
    event(slug="b", starts_at="2099-01-01 10:00", ends_at="2099-01-01 11:00", status="aflyst")
    event(slug="c", starts_at="2098-01-01 10:00", ends_at="2098-01-01 11:00")
    found = get(client, LIST)

    assert found["total"] == 3
    assert [(item["slug"], item["state"]) for item in found["results"]] == [
        ("b", "aflyst"),
        ("c", "aaben"),
        ("a", "afholdt"),
    ]
    assert slugs(client, "when=coming") == ["c", "b"]
    assert slugs(client, "when=past") == ["a"]
    assert found["results"][1]["start"] == "2098-01-01T09:00:00Z"
    assert found["results"][1]["timezone"] == "Europe/Copenhagen"


def test_filters_and_pages(client: Client, event: EventMaker) -> None:
    for number in range(3):
        event(slug=f"e{number}", event_type="webinar", starts_at=f"2038-01-0{number + 1} 09:00")
    event(slug="x", event_type="workshop")

    assert slugs(client, "event_type=webinar&page_size=2") == ["e2", "e1"]
    assert slugs(client, "event_type=webinar&page_size=2&page=2") == ["e0"]
    assert get(client, f"{LIST}?page=99")["results"] == []


@pytest.mark.parametrize("parameters", ["when=x", "page=0", "page_size=101", "page=a", "sort=x"])
def test_bad_input_gets_a_reason(client: Client, index: EventIndexPage, parameters: str) -> None:
    assert get(client, f"{LIST}?{parameters}", 400)["detail"]


def test_a_single_event_has_all_that_is_public(client: Client, event: EventMaker) -> None:
    event(
        description="<p>Et.</p><p>To.</p>",
        city="Vejle",
        has_assembly=True,
        online_url="https://moede.example/hemmelig",
        programme=[
            {"title": "Åbent", "start_time": datetime.time(9, 30), "description": "Tekst"},
            {"title": "Lukket", "description": "Fortroligt", "audience": "produktfaellesskab"},
        ],
        materials=[{"type": "dagsorden", "title": "Dagsorden", "days_before": 8}],
    )
    response = client.get(f"{LIST}temadag/")
    found = response.json()

    assert found["description"] == ["Et.", "To."]
    assert found["location"]["city"] == "Vejle"
    assert found["location"]["name"] is None
    assert found["price"]["amount"] is None
    assert [item["text"] for item in found["programme"]] == ["Tekst", None]
    assert found["documents"] == [
        {"type": "dagsorden", "title": "Dagsorden", "url": None, "available_on": "2037-12-28"}
    ]
    assert len(found["deadlines"]) == 5
    assert client.get(found["calendar_url"].replace("http://localhost", "")).status_code == 200
    assert b"hemmelig" not in response.content
    assert b"Fortroligt" not in response.content


def test_what_is_not_public_is_not_found(client: Client, event: EventMaker) -> None:
    event(slug="kladde", live=False)
    event(slug="slut", expire_at=timezone.now() - datetime.timedelta(1))
    private = event(slug="privat")
    PageViewRestriction.objects.create(page=private, restriction_type="login")

    assert get(client, LIST) == {"total": 0, "results": []}
    for slug in ("kladde", "slut", "privat", "findes-ikke", "x" * 300, "%00"):
        get(client, f"{LIST}{slug}/", 404)


def test_the_number_of_queries_does_not_grow(client: Client, event: EventMaker) -> None:
    event(slug="a")

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            get(client, f"{LIST}?page_size=100")
        return len(queries)

    count()
    one = count()
    for number in range(29):
        event(slug=f"e{number}")

    assert len(slugs(client, "page_size=100")) == 30
    assert count() == one
