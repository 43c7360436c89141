"""Visitors register, wait, change and cancel: by the form and by the link in their mail."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from os2site import due_work
from os2site.mail import outbox
from os2site.mail.letters import Letter, one_line
from os2site_events.models import Participant, Registration
from os2site_events.services.registration import letters
from tests.fixtures.mail import MailServer
from tests.os2site_events.conftest import EventMaker
from tests.os2site_events.registering import (
    ANNA,
    in_days,
    link_in,
    mails,
    opened,
    registered,
    send,
    states,
    text_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

BO = "bo@kommune.example"
FOOD = {"text": "Skal vi tage hensyn til mad?", "kind": "kryds", "sensitive": True}
WHICH_FOOD = {
    "text": "Hvilken mad?",
    "kind": "valg",
    "options": ["Vegetar", "Veganer"],
    "required": True,
    "sensitive": True,
    "only_if_question": FOOD["text"],
}
BUS = {"text": "Kommer du med bus?", "kind": "valg", "options": ["Ja", "Nej"], "required": True}


def test_a_seat_then_the_waiting_list_then_promoted_after_a_cancellation(
    event: EventMaker, mail_server: MailServer
) -> None:
    page = event(**opened(capacity=1, offer_hours=0))
    assert "1 ledig plads" in text_of(Client().get(page.url))
    assert Client().get(f"{page.url}tilmelding/").status_code == 200
    response = send(page)
    assert response.status_code == 302, text_of(response)
    assert response["Location"] == f"{page.url}tilmelding/sendt/"
    assert "Se i din indbakke" in text_of(Client().get(response["Location"]))
    assert "Skriv dig på ventelisten" in text_of(Client().get(page.url))
    send(page, email=BO, name="Bo")
    assert states(page) == [("Anna Andersen", "CONFIRMED"), ("Bo", "WAITING")]
    first, second = mails(letters.RECEIPT)
    assert first.subject == "Du er tilmeldt: Temadag om åbne data"
    assert second.subject == "Du står på ventelisten: Temadag om åbne data"
    assert "som nummer 1" in second.text

    own = link_in(first)
    assert Client().get(own).status_code == 200
    Client().head(own)
    assert states(page)[0] == ("Anna Andersen", "CONFIRMED")  # Looking changes nothing.
    Client().post(own, {"do": "cancel"})
    Client().post(own, {"do": "cancel"})
    assert states(page) == [("Anna Andersen", "CANCELLED"), ("Bo", "CONFIRMED")]
    assert not Registration.objects.get(email=ANNA).is_active
    assert Participant.objects.get(name="Bo").seat == 1

    outbox.run_due()
    assert mail_server.recipients == [ANNA, BO, ANNA, BO]
    calendar = next(mail_server.messages[0].iter_attachments())
    assert calendar.get_content_type() == "text/calendar"
    assert calendar.get_param("method") == "PUBLISH"
    assert "BEGIN:VEVENT" in calendar.get_content()
    assert "STATUS:CANCELLED" in next(mail_server.messages[2].iter_attachments()).get_content()


def test_who_cancelled_registers_again_and_a_double_click_is_one_registration(
    event: EventMaker,
) -> None:
    page = event(**opened())
    send(page)
    Client().post(link_in(mails()[0]), {"do": "cancel"})
    from tests.fixtures.forms import protection

    same = protection("event-registration", proven=True)
    for __ in range(2):
        send(page, **same)
    assert states(page) == [("Anna Andersen", "CANCELLED"), ("Anna Andersen", "CONFIRMED")]
    assert len(mails(letters.RECEIPT)) == 2


def test_nobody_learns_whether_an_address_is_registered(event: EventMaker) -> None:
    page = event(**opened(capacity=5))
    answers = [send(page), send(page, email=ANNA.upper()), send(page, email=BO)]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {
        (302, f"{page.url}tilmelding/sendt/")
    }
    assert [name for name, __ in states(page)] == ["Anna Andersen", "Anna Andersen"]
    (told,) = mails(letters.ALREADY)
    assert told.to == ANNA
    assert "Du har allerede en tilmelding" in told.text
    # Each link carries the second in which it was signed; what it opens is the same registration.
    opened_by = [Client().get(link_in(mail)) for mail in (told, mails(letters.RECEIPT)[0])]
    assert {text_of(page) for page in opened_by} == {text_of(opened_by[0])}
    assert "Anna Andersen" in text_of(opened_by[0])
    for __ in range(4):
        send(page)
    assert len(mails(letters.ALREADY)) == 3  # No mailbox is filled.


def test_the_time_of_an_answer_tells_nobody_either(
    event: EventMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A known address is as much work as a new one: as many letters, and nearly as many queries."""
    page = event(**opened(capacity=50))
    drawn: list[str] = []
    draw = Letter.html
    monkeypatch.setattr(
        Letter, "html", lambda letter, **words: drawn.append(letter.kind) or draw(letter, **words)
    )

    def work(email: str) -> tuple[int, int]:
        drawn.clear()
        with CaptureQueriesContext(connection) as queries:
            assert send(page, email=email).status_code == 302
        return len(drawn), len(queries)

    work("first@kommune.example")
    new = work(ANNA)
    for __ in range(5):  # The last of them write no mail.
        known = work(ANNA)
        assert known[0] == new[0] == 1
        assert abs(known[1] - new[1]) <= 6


