"""An event in two languages is one event: one form's worth of seats, one list, letters in each."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale

from os2site_events.models import Participant, Registration
from os2site_events.pages.models import EventPage
from os2site_events.services.registration.availability import availability
from tests.os2site_events.conftest import EventMaker
from tests.os2site_events.organisers import EDIT, screen, shown, staff
from tests.os2site_events.registering import link_in, mails, opened, send, states, text_of

MEAT = {"text": "Hvilken mad?", "kind": "valg", "options": ["Kød", "Grønt"], "required": True}


def translated(event: EventPage) -> EventPage:
    """The event in English: another title, other words, and settings that nobody looks at."""
    english, __ = Locale.objects.get_or_create(language_code="en")
    page: Any = event.copy_for_translation(english, copy_parents=True)
    page.title, page.slug = "A day on open data", "open-data"
    page.capacity, page.takes_registrations = 500, False
    question = page.questions.all()[0]
    question.text, question.options = "Which food?", ["Meat", "Greens"]
    page.questions = [question]
    page.save_revision().publish()
    return EventPage.objects.get(pk=page.pk)


@pytest.fixture
def pages(event: EventMaker) -> tuple[EventPage, EventPage]:
    danish = event(**opened(capacity=1, questions=[MEAT], offer_hours=48))
    return danish, translated(danish)


def test_both_pages_give_the_same_seats(pages: tuple[EventPage, EventPage]) -> None:
    danish, english = pages
    assert "1 seat is free" in text_of(Client().get(english.url))
    form = text_of(Client().get(f"{english.url}tilmelding/"))
    assert "Which food?" in form
    assert "Greens" in form
    bad = send(english, **{"p0-q0": "Meat"})  # The words are the reader's, the answer is not.
    assert "Meat is not one of the available choices" in text_of(bad)

    assert send(danish, **{"p0-q0": "Kød"}).status_code == 302
    for page in pages:
        assert availability(event=page).free == 0
    assert "waiting list" in text_of(Client().get(english.url))
    bo = {"name": "Bo Berg", "email": "bo@kommune.example", "p0-q0": "Grønt"}
    assert send(english, **bo).status_code == 302
    assert states(danish) == [("Anna Andersen", "CONFIRMED"), ("Bo Berg", "WAITING")]
    assert states(english) == []
    # The same address on the other page is the same person.
    assert send(danish, **bo).status_code == 302
    assert Registration.objects.count() == 2
    answers = Participant.objects.order_by("pk").values_list("answers", flat=True)
    assert list(answers) == [[["Hvilken mad?", "Kød"]], [["Hvilken mad?", "Grønt"]]]


def test_each_reads_letters_in_the_language_of_the_form(pages: tuple[EventPage, EventPage]) -> None:
    danish, english = pages
    send(danish, **{"p0-q0": "Kød"})
    send(english, name="Bo Berg", email="bo@kommune.example", **{"p0-q0": "Grønt"})
    to_anna, to_bo = mails()
    assert to_anna.subject == f"Du er tilmeldt: {danish.title}"
    assert to_bo.subject == "You are on the waiting list: A day on open data"
    assert link_in(to_bo).startswith(english.url)

    # Anna cancels on her Danish page, and Bo is written to in English.
    Client().post(link_in(to_anna), {"do": "cancel"})
    offer = mails()[-1]
    assert offer.subject == "There is a seat for you: A day on open data"
    own = link_in(offer)
    assert "You are offered a seat." in text_of(Client().get(own))
    # The link opens on the other page, too: it is the same registration.
    assert Client().get(own.replace(english.url, danish.url)).status_code == 200
    Client().post(own, {"do": "accept"})
    assert states(danish)[-1] == ("Bo Berg", "CONFIRMED")

    # What the original says of time and place is what all are told, in their own language.
    danish.location_name = "Rådhuset"
    danish.save_revision().publish()
    told = mails()[-1]
    assert told.subject == "New time or place: A day on open data"
    assert "Rådhuset" in told.text


def test_the_organiser_has_one_list(pages: tuple[EventPage, EventPage]) -> None:
    danish, english = pages
    send(english, name="Bo Berg", email="bo@kommune.example", **{"p0-q0": "Grønt"})
    organiser = staff(danish, *EDIT)
    for page in pages:
        assert "Bo Berg" in shown(organiser.get(screen("index", page.pk)))
    # Permissions are those of the page that has the list.
    assert staff(english, *EDIT, name="en").get(screen("index", english.pk)).status_code == 302


def test_registration_ends_on_all_pages_with_the_original(
    pages: tuple[EventPage, EventPage],
) -> None:
    danish, english = pages
    danish.unpublish()
    assert send(english, **{"p0-q0": "Grønt"}).status_code == 200
    assert not Registration.objects.exists()
