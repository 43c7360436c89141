"""The link to an online meeting is in nothing that everyone may read."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from os2site.models import SearchEntry
from os2site_events.pages.models import EventPage
from os2site_events.services.schema import event_object
from tests.os2site_events.conftest import EventMaker

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SOON = f"{datetime.date.today() + datetime.timedelta(days=40):%Y-%m-%d}"
SECRET = "hemmeligt-moede-4711"
LINK = f"https://moede.example/{SECRET}?pwd={SECRET}"


@pytest.fixture(params=["online", "hybrid"])
def page(request: Any, event: EventMaker) -> EventPage:
    """An event that was moved, of a series, with everything that an output could repeat."""
    page = event(
        location_type=request.param,
        online_url=LINK,
        starts_at=f"{SOON} 09:30",
        ends_at=f"{SOON} 15:30",
        city="Vejle",
        contact_email="os2@os2.eu",
        capacity=20,
        price_amount=0,
        programme=[{"title": "Oplæg"}],
    )
    cache.clear()
    return page


@pytest.mark.parametrize(
    "address",
    [
        "/arrangementer/temadag/",
        "/arrangementer/temadag/kalender.ics",
        "/arrangementer/",
        "/arrangementer/?q=temadag",
        "/arrangementer/?q=" + SECRET,
        f"/arrangementer/maaned/{SOON[:7]}/",
        "/arrangementer/kalender.ics",
        "/arrangementer/kalender.ics?attendance=online",
        "/soeg/?q=temadag",
        "/soeg/forslag/?q=tema",
        "/api/v1/events/",
        "/api/v1/events/temadag/",
        "/api/v1/search/?q=temadag",
        "/sitemap.xml",
    ],
)
def test_it_is_in_no_public_answer(client: Client, page: EventPage, address: str) -> None:
    response = client.get(address)
    content = b"".join(response) if response.streaming else response.content
    # What a visitor has typed is shown to that visitor.
    text = content.decode().replace(address.partition("?q=")[2] or "\0", "")

    assert response.status_code == 200
    assert SECRET not in text
    assert "moede.example" not in text


def test_searching_for_it_finds_nothing(client: Client, page: EventPage) -> None:
    for text in (SECRET, "4711", "moede.example"):
        assert client.get("/api/v1/search/", {"q": text}).json()["results"] == []


def test_it_is_in_no_stored_entry_and_no_structured_data(page: EventPage) -> None:
    entries = list(SearchEntry.objects.values())

    assert entries
    assert SECRET not in json.dumps([entries, event_object(event=page)], default=str)


def test_structured_data_name_the_page_as_the_virtual_place(page: EventPage) -> None:
    places = event_object(event=page)["location"]
    virtual = [
        place
        for place in (places if isinstance(places, list) else [places])
        if place["@type"] == "VirtualLocation"
    ]

    assert [place["url"] for place in virtual] == [page.full_url]


def test_an_export_is_refused_to_who_may_not_edit(client: Client, page: EventPage) -> None:
    for address in ("/admin/os2site/import/", f"/admin/pages/{page.pk}/edit/"):
        response = client.get(address)
        assert response.status_code in {302, 403, 404}
        assert SECRET not in response.content.decode()
