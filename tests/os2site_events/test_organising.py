"""What an organiser does with a registration, by the services and on the screen."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageLogEntry

from os2site.models import OutgoingMail
from os2site_events.enums import ParticipantState
from os2site_events.forms.organising import new_mark
from os2site_events.models import Participant, Registration
from os2site_events.services.registration import letters, organising, own
from os2site_events.services.registration.seats import NoSeats
from tests.os2site_events.conftest import EventMaker
from tests.os2site_events.organisers import EDIT, PUBLISH, said, screen, shown, staff
from tests.os2site_events.registering import in_days, link_in, mails, opened, registered, states

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

BO = "bo@kommune.example"


def press(client: Client, registration: Registration, do: str, **data: Any) -> Any:
    """Press a button of the registration's screen."""
    address = screen("detail", registration.event_id, registration.pk)
    return client.post(address, {"do": do, **data}, follow=True)


def by_hand(client: Client, event: Any, **data: Any) -> Any:
    """Send the form by which somebody is registered."""
    answers = {
        "name": "Bo Bosen",
        "email": BO,
        "organisation": "Ærø Kommune",
        "number": "1",
        "mark": new_mark(),
        **data,
    }
    return client.post(screen("add", event.pk), answers, follow=True)


def test_a_registration_is_accepted_once(event: EventMaker) -> None:
    page = event(**opened(needs_approval=True))
    registration = registered(page, "anna@kommune.example")
    client = staff(page, *EDIT)
    assert "Tilmeldingen venter på dig" in shown(
        client.get(screen("detail", page.pk, registration.pk))
    )
    assert "1 person har plads" in said(press(client, registration, "accept"))
    assert "allerede gjort" in said(press(client, registration, "accept"))
    assert "allerede gjort" in said(press(client, registration, "decline"))
    assert states(page) == [("Anna 1", "CONFIRMED")]
    assert len(mails(letters.ANSWER)) == 1


def test_accepting_never_gives_more_seats_than_there_are(event: EventMaker) -> None:
    page = event(**opened(needs_approval=True, capacity=1, waiting_list=False))
    both = registered(page, "anna@kommune.example", persons=2)
    client = staff(page, *EDIT)
    assert "ikke plads" in said(press(client, both, "accept"))
    assert states(page) == [("Anna 1", "PENDING"), ("Anna 2", "PENDING")]
    assert mails(letters.ANSWER) == []


def test_a_declined_person_is_told_and_may_register_again(event: EventMaker) -> None:
    page = event(**opened(needs_approval=True))
    registration = registered(page, "anna@kommune.example")
    assert "afvist" in said(press(staff(page, *EDIT), registration, "decline"))
    assert states(page) == [("Anna 1", "DECLINED")]
    registration.refresh_from_db()
    assert not registration.is_active
    assert "Svar på din tilmelding" in mails(letters.ANSWER)[0].subject


def test_a_seat_is_given_from_the_waiting_list_by_hand(event: EventMaker) -> None:
    page = event(**opened(capacity=1, automatic_offers=False))
    first = registered(page, "anna@kommune.example")
    second, third = registered(page, BO), registered(page, "carl@kommune.example")
    client = staff(page, *EDIT)
    person = third.participants.get()
    assert "ikke plads" in said(press(client, third, "promote", person=person.pk))
    own.cancel(first)
    assert "Pladsen er givet" in said(press(client, third, "promote", person=person.pk))
    assert "allerede gjort" in said(press(client, third, "promote", person=person.pk))
    assert states(page)[1:] == [("Bo 1", "WAITING"), ("Carl 1", "CONFIRMED")]
    other = second.participants.get()
    assert "ikke plads" in said(press(client, second, "offer", person=other.pk))


def test_a_seat_that_is_offered_must_be_accepted(event: EventMaker) -> None:
    page = event(**opened(capacity=1, automatic_offers=False, offer_hours=24))
    first = registered(page, "anna@kommune.example")
    second = registered(page, BO)
    own.cancel(first)
    press(staff(page, *EDIT), second, "offer", person=second.participants.get().pk)
    assert states(page)[1] == ("Bo 1", "OFFERED")
    assert len(mails(letters.PROMOTED)) == 1


def test_a_hand_and_the_clock_give_a_seat_once(event: EventMaker) -> None:
    page = event(**opened(capacity=1, offer_hours=0))
    first = registered(page, "anna@kommune.example")
    second = registered(page, BO)
    person = second.participants.get()
    own.cancel(first)  # The clock was quicker.
    assert not organising.promote(second, person_id=person.pk, ask=False, user=None)
    assert states(page)[1] == ("Bo 1", "CONFIRMED")
    assert Participant.objects.filter(event_id=page.pk, seat__isnull=False).count() == 1
    third = registered(page, "carl@kommune.example")
    with pytest.raises(NoSeats):
        organising.promote(third, person_id=third.participants.get().pk, ask=False, user=None)


