"""Seats, the waiting list in its order, offers with a time limit, and what an editor changes."""

from __future__ import annotations

import datetime
import re

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from os2site_events.enums import ParticipantState
from os2site_events.models import Participant
from os2site_events.pages.models import EventPage
from os2site_events.services.registration import due, letters, own
from os2site_events.services.registration.availability import current_state
from os2site_events.services.registration.seats import locked
from tests.os2site_events.conftest import EventMaker
from tests.os2site_events.registering import link_in, mails, opened, registered, states, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

A, B, C, D = (f"{name}@kommune.example" for name in ("anna", "bo", "carl", "dorte"))
HOUR = datetime.timedelta(hours=1)


def now_in(hours: float) -> datetime.datetime:
    return timezone.now() + hours * HOUR


def publish(page: EventPage, **values: object) -> None:
    page.refresh_from_db()
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


def state_names(page: EventPage) -> list[str]:
    return [state for __, state in states(page)]


def test_offers_go_down_the_list_and_lapse_in_time(event: EventMaker) -> None:
    page = event(**opened(capacity=1, offer_hours=24))
    first, *_ = [registered(page, email) for email in (A, B, C)]
    assert current_state(event=page) == "venteliste"
    own.cancel(first)
    assert state_names(page) == ["CANCELLED", "OFFERED", "WAITING"]
    (offer,) = mails(letters.PROMOTED)
    assert offer.to == B
    assert "Sig ja til den senest" in offer.text
    # The seat is held: a newcomer does not get it.
    registered(page, D)
    assert state_names(page)[3] == "WAITING"
    assert due.lapse_offers(now=now_in(23)) == 0
    assert due.lapse_offers(now=now_in(25)) == 1
    assert due.lapse_offers(now=now_in(25)) == 0
    assert state_names(page) == ["CANCELLED", "LAPSED", "OFFERED", "WAITING"]
    assert [mail.to for mail in mails(letters.LAPSED)] == [B]
    assert [mail.to for mail in mails(letters.PROMOTED)] == [B, C]
    accepted = link_in(mails(letters.PROMOTED)[1])
    assert "Ja tak til pladsen" in text_of(Client().get(accepted))
    for __ in range(2):
        Client().post(accepted, {"do": "accept"})
    assert state_names(page) == ["CANCELLED", "LAPSED", "CONFIRMED", "WAITING"]
    # The one who came too late is told so, and nothing is taken from anybody.
    late = Client().post(link_in(offer), {"do": "accept"})
    assert "fristen er udløbet" in text_of(late)
    assert state_names(page) == ["CANCELLED", "LAPSED", "CONFIRMED", "WAITING"]


def test_an_offer_is_declined_and_goes_on(event: EventMaker) -> None:
    page = event(**opened(capacity=1))
    first, *_ = [registered(page, email) for email in (A, B, C)]
    own.cancel(first)
    offer = link_in(mails(letters.PROMOTED)[0])
    Client().get(offer)
    Client().post(offer, {"do": "decline"})
    Client().post(offer, {"do": "decline"})
    assert state_names(page) == ["CANCELLED", "CANCELLED", "OFFERED"]


def test_capacity_is_lowered_and_raised_while_people_wait(event: EventMaker) -> None:
    page = event(**opened(capacity=3, offer_hours=0))
    first = registered(page, A)
    for email in (B, C, D):
        registered(page, email)
    publish(page, capacity=1)
    assert state_names(page) == ["CONFIRMED", "CONFIRMED", "CONFIRMED", "WAITING"]
    own.cancel(first)
    assert state_names(page) == ["CANCELLED", "CONFIRMED", "CONFIRMED", "WAITING"]
    publish(page, capacity=3)
    assert state_names(page) == ["CANCELLED", "CONFIRMED", "CONFIRMED", "CONFIRMED"]
    assert sorted(Participant.objects.exclude(seat=None).values_list("seat", flat=True)) == [
        1,
        2,
        3,
    ]
    publish(page, capacity=None, waiting_list=False)
    assert current_state(event=page) == "aaben"


def test_the_editor_chooses_who_gets_the_seat(event: EventMaker) -> None:
    page = event(**opened(capacity=1, automatic_offers=False))
    first, *_ = [registered(page, email) for email in (A, B, C)]
    own.cancel(first)
    assert state_names(page) == ["CANCELLED", "WAITING", "WAITING"]
    registered(page, D)  # A newcomer does not pass those who wait.
    assert state_names(page)[3] == "WAITING"
    assert current_state(event=page) == "venteliste"
    carl = Participant.objects.get(name="Carl 1")
    with locked(event_id=page.pk) as seats:
        seats.promote(carl, now=timezone.now(), ask=False)
    assert state_names(page) == ["CANCELLED", "WAITING", "CONFIRMED", "WAITING"]


