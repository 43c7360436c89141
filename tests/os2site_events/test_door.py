"""At the door: tickets, check-in, votes, and what is printed."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.log_actions import registry

from os2site_events.models import Participant
from os2site_events.services.registration import door, letters, own, tickets
from os2site_events.services.registration.door import Arrival
from tests.os2site_events.conftest import EventMaker
from tests.os2site_events.organisers import EDIT, said, screen, shown, staff
from tests.os2site_events.registering import link_in, mails, opened, registered, states

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

BO = "bo@kommune.example"


def get_logs_for(page: Any) -> list[Any]:
    """The page's history, the newest first."""
    return list(registry.get_logs_for_instance(page).order_by("-pk"))


def press(client: Client, event: Any, person: Participant, do: str = "in", **data: Any) -> Any:
    """Press a button at the door."""
    answers = {"do": do, "person": person.pk, **data}
    return client.post(screen("door", event.pk), answers, follow=True)


def test_a_ticket_asks_for_login_and_checks_in_by_its_button_only(event: EventMaker) -> None:
    page = event(**opened(capacity=5))
    person = registered(page, "anna@kommune.example").participants.get()
    address = screen("ticket", person.code)
    login = Client().get(address)
    assert "/login/" in login["Location"]
    assert address in login["Location"]
    client = staff(page, *EDIT)
    assert "Anna 1" in shown(client.get(address))
    assert client.get(screen("ticket", person.code.lower())).status_code == 200
    person.refresh_from_db()
    assert person.checked_in_at is None

    answer = press(client, page, person, next=address)
    assert answer.redirect_chain == [(address, 302)]
    assert "personen er mødt" in said(answer)
    person.refresh_from_db()
    first = person.checked_in_at
    assert first is not None
    again = press(client, page, person, next=address)
    assert "allerede noteret" in said(again)
    assert "Allerede noteret: mødt" in shown(again)
    person.refresh_from_db()
    assert person.checked_in_at == first
    press(client, page, person, "undo")
    person.refresh_from_db()
    assert person.checked_in_at is None
    # The page's history says who stood at the door, and names nobody else.
    noted = [row for row in get_logs_for(page) if "check_in" in row.action]
    assert [row.action for row in noted] == [door.CAME_NOT, door.CAME]
    assert {row.user.get_username() for row in noted} == {"arrangoer"}
    assert noted[0].data == {"registration": person.registration_id}


def test_the_button_leads_to_no_other_site(event: EventMaker) -> None:
    page = event(**opened())
    person = registered(page, "anna@kommune.example").participants.get()
    client = staff(page, *EDIT)
    for foreign in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        answer = press(client, page, person, next=foreign)
        assert answer.redirect_chain[0][0] == screen("door", page.pk), foreign


def test_the_list_at_the_door_counts_and_finds(event: EventMaker) -> None:
    page = event(**opened(capacity=2))
    anna = registered(page, "anna@kommune.example", organisation="Ærø Kommune").participants.get()
    registered(page, BO)
    registered(page, "venter@kommune.example")
    client = staff(page, *EDIT)
    press(client, page, anna)
    text = shown(client.get(screen("door", page.pk)))
    assert "1 af 2 er mødt" in text
    assert "Venter 1" not in text
    found = shown(client.get(f"{screen('door', page.pk)}?q=ÆRØ"))
    assert "Anna 1" in found
    assert "Bo 1" not in found
    assert "hedder sådan" in shown(client.get(f"{screen('door', page.pk)}?q=ingen"))
    # What Wagtail's script puts in its place while somebody types.
    typed = client.get(f"{screen('door_found', page.pk)}?q=ÆRØ")
    part = BeautifulSoup(typed.content, "html.parser")
    assert "Anna 1" in part.get_text()
    assert "Bo 1" not in part.get_text()
    assert not part.select("main, html")
    back = part.select_one("input[name=next]")
    assert back is not None
    assert str(back["value"]).startswith(f"{screen('door', page.pk)}?q=")
    assert Client().get(screen("door_found", page.pk)).status_code == 302


