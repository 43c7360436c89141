"""A plugin takes the payment: the software asks it for the way and the state, and takes none."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from ordbog.models import Payment
from ordbog.payments import ServiceProvider

from os2site.payments import PaymentState
from os2site.plugins import registry
from os2site_events.pages.models import EventPage
from os2site_events.services.registration import own
from os2site_events.services.registration.addresses import own_token
from tests.os2site_events.conftest import EventMaker
from tests.os2site_events.organisers import EDIT, screen, shown, staff
from tests.os2site_events.registering import mails, opened, registered, text_of

ANNA = "anna@kommune.example"


def page_of(event: EventPage, registration: Any) -> Any:
    return Client().get(f"{event.url}tilmelding/min/{own_token(registration)}/")


def test_who_has_a_seat_is_led_to_the_payment_and_the_organiser_sees_it(event: EventMaker) -> None:
    page = event(**opened(capacity=2, price_amount=Decimal("300.00")))
    anna = registered(page, ANNA, persons=2)
    bo = registered(page, "bo@kommune.example")
    assert "Du betaler via linket" in mails()[0].text
    assert "betaler" not in mails()[1].text  # Bo waits, and owes nothing.

    own_page = page_of(page, anna)
    assert "Betaling Ikke betalt: 600\u00a0kr." in text_of(own_page)
    way = f"https://betaling.example/?ref=event-registration-{anna.pk}&amp;amount=600.00&amp;currency=DKK"
    assert way in own_page.content.decode()
    assert "Betaling" not in text_of(page_of(page, bo))

    organiser = staff(page, *EDIT)
    assert "Betaling Ikke betalt" in shown(organiser.get(screen("detail", page.pk, anna.pk)))
    Payment.objects.create(reference=f"event-registration-{anna.pk}", state=PaymentState.PAID)
    assert "Betaling Betalt" in text_of(page_of(page, anna))
    assert way not in page_of(page, anna).content.decode()
    assert "Betalt" in shown(organiser.get(screen("index", page.pk)))
    rows = b"".join(organiser.get(f"{screen('index', page.pk)}?export=csv").streaming_content)
    assert ";Betalt" in rows.decode()
    own.cancel(anna)  # Paid and cancelled: the organiser sees both, and pays back.
    assert "Betalt" in text_of(page_of(page, anna))


def test_a_provider_that_fails_or_is_not_there_takes_nothing_with_it(
    event: EventMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = event(**opened(price_amount=Decimal(300)))
    anna = registered(page, ANNA)

    def fail(*args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("no money today")

    with monkeypatch.context() as patched:
        patched.setattr(ServiceProvider, "address", fail)
        patched.setattr(ServiceProvider, "states", fail)
        assert "Betaling" not in text_of(page_of(page, anna))
        organiser = staff(page, *EDIT)
        assert "Betaling Vides ikke" in shown(organiser.get(screen("detail", page.pk, anna.pk)))
        assert [fault.plugin for fault in registry.faults] == ["ordbog"]
    registry.clear()
    monkeypatch.setattr("ordbog.apps.OrdbogConfig.payment_providers", "")
    registry.clear()
    assert "Betaling" not in text_of(page_of(page, anna))
    assert "Betaling" not in shown(organiser.get(screen("index", page.pk)))
    registered(page, "bo@kommune.example")
    assert "betaler" not in mails()[-1].text
    registry.clear()


def test_a_list_of_any_length_asks_once(event: EventMaker) -> None:
    page = event(**opened(capacity=None, waiting_list=False, price_amount=Decimal(300)))
    organiser = staff(page, *EDIT)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert organiser.get(screen("index", page.pk)).status_code == 200
        return len(queries)

    registered(page, ANNA)
    count()
    one = count()
    for number in range(8):
        registered(page, f"p{number}@kommune.example")
    assert count() == one
