"""Tracks and speakers of the programme."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from os2site.models import Organisation, SearchEntry
from os2site_events.pages.models import EventPage, EventProgrammeItem
from os2site_events.services.schema import event_object
from tests.factories.events import local
from tests.os2site_events.conftest import EventMaker

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PAGE = "/arrangementer/temadag/"
CONSENT = {"speaker_consent": True, "speaker_consent_on": datetime.date(2026, 1, 1)}


def items(client: Client) -> list[str]:
    page = BeautifulSoup(client.get(PAGE).content, "html.parser")
    return [item.get_text(" ", strip=True) for item in page.select(".programme > li")]


def test_a_speaker_is_a_role_an_organisation_or_a_person_who_agreed(
    client: Client, event: EventMaker
) -> None:
    organisation = Organisation.objects.create(slug="vejby", name="Vejby Kommune")
    event(
        programme=[
            {"title": "A", "speaker_role": "Projektleder", "speaker_organisation": organisation},
            {"title": "B", "speaker_organisation": organisation},
            {"title": "C", "speaker_name": "Anna Eksempel", "speaker_role": "Chef", **CONSENT},
            {"title": "D", "speaker_name": "Bo Eksempel", "speaker_role": "Chef"},
        ]
    )

    assert items(client) == [
        "A Ved projektleder, Vejby Kommune.",
        "B Ved Vejby Kommune.",
        "C Ved Anna Eksempel, chef.",
        "D Ved chef.",
    ]


def test_a_persons_name_stands_on_the_page_and_nowhere_else(
    client: Client, event: EventMaker
) -> None:
    page = event(programme=[{"title": "A", "speaker_name": "Anna Eksempel", **CONSENT}])

    assert "Anna Eksempel" in client.get(PAGE).content.decode()
    for address in ("/api/v1/events/temadag/", f"{PAGE}kalender.ics"):
        assert "Anna" not in client.get(address).content.decode()
    assert "Anna" not in str(list(SearchEntry.objects.values()))
    assert "Anna" not in str(event_object(event=page))


def test_who_holds_a_closed_item_is_not_told(client: Client, event: EventMaker) -> None:
    organisation = Organisation.objects.create(slug="vejby", name="Vejby Kommune")
    event(
        programme=[
            {
                "title": "A",
                "audience": "produktfaellesskab",
                "speaker_organisation": organisation,
                "speaker_name": "Anna Eksempel",
                **CONSENT,
            }
        ]
    )

    assert items(client) == ["A Kun produktfællesskabet"]
    found = client.get("/api/v1/events/temadag/").json()["programme"][0]
    assert (found["speaker"], found["text"]) == (None, None)
    assert "Vejby" not in str(list(SearchEntry.objects.values()))


def test_tracks_are_named_in_words(client: Client, event: EventMaker) -> None:
    event(
        programme=[
            {"title": "A", "track": "Data", "start_time": datetime.time(10)},
            {"title": "B", "track": "Drift", "start_time": datetime.time(10)},
            {"title": "C", "start_time": datetime.time(11)},
            {"title": "D", "track": "Data", "start_time": datetime.time(12)},
            {"title": "E", "track": "Data", "start_time": datetime.time(12)},
        ]
    )

    assert items(client)[:2] == ["10.00 Spor: Data A", "10.00 Spor: Drift B"]
    # Beside each other on wide screens: only what begins together in tracks of its own.
    content = client.get("/arrangementer/temadag/").content.decode()
    assert content.count('<li class="beside-2">') == 2
    assert "beside-3" not in content
    found = client.get("/api/v1/events/temadag/").json()["programme"]
    assert [item["track"] for item in found][:2] == ["Data", "Drift"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "speaker_consent"),
        ({"speaker_consent": True}, "speaker_consent_on"),
        ({"speaker_consent_on": datetime.date(2026, 1, 1)}, "speaker_consent"),
        ({**CONSENT, "speaker_consent_on": datetime.date(2999, 1, 1)}, "speaker_consent_on"),
    ],
)
def test_a_name_without_a_dated_consent_is_refused(values: dict[str, Any], field: str) -> None:
    item = EventProgrammeItem(title="A", speaker_name="Anna Eksempel", **values)
    with pytest.raises(ValidationError) as refused:
        item.clean()

    assert list(refused.value.message_dict) == [field]


def test_a_consent_of_today_is_enough() -> None:
    EventProgrammeItem(
        title="A",
        speaker_name="Anna",
        speaker_consent=True,
        speaker_consent_on=timezone.localdate(),
    ).clean()


def test_the_number_of_queries_does_not_grow(client: Client, event: EventMaker) -> None:
    def count(slug: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/arrangementer/{slug}/").status_code == 200
        return len(queries)

    def rows(number: int) -> list[dict[str, Any]]:
        return [
            {
                "title": "x",
                "speaker_organisation": Organisation.objects.create(
                    slug=f"o{number}-{n}", name=f"O {number} {n}"
                ),
            }
            for n in range(number)
        ]

    event(slug="faa", programme=rows(1))
    event(slug="mange", programme=rows(30))
    count("faa")

    assert count("mange") == count("faa")


def test_structured_data_tell_of_a_moved_and_a_postponed_event(event: EventMaker) -> None:
    page: EventPage = event()
    page.starts_at, page.ends_at = local("2038-02-05 09:30"), local("2038-02-05 15:30")
    page.save_revision().publish()
    page.refresh_from_db()
    moved = event_object(event=page)

    assert moved["eventStatus"] == "https://schema.org/EventRescheduled"
    assert moved["startDate"] == "2038-02-05T09:30:00+01:00"
    assert moved["previousStartDate"] == "2038-01-05T09:30:00+01:00"
    page.status = "udsat"
    postponed = event_object(event=page)
    assert postponed["eventStatus"] == "https://schema.org/EventPostponed"
    assert postponed["previousStartDate"] == postponed["startDate"]


def test_visitors_read_that_an_event_was_moved(client: Client, event: EventMaker) -> None:
    page = event(starts_at="2099-01-05 09:30", ends_at="2099-01-05 10:30")
    page.starts_at, page.ends_at = local("2099-02-05 09:30"), local("2099-02-05 15:30")
    page.save_revision().publish()
    content = client.get(PAGE).content.decode()

    assert "Arrangementet er flyttet" in content
    assert "5. januar 2099" in content