def test_groups_have_their_own_seats(event: EventMaker) -> None:
    quotas = [{"name": "Medlemmer", "seats": 2}, {"name": "Leverandører", "seats": 1}]
    page = event(**opened(capacity=3, quotas=quotas, offer_hours=0))
    supplier = registered(page, A, group="Leverandører")
    registered(page, B, group="Leverandører")
    registered(page, C, group="Medlemmer")  # Who waits in one group does not stop another.
    assert state_names(page) == ["CONFIRMED", "WAITING", "CONFIRMED"]
    assert current_state(event=page) == "aaben"
    own.cancel(supplier)
    assert state_names(page) == ["CANCELLED", "CONFIRMED", "CONFIRMED"]


def test_a_registration_that_must_be_accepted_holds_no_seat(event: EventMaker) -> None:
    page = event(**opened(capacity=1, needs_approval=True))
    registered(page, A)
    assert state_names(page) == ["PENDING"]
    assert [mail.to for mail in mails(letters.TO_ACCEPT)] == ["arrangementer@os2.example"]
    assert "Anna" not in mails(letters.TO_ACCEPT)[0].text
    assert current_state(event=page) == "aaben"


def test_no_offers_for_an_event_that_does_not_take_place(event: EventMaker) -> None:
    page = event(**opened(capacity=1))
    first, *_ = [registered(page, email) for email in (A, B)]
    publish(page, status="aflyst")
    own.cancel(first)
    assert state_names(page) == ["CANCELLED", "WAITING"]
    assert not mails(letters.PROMOTED)


def test_the_registered_hear_of_a_new_time_once_and_of_nothing_else(event: EventMaker) -> None:
    page = event(**opened(capacity=1))
    registered(page, A)
    registered(page, B)
    receipt = bytes(mails(letters.RECEIPT)[0].attachments.get().content).decode()
    publish(page, title="Et nyt navn", summary="Ny tekst")
    assert not mails(letters.CHANGE)
    publish(page, city="Aarhus", location_name="Rådhuset")
    publish(page, summary="Endnu en")
    assert [mail.to for mail in mails(letters.CHANGE)] == [A, B]
    assert "Rådhuset" in mails(letters.CHANGE)[0].text
    calendar = bytes(mails(letters.CHANGE)[0].attachments.get().content).decode()
    first, then = (re.search(r"SEQUENCE:(\d+)", text) for text in (receipt, calendar))
    assert first is not None
    assert then is not None
    assert int(then[1]) > int(first[1])
    assert str(page.translation_key) in calendar
    publish(page, status="aflyst")
    cancelled = mails(letters.CHANGE)[2:]
    assert [mail.subject for mail in cancelled] == ["Aflyst: Et nyt navn", "Aflyst: Et nyt navn"]
    assert "STATUS:CANCELLED" in bytes(cancelled[0].attachments.get().content).decode()


def test_reminders_once_and_only_with_a_seat(event: EventMaker) -> None:
    page = event(**opened(capacity=1, reminder_days=2))
    registered(page, A)
    registered(page, B)
    assert due.remind(now=page.starts_at - datetime.timedelta(days=3)) == 0
    soon = page.starts_at - datetime.timedelta(days=1)
    assert due.remind(now=soon) == 1
    assert due.remind(now=soon) == 0
    assert [mail.to for mail in mails(letters.REMINDER)] == [A]
    assert due.remind(now=page.starts_at + HOUR) == 0


def test_afterwards_only_those_who_came_get_the_mail(event: EventMaker) -> None:
    page = event(**opened(capacity=3, follow_up="Tak for i dag.\n\nSe oplæggene på siden."))
    registered(page, A)
    registered(page, B)
    Participant.objects.filter(name="Bo 1").update(checked_in_at=timezone.now())
    assert due.follow_up(now=page.ends_at + HOUR) == 0
    assert due.follow_up(now=page.ends_at + 25 * HOUR) == 1
    assert due.follow_up(now=page.ends_at + 26 * HOUR) == 0
    (mail,) = mails(letters.FOLLOW_UP)
    assert (mail.to, "Se oplæggene" in mail.text) == (B, True)


def test_the_database_refuses_a_seat_that_is_taken(event: EventMaker) -> None:
    page = event(**opened())
    anna = registered(page, A).participants.get()
    registered(page, B)
    with pytest.raises(IntegrityError), transaction.atomic():
        Participant.objects.filter(name="Bo 1").update(seat=anna.seat)
    with pytest.raises(IntegrityError), transaction.atomic():
        Participant.objects.filter(name="Bo 1").update(seat=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Participant.objects.filter(name="Bo 1").update(state=ParticipantState.WAITING)


def test_lists_say_that_an_event_is_full(event: EventMaker) -> None:
    page = event(**opened(capacity=1))
    anna = registered(page, A)
    listed = Client().get("/api/v1/events/").json()["results"]
    assert [item["state"] for item in listed] == ["venteliste"]
    assert "Venteliste" in text_of(Client().get("/arrangementer/"))
    own.cancel(anna)
    assert [item["state"] for item in Client().get("/api/v1/events/").json()["results"]] == [
        "aaben"
    ]
