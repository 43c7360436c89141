"""What registrations hold of people: handed over, deleted, and gone when their time is over."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from os2site import personal_data
from os2site_events.models import Participant, Registration, SeatBook
from os2site_events.services.registration import receiving
from os2site_events.services.registration.data import RegistrationHandler
from os2site_events.services.registration.questions import Person
from tests.os2site_events.conftest import EventMaker
from tests.os2site_events.registering import ANNA, opened, registered, states

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

BO = "bo@kommune.example"
DAY = datetime.timedelta(days=1)
FOOD = [("Mad", "Veganer")]


def test_sensitive_answers_go_first_then_all_but_the_figures(event: EventMaker) -> None:
    page = event(**opened(keep_days=60, keep_sensitive_days=7))
    registered(page, ANNA, sensitive_answers=FOOD, answers=[("Bus", "Ja")])
    registered(page, BO)
    registered(page, "carl@kommune.example")
    Participant.objects.filter(name="Anna 1").update(checked_in_at=timezone.now())
    handler = RegistrationHandler()
    assert handler.purge(now=page.ends_at + 6 * DAY) == 0
    assert handler.purge(now=page.ends_at + 8 * DAY) == 1
    anna = Participant.objects.get(name="Anna 1")
    assert (anna.sensitive_answers, anna.answers) == ([], [["Bus", "Ja"]])
    assert handler.purge(now=page.ends_at + 59 * DAY) == 0
    assert handler.purge(now=page.ends_at + 61 * DAY) == 3
    assert not Registration.objects.exists()
    figures = SeatBook.objects.get().figures
    assert (figures["seats"], figures["waiting"], figures["came"]) == (2, 1, 1)


def test_what_nobody_confirmed_is_deleted_after_three_days(event: EventMaker) -> None:
    page = event(**opened())
    receiving.receive(
        event=page,
        answers=receiving.Answers("Anna", ANNA, "Æblerup", [Person("Anna")]),
        submission="x",
        proven=False,
    )
    registered(page, BO)
    handler = RegistrationHandler()
    assert handler.purge(now=timezone.now() + 2 * DAY) == 0
    assert handler.purge(now=timezone.now() + 4 * DAY) > 0
    assert [name for name, __ in states(page)] == ["Bo 1"]


def test_a_person_gets_it_all_and_can_have_it_deleted(event: EventMaker) -> None:
    page = event(**opened(capacity=1, offer_hours=0))
    registered(page, ANNA, sensitive_answers=FOOD)
    registered(page, BO)
    found = {item.name: item.records for item in personal_data.find(email=ANNA.upper())}
    (record,) = found["tilmeldinger til arrangementer"]
    assert record.title == "Tilmelding til Temadag om åbne data"
    (person,) = record.data["persons"]
    assert person["sensitive_answers"] == {"Mad": "Veganer"}
    assert personal_data.delete(email=ANNA.upper()).failed == []
    assert not Registration.objects.filter(email__iexact=ANNA).exists()
    assert states(page) == [("Bo 1", "CONFIRMED")]  # The seat went on.
