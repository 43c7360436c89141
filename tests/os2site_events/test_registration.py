"""Visitors register, wait, change and cancel."""

from __future__ import annotations

import pytest
from django.test import Client

from os2site_events.models import Participant, Registration
from os2site_events.services.registration import letters
from tests.os2site_events.conftest import EventMaker
from tests.os2site_events.registering import ANNA, link_in, mails, opened, send, states, text_of

pytestmark = [pytest.mark.django_db]


def test_a_seat_then_the_waiting_list_then_promoted_after_a_cancellation(event: EventMaker) -> None:
    page = event(**opened(capacity=1, offer_hours=0))
    assert Client().get(f"{page.url}tilmelding/").status_code == 200
    response = send(page)
    assert response.status_code == 302, text_of(response)
    assert response["Location"] == f"{page.url}tilmelding/sendt/"
    assert "Se i din indbakke" in text_of(Client().get(response["Location"]))
    send(page, email="bo@kommune.example", name="Bo")
    assert states(page) == [("Anna Andersen", "CONFIRMED"), ("Bo", "WAITING")]
    first, second = mails(letters.RECEIPT)
    assert "Du er tilmeldt" in first.subject
    assert "Du står på ventelisten" in second.subject
    assert first.attachments.count() == 1

    own = link_in(first)
    assert Client().get(own).status_code == 200
    assert states(page)[0] == ("Anna Andersen", "CONFIRMED")
    Client().post(own, {"do": "cancel"})
    assert states(page) == [("Anna Andersen", "CANCELLED"), ("Bo", "CONFIRMED")]
    assert not Registration.objects.get(email=ANNA).is_active
    assert Participant.objects.get(name="Bo").seat == 1