def test_a_cancelled_seat_goes_to_the_next_also_when_pressed_twice(event: EventMaker) -> None:
    page = event(**opened(capacity=2, offer_hours=0))
    both = registered(page, "anna@kommune.example", persons=2)
    registered(page, BO, persons=2)
    client = staff(page, *EDIT)
    person = both.participants.first()
    assert person is not None
    for __ in range(2):
        answer = press(client, both, "cancel", person=person.pk)
    assert "allerede gjort" in said(answer)
    assert [state for __, state in states(page)] == [
        "CANCELLED",
        "CONFIRMED",
        "CONFIRMED",
        "WAITING",
    ]
    assert len(mails(letters.CANCELLED)) == 1


def test_an_organiser_cancels_also_when_the_event_has_begun(event: EventMaker) -> None:
    page = event(**opened())
    registration = registered(page, "anna@kommune.example")
    type(page).objects.filter(pk=page.pk).update(
        starts_at=timezone.now() - datetime.timedelta(hours=1)
    )
    press(staff(page, *EDIT), registration, "cancel")
    assert states(page) == [("Anna 1", "CANCELLED")]


def test_the_mail_is_sent_again_and_a_double_click_sends_one(event: EventMaker) -> None:
    page = event(**opened())
    registration = registered(page, "anna@kommune.example")
    OutgoingMail.objects.update(created_at=timezone.now() - datetime.timedelta(hours=1))
    client = staff(page, *EDIT)
    assert "Mailen er sendt" in said(press(client, registration, "resend"))
    assert "allerede gjort" in said(press(client, registration, "resend"))
    assert len(mails(letters.RECEIPT)) == 2


def test_a_new_link_ends_the_old_one(event: EventMaker) -> None:
    page = event(**opened())
    registration = registered(page, "anna@kommune.example")
    old = link_in(mails(letters.RECEIPT)[0])
    seen = organising.link_digest(registration)
    client = staff(page, *EDIT)
    assert (
        registration.key
        not in client.get(screen("detail", page.pk, registration.pk)).content.decode()
    )
    assert "virker ikke længere" in said(press(client, registration, "renew", seen=seen))
    assert "allerede gjort" in said(press(client, registration, "renew", seen=seen))
    receipts = mails(letters.RECEIPT)
    assert len(receipts) == 2
    assert Client().get(old).status_code == 404
    assert Client().get(link_in(receipts[1])).status_code == 200


def test_somebody_is_registered_by_hand_past_the_deadline(event: EventMaker) -> None:
    page = event(**opened(capacity=1))
    type(page).objects.filter(pk=page.pk).update(
        registration_deadline=timezone.localdate() - datetime.timedelta(days=1)
    )
    client = staff(page, *EDIT)
    assert "1 person har plads" in said(by_hand(client, page, write="on"))
    registration = Registration.objects.get(email=BO)
    assert registration.consented_at is None
    assert len(mails(letters.RECEIPT)) == 1
    answer = by_hand(client, page, email="carl@kommune.example", name="Carl")
    assert "ventelisten" in said(answer)
    assert states(page) == [("Bo Bosen", "CONFIRMED"), ("Carl", "WAITING")]
    assert len(mails()) == 1


def test_registering_by_hand_twice_or_without_room_stores_nothing(event: EventMaker) -> None:
    page = event(**opened(capacity=1, waiting_list=False))
    client = staff(page, *EDIT)
    mark = new_mark()
    for __ in range(2):
        by_hand(client, page, mark=mark)
    taken = by_hand(client, page, email=BO.upper())
    assert taken.status_code == 422
    assert "har allerede en tilmelding" in shown(taken)
    full = by_hand(client, page, email="carl@kommune.example")
    assert full.status_code == 422
    assert "ikke plads" in shown(full)
    assert by_hand(client, page, email="ingen adresse").status_code == 422
    assert Registration.objects.count() == 1


def test_several_persons_are_registered_at_once(event: EventMaker) -> None:
    page = event(**opened(capacity=5))
    client = staff(page, *EDIT)
    more = by_hand(client, page, more="1")
    assert "Deltager 2" in shown(more)
    assert Registration.objects.count() == 0
    by_hand(client, page, number="2", **{"p1-name": "Åse"})
    assert states(page) == [("Bo Bosen", "CONFIRMED"), ("Åse", "CONFIRMED")]