def test_without_javascript_the_address_is_confirmed_by_mail_first(event: EventMaker) -> None:
    page = event(**opened(capacity=1))
    response = send(page, proven=False, name="Køb billigt <b>nu</b>\r\nBcc: alle@os2.example")
    assert response["Location"] == f"{page.url}tilmelding/bekraeft/"
    assert states(page)[0][1] == "UNCONFIRMED"
    (mail,) = mails()
    assert "Køb" not in mail.text + mail.html + mail.subject
    link = link_in(mail, "tilmelding/bekraeft/")
    assert Client().get(link).status_code == 200
    assert states(page)[0][1] == "UNCONFIRMED"
    registered(page, BO)  # No seat was held meanwhile.
    for __ in range(2):
        assert "står på ventelisten" in text_of(Client().post(link))
    assert [state for __, state in states(page)] == ["WAITING", "CONFIRMED"]
    assert len(mails(letters.RECEIPT)) == 2
    assert "Køb" not in mails(letters.RECEIPT)[1].text


def test_several_from_one_organisation_with_questions(event: EventMaker) -> None:
    page = event(**opened(capacity=2, questions=[FOOD, WHICH_FOOD, BUS]))
    client = Client()
    more = client.post(
        f"{page.url}tilmelding/", {"number": "1", "name": "Anna", "p0-q2": "Ja", "more": "1"}
    )
    assert more.status_code == 200
    html = BeautifulSoup(more.content, "html.parser")
    assert html.select_one("[name=name]")["value"] == "Anna"
    assert html.select_one("[name='p0-q2'][value=Ja]").has_attr("checked")
    assert html.select_one("[name='p1-name']") is not None
    assert not html.select(".form-error")

    wrong = send(page, number="2", **{"p0-q0": "on", "p1-name": "Bo", "p1-q2": "Nej"})
    assert wrong.status_code == 200
    assert not states(page)
    said = text_of(wrong)
    assert "Svar på »Hvilken mad?«." in said
    assert "Svar på »Kommer du med bus?«." in said

    answers = {"p0-q0": "on", "p0-q1": "Veganer", "p0-q2": "Ja", "p1-q1": "Vegetar"}
    persons = {"p1-name": "Bo", "p1-q2": "Nej", "p2-name": "Cæcilie", "p2-q2": "Nej"}
    response = send(page, number="3", **answers, **persons)
    assert response.status_code == 302, text_of(response)
    assert states(page) == [
        ("Anna Andersen", "CONFIRMED"),
        ("Bo", "CONFIRMED"),
        ("Cæcilie", "WAITING"),
    ]
    anna, bo, __ = Participant.objects.order_by("pk")
    assert anna.answers == [[BUS["text"], "Ja"]]
    assert anna.sensitive_answers == [[FOOD["text"], "Ja"], [WHICH_FOOD["text"], "Veganer"]]
    assert bo.sensitive_answers == []  # The question after a box that is not ticked is not asked.
    (mail,) = mails()
    assert "2 har en plads" in mail.text
    assert "Anna" not in mail.text
    assert "Bo" not in mail.text