def test_nobody_without_a_seat_is_checked_in(event: EventMaker) -> None:
    page = event(**opened(capacity=1))
    registered(page, "anna@kommune.example")
    waits = registered(page, BO).participants.get()
    client = staff(page, *EDIT)
    assert "ingen plads" in said(press(client, page, waits))
    ticket = client.get(screen("ticket", waits.code))
    assert "Ingen plads: På venteliste" in shown(ticket)
    assert "Mødt" not in [
        button.text for button in BeautifulSoup(ticket.content, "html.parser").select("main button")
    ]
    waits.refresh_from_db()
    assert waits.checked_in_at is None
    assert door.check_in(event_id=page.pk, person_id=10**9, user=None) is None


def test_whoever_comes_has_taken_the_offered_seat(event: EventMaker) -> None:
    page = event(**opened(capacity=1))
    first = registered(page, "anna@kommune.example")
    second = registered(page, BO).participants.get()
    own.cancel(first)
    assert states(page)[1] == ("Bo 1", "OFFERED")
    assert door.check_in(event_id=page.pk, person_id=second.pk, user=None) is Arrival.CAME
    second.refresh_from_db()
    assert states(page)[1] == ("Bo 1", "CONFIRMED")
    assert second.offer_expires_at is None


def test_the_own_page_has_a_ticket_for_each_person_with_a_seat(event: EventMaker) -> None:
    page = event(**opened(capacity=1))
    registration = registered(page, "anna@kommune.example", persons=2)
    seated, waits = registration.participants.order_by("pk")
    answer = Client().get(link_in(mails(letters.RECEIPT)[0]))
    html = answer.content.decode()
    assert seated.code in html
    assert waits.code not in html
    drawing = BeautifulSoup(html, "html.parser").select_one("#tickets ~ ul svg")
    assert drawing is not None
    assert "style" not in str(drawing)
    mail = mails(letters.RECEIPT)[0]
    assert seated.code not in mail.text + mail.html
    assert "billet med QR-kode" in mail.text
    # Nobody stands at a door of a meeting that is online only.
    type(page).objects.filter(pk=page.pk).update(location_type="online")
    assert "#tickets" not in Client().get(link_in(mail)).content.decode()
    assert seated.code not in Client().get(link_in(mail)).content.decode()


def test_a_qr_code_holds_the_whole_address(event: EventMaker) -> None:
    page = event(**opened())
    person = registered(page, "anna@kommune.example").participants.get()
    address = tickets.ticket_url(event=page, code=person.code)
    assert address.startswith("http")
    assert address.endswith(screen("ticket", person.code))
    # No code has a small letter.
    assert tickets.qr_code(address) != tickets.qr_code(address[:-2] + "x/")


def test_badges_hold_names_in_danish_and_very_long_ones(event: EventMaker) -> None:
    page = event(**opened(capacity=20, quotas=[{"name": "Medlem", "seats": 20}]))
    registered(page, "aase@kommune.example", persons=9, group="Medlem", organisation="Ærø & Ø")
    name = "Anne-Marie " + "Ærlighedsenevoldsen" * 4
    Participant.objects.filter(name="Aase 1").update(name=name)
    html = staff(page, *EDIT).get(screen("badges", page.pk)).content.decode()
    soup = BeautifulSoup(html, "html.parser")
    assert [len(sheet.select(".badge")) for sheet in soup.select(".sheet")] == [8, 1]
    assert "is-very-long" in str(soup.find(string=name).parent)  # type: ignore[union-attr]
    assert "Ærø & Ø" in soup.get_text()
    assert "Medlem" in soup.get_text()
    assert "<script" not in html
    assert " style=" not in html


def test_the_list_of_voters_has_one_line_for_each_member(event: EventMaker) -> None:
    page = event(**opened(capacity=9, has_assembly=True, assembly_votes=1))
    registered(page, "anna@kommune.example", organisation="Ærø Kommune", votes=True)
    registered(page, BO, organisation="ærø  kommune")
    registered(page, "carl@kommune.example", organisation="Bolbro Kommune")
    client = staff(page, *EDIT)
    soup = BeautifulSoup(client.get(screen("members", page.pk)).content, "html.parser")
    rows = [
        [cell.get_text(strip=True) for cell in row.select("th, td")][:3]
        for row in soup.select("tbody tr")
    ]
    assert sorted(rows) == [["Bolbro Kommune", "Ingen endnu", "0"], ["Ærø Kommune", "Anna 1", "1"]]
    assert "1 stemme til hvert medlem" in soup.get_text()
    assert "1 stemme er tilmeldt" in soup.get_text()
    other = event(slug="uden", **opened())
    assert staff(other, *EDIT, name="x").get(screen("members", other.pk)).status_code == 404