def corrected(client: Client, registration: Registration, **data: Any) -> Any:
    """Send the form that corrects a registration."""
    person = registration.participants.get()
    answers = {
        "name": registration.name,
        "email": registration.email,
        "organisation": registration.organisation,
        f"p{person.pk}-name": person.name,
        **data,
    }
    address = screen("detail", registration.event_id, registration.pk)
    return client.post(address, answers, follow=True)


QUESTIONS = [
    {"text": "Mad?", "kind": "tekst", "sensitive": True},
    {"text": "Hvilken?", "kind": "tekst", "only_if_question": "Mad?"},
]


def test_a_correction_keeps_the_sensitive_answers_that_one_may_not_see(event: EventMaker) -> None:
    page = event(**opened(questions=QUESTIONS))
    registration = registered(
        page,
        "anna@kommune.example",
        answers=[("Hvilken?", "Fisk"), ("Et gammelt spørgsmål", "Svar")],
        sensitive_answers=[("Mad?", "Ja")],
    )
    person = registration.participants.get()
    prefix = f"p{person.pk}"
    data = {"note": "Ringede", f"{prefix}-name": "Anna Ærlig", f"{prefix}-q1": "Skaldyr"}
    said_ = said(corrected(staff(page, *EDIT), registration, **data, **{f"{prefix}-q0": "Nej"}))
    assert "gemt" in said_
    person.refresh_from_db()
    registration.refresh_from_db()
    assert (person.name, registration.note) == ("Anna Ærlig", "Ringede")
    assert person.sensitive_answers == [["Mad?", "Ja"]]
    assert person.answers == [["Hvilken?", "Skaldyr"], ["Et gammelt spørgsmål", "Svar"]]

    publisher = staff(page, *PUBLISH, name="udgiver")
    corrected(publisher, registration, **data, **{f"{prefix}-q0": "Ja, nødder"})
    person.refresh_from_db()
    assert person.sensitive_answers == [["Mad?", "Ja, nødder"]]


def test_another_ones_address_is_refused(event: EventMaker) -> None:
    page = event(**opened())
    registered(page, "anna@kommune.example")
    bo = registered(page, BO)
    answer = corrected(staff(page, *EDIT), bo, email="ANNA@kommune.example", name="Ny")
    assert answer.status_code == 422
    assert "har allerede en tilmelding" in shown(answer)
    bo.refresh_from_db()
    assert (bo.name, bo.email) == ("Bo", BO)


def test_a_vote_moves_with_the_organisation_and_stays_one(event: EventMaker) -> None:
    page = event(**opened(capacity=9, has_assembly=True, assembly_votes=1))
    registered(page, "anna@kommune.example", organisation="Æblerup Kommune", votes=True)
    bo = registered(page, BO, organisation="Bolbro Kommune", votes=True)
    client = staff(page, *EDIT)
    prefix = f"p{bo.participants.get().pk}"
    votes = {f"{prefix}-vote": "on"}
    refused = corrected(client, bo, organisation="ÆBLERUP  kommune", **votes)
    assert refused.status_code == 422
    assert bo.participants.get().vote == 1
    corrected(client, bo, organisation="Cederby Kommune", **votes)
    person = bo.participants.get()
    assert (person.organisation_key, person.vote) == ("cederby kommune", 1)


def test_the_history_of_the_page_names_nobody(event: EventMaker) -> None:
    page = event(**opened(needs_approval=True))
    registration = registered(page, "anna@kommune.example")
    press(staff(page, *EDIT), registration, "accept")
    entry = PageLogEntry.objects.get(action=organising.ACCEPTED)
    assert entry.data == {"registration": registration.pk}
    assert entry.user is not None
    assert str(entry.message) == "Godkendte en tilmelding"


def test_looking_changes_nothing_and_an_unknown_button_says_so(event: EventMaker) -> None:
    page = event(**opened(starts_at=in_days(3), ends_at=in_days(3.1)))
    registration = registered(page, "anna@kommune.example")
    client = staff(page, *EDIT)
    client.get(f"{screen('detail', page.pk, registration.pk)}?do=cancel")
    assert "ukendt" in said(press(client, registration, "alt"))
    assert "ukendt" in said(press(client, registration, "promote", person="x"))
    assert Participant.objects.get().state == ParticipantState.CONFIRMED


def test_buttons_need_the_token_of_the_form(event: EventMaker) -> None:
    page = event(**opened())
    registration = registered(page, "anna@kommune.example")
    client = staff(page, *EDIT)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    address = screen("detail", page.pk, registration.pk)
    assert strict.post(address, {"do": "cancel"}).status_code == 403
    assert states(page) == [("Anna 1", "CONFIRMED")]