def test_names_answers_and_colleagues_are_changed_by_the_own_link(event: EventMaker) -> None:
    page = event(**opened(capacity=2, questions=[BUS]))
    send(page, **{"p0-q0": "Ja"})
    own = link_in(mails()[0])
    person = Participant.objects.get()
    shown = BeautifulSoup(Client().get(own).content, "html.parser")
    assert shown.select_one(f"[name='p{person.pk}-q0'][value=Ja]").has_attr("checked")
    data = {"name": "Anna B", f"p{person.pk}-name": "Anna B", f"p{person.pk}-q0": "Nej"}
    more = Client().post(own, {**data, "number": "0", "more": "1"})
    assert BeautifulSoup(more.content, "html.parser").select_one("[name='n0-name']") is not None
    saved = Client().post(own, {**data, "number": "1", "n0-name": "Bo", "n0-q0": "Ja"})
    assert saved.status_code == 302, text_of(saved)
    assert "Dine rettelser er gemt" in text_of(Client().get(saved["Location"]))
    assert states(page) == [("Anna B", "CONFIRMED"), ("Bo", "CONFIRMED")]
    person.refresh_from_db()
    assert person.answers == [[BUS["text"], "Nej"]]
    bo = Participant.objects.get(name="Bo")
    Client().post(own, {"do": "cancel", "person": str(bo.pk)})
    assert states(page) == [("Anna B", "CONFIRMED"), ("Bo", "CANCELLED")]
    other = registered(page, BO).participants.get()
    Client().post(own, {"do": "cancel", "person": str(other.pk)})  # Another's person is not theirs.
    assert states(page)[2][1] == "CONFIRMED"


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"registration_opens_at": "soon"}, "Tilmeldingen åbner"),
        ({"status": "aflyst"}, "Man kan ikke tilmelde sig nu"),
        ({"starts_at": in_days(-2), "ends_at": in_days(-1)}, "Man kan ikke tilmelde sig nu"),
        ({"registration_deadline": "past"}, "Man kan ikke tilmelde sig nu"),
    ],
)
def test_the_form_is_there_only_while_one_can_register(
    event: EventMaker, values: dict[str, Any], text: str
) -> None:
    import datetime

    from django.utils import timezone

    if "registration_opens_at" in values:
        values = {"registration_opens_at": timezone.now() + datetime.timedelta(days=1)}
    if "registration_deadline" in values:
        values = {"registration_deadline": timezone.localdate() - datetime.timedelta(days=1)}
    page = event(**opened(**values))
    assert "Tilmeld dig" not in text_of(Client().get(page.url))
    shown = Client().get(f"{page.url}tilmelding/")
    assert text in text_of(shown)
    assert not BeautifulSoup(shown.content, "html.parser").select("main form")
    assert send(page).status_code == 200
    assert not states(page)


def test_the_deadline_passes_while_the_form_is_open(event: EventMaker) -> None:
    """The form was shown, then the editor cancelled: the request has an old page in hand."""
    page = event(**opened())
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    type(page).objects.filter(pk=page.pk).update(registration_deadline=yesterday)
    late = send(page)
    assert late.status_code == 200
    assert "Man kan ikke tilmelde sig nu" in text_of(late)
    type(page).objects.filter(pk=page.pk).update(status="aflyst")
    from os2site_events.services.registration.receiving import NotOpen

    with pytest.raises(NotOpen):
        registered(page, ANNA)
    assert not Registration.objects.exists()


def test_without_a_waiting_list_a_full_event_says_so(event: EventMaker) -> None:
    page = event(**opened(capacity=1, waiting_list=False))
    registered(page, BO)
    assert "Alle pladser er taget." in text_of(Client().get(page.url))
    assert "Tilmeld dig" not in text_of(Client().get(page.url))
    assert "Alle pladser er taget, og der er ingen venteliste." in text_of(send(page))
    assert len(states(page)) == 1


@pytest.mark.parametrize("token", ["x", "MTpBQQ", "a" * 400])
def test_guessed_links_are_unknown_and_change_nothing(event: EventMaker, token: str) -> None:
    page = event(**opened())
    registered(page, ANNA)
    for client_method in (Client().get, Client().post):
        response = client_method(f"{page.url}tilmelding/min/{token}/", {"do": "cancel"})
        assert response.status_code == 404
        assert "Linket virker ikke" in text_of(response)
        assert client_method(f"{page.url}tilmelding/bekraeft/{token}/").status_code == 404
    assert states(page) == [("Anna 1", "CONFIRMED")]


def test_a_link_is_for_one_event_and_ends_with_a_new_key(event: EventMaker) -> None:
    page, other = event(**opened()), event(**opened(slug="anden", title="Anden dag"))
    registration = registered(page, ANNA)
    own = link_in(mails()[0])
    assert Client().get(own.replace(page.url, other.url)).status_code == 404
    assert Client().get(own)["Referrer-Policy"] == "same-origin"
    assert "no-store" in Client().get(own)["Cache-Control"]
    registration.key = "another"
    registration.save()
    assert Client().get(own).status_code == 404


def test_actions_need_the_token_of_the_form(event: EventMaker) -> None:
    page = event(**opened())
    registered(page, ANNA)
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(link_in(mails()[0]), {"do": "cancel"}).status_code == 403
    assert strict.post(f"{page.url}tilmelding/").status_code == 403
    assert states(page) == [("Anna 1", "CONFIRMED")]


def test_hostile_input_is_kept_as_text(event: EventMaker) -> None:
    page = event(**opened(questions=[{"text": "Note", "kind": "lang-tekst"}]))
    bad = "<script>alert(1)</script>\r\nBcc: alle@os2.example"
    assert send(page, name=bad, organisation=bad, **{"p0-q0": bad}).status_code == 302
    own = Client().get(link_in(mails()[0]))
    assert b"<script>alert(1)" not in own.content
    assert one_line(bad) not in mails()[0].text
    assert send(page, email=BO, name="x\0y").status_code == 200
    assert send(page, email=BO, number="9" * 5000).status_code in {200, 302}


def test_the_link_to_the_meeting_is_for_those_with_a_seat(event: EventMaker) -> None:
    secret = "https://meet.example/hemmelig"
    page = event(**opened(capacity=1, location_type="online", online_url=secret, offer_hours=0))
    registered(page, ANNA)
    registered(page, BO)
    anna, bo = mails(letters.RECEIPT)
    assert secret in anna.text
    assert secret in bytes(anna.attachments.get().content).replace(b"\r\n ", b"").decode()
    assert secret not in bo.text
    assert secret in text_of(Client().get(link_in(anna)))
    assert secret not in Client().get(link_in(bo)).content.decode()
    for address in (page.url, f"{page.url}tilmelding/", f"{page.url}kalender.ics"):
        assert secret not in Client().get(address).content.decode()


def test_one_vote_for_each_member(event: EventMaker) -> None:
    page = event(**opened(capacity=9, has_assembly=True, event_type="aarsmoede"))
    assert send(page, number="2", **{"p0-vote": "on", "p1-name": "Bo"}).status_code == 302
    assert Participant.objects.get(vote=1).name == "Anna Andersen"
    again = send(page, email=BO, organisation="æblerup  kommune", **{"p0-vote": "on"})
    assert "har allerede valgt, hvem der stemmer" in text_of(again)
    assert len(states(page)) == 2
    assert send(page, email=BO, organisation="Ørby Kommune", **{"p0-vote": "on"}).status_code == 302
    Client().post(link_in(mails()[0]), {"do": "cancel"})
    assert send(page, email="ny@kommune.example", **{"p0-vote": "on"}).status_code == 302


def test_registrations_show_nowhere_else(event: EventMaker) -> None:
    """Nobody's name is found: not on pages, in search, feeds or the API."""
    page = event(**opened())
    registered(page, "zebedaeus@kommune.example", organisation="Zebedæus Kommune")
    due_work.run_all()
    for address in (
        page.url,
        "/arrangementer/",
        "/soeg/?q=Zebedaeus",
        "/arrangementer/kalender.ics",
        f"/api/v1/events/{page.slug}/",
        "/api/v1/search/?q=Zebedaeus",
    ):
        said = Client().get(address).content.decode().replace("q=Zebedaeus", "")
        assert "Zebedaeus 1" not in said
        assert "Zebedæus Kommune" not in said
