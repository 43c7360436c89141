"""The organiser's notice, the figures, and what waits for the organiser."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from wagtail.models import PageLogEntry

from os2site.models import Organisation
from os2site_events.forms.organising import new_mark
from os2site_events.models import Participant, Registration
from os2site_events.services.registration import announcing, data, letters, own
from os2site_events.services.registration.statistics import statistics
from tests.os2site_events.conftest import EventMaker
from tests.os2site_events.organisers import EDIT, said, screen, shown, staff
from tests.os2site_events.registering import mails, opened, registered

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

BO = "bo@kommune.example"


def write(client: Client, event: Any, **values: Any) -> Any:
    """Send the form of a notice."""
    answers = {
        "audience": "plads",
        "subject": "Husk kantinen",
        "text": "Første afsnit.\n\nAndet <b>afsnit</b>.",
        "mark": new_mark(),
        **values,
    }
    return client.post(screen("notice", event.pk), answers, follow=True)


def test_a_notice_is_looked_at_before_it_is_sent_once(event: EventMaker) -> None:
    page = event(**opened(capacity=2))
    registered(page, "anna@kommune.example", persons=2)
    registered(page, BO)
    client = staff(page, *EDIT)
    mark = new_mark()
    preview = write(client, page, mark=mark)
    assert "Dem med plads : 1 mail" in shown(preview).replace("plads:", "plads :")
    assert "Send 1 mail" in shown(preview)
    assert "<b>" not in shown(preview).replace("<b>afsnit</b>", "")
    assert "<b>afsnit" not in preview.content.decode()
    assert mails(letters.NOTICE) == []
    assert "Husk kantinen" in write(client, page, mark=mark, edit="1").content.decode()
    assert mails(letters.NOTICE) == []

    assert "på vej til 1" in said(write(client, page, mark=mark, send="1"))
    assert "allerede sendt" in said(write(client, page, mark=mark, send="1"))
    (mail,) = mails(letters.NOTICE)
    assert (mail.to, mail.subject) == ("anna@kommune.example", "Husk kantinen")
    assert "<b>" not in mail.html
    assert "tilmelding/min/" in mail.text
    entry = PageLogEntry.objects.get(action=announcing.SENT)
    assert entry.data["recipients"] == 1
    assert "anna" not in str(entry.data).lower()
    assert "Husk kantinen (1 mail, arrangoer)" in shown(client.get(screen("notice", page.pk)))


def test_a_notice_goes_to_those_who_were_chosen(event: EventMaker) -> None:
    page = event(**opened(capacity=1))
    registered(page, "anna@kommune.example")
    waits = registered(page, BO)
    own.cancel(registered(page, "ude@kommune.example"))
    client = staff(page, *EDIT)
    write(client, page, audience="venteliste", send="1")
    assert [mail.to for mail in mails(letters.NOTICE)] == [waits.email]
    write(client, page, audience="alle", send="1")
    assert len(mails(letters.NOTICE)) == 3
    own.cancel(waits)
    assert "intet bliver sendt" in said(write(client, page, audience="venteliste", send="1"))
    assert len(mails(letters.NOTICE)) == 3


@pytest.mark.parametrize(
    "bad",
    [
        {"subject": ""},
        {"text": ""},
        {"audience": "hele verden"},
        {"mark": "kort"},
        {"text": "x" * 5001},
    ],
)
def test_a_bad_notice_is_sent_to_nobody(event: EventMaker, bad: dict[str, str]) -> None:
    page = event(**opened())
    registered(page, "anna@kommune.example")
    answer = write(staff(page, *EDIT), page, send="1", **bad)
    assert answer.status_code == 422
    assert mails(letters.NOTICE) == []


def test_line_breaks_in_a_subject_start_no_header(event: EventMaker) -> None:
    page = event(**opened())
    registered(page, "anna@kommune.example")
    write(staff(page, *EDIT), page, send="1", subject="Hej\r\nBcc: ond@evil.example")
    for mail in mails(letters.NOTICE):
        assert "\n" not in mail.subject
        assert "Bcc" not in mail.headers


def test_figures_by_group_and_kind_and_the_share_that_stayed_away(event: EventMaker) -> None:
    quotas = [{"name": "Medlem", "seats": 5}, {"name": "Gæst", "seats": 5}]
    page = event(**opened(capacity=4, quotas=quotas))
    Organisation.objects.create(slug="aeroe", name="Ærø Kommune", type="kommune")
    registered(page, "anna@kommune.example", persons=3, group="Medlem", organisation="ærø kommune")
    registered(page, BO, group="Gæst", organisation="Ukendt ApS")
    now = timezone.now()
    Participant.objects.filter(name__in=["Anna 1", "Anna 2", "Bo 1"]).update(checked_in_at=now)
    assert statistics(event=page).absent_share is None
    type(page).objects.filter(pk=page.pk).update(
        starts_at=now - datetime.timedelta(hours=9), ends_at=now - datetime.timedelta(hours=1)
    )
    page.refresh_from_db()
    found = statistics(event=page)
    assert (found.seats, found.came, found.absent_share) == (4, 3, 25)
    assert [(part.label, part.seats, part.came) for part in found.by_group] == [
        ("Gæst", 1, 1),
        ("Medlem", 3, 2),
    ]
    assert [(part.label, part.seats, part.came) for part in found.by_type] == [
        ("Kommune", 3, 2),
        ("Ikke i registret", 1, 1),
    ]
    assert "25 %" in shown(staff(page, *EDIT).get(screen("figures", page.pk)))


def test_figures_outlive_the_registrations(event: EventMaker) -> None:
    page = event(**opened(quotas=[{"name": "Medlem", "seats": 5}]))
    registered(page, "anna@kommune.example", group="Medlem")
    Participant.objects.update(checked_in_at=timezone.now())
    past = timezone.now() - datetime.timedelta(days=61)
    type(page).objects.filter(pk=page.pk).update(
        starts_at=past - datetime.timedelta(hours=3), ends_at=past
    )
    data.RegistrationHandler().purge(now=timezone.now())
    assert not Registration.objects.exists()
    text = shown(staff(page, *EDIT).get(screen("figures", page.pk)))
    assert "Tilmeldingerne er slettet" in text
    assert "Mødt 1" in text
    assert "Medlem 1 1" in text
    assert "Ikke i registret 1 1" in text


def panel(client: Client) -> str:
    """What the start page says of registrations that wait."""
    soup = BeautifulSoup(client.get("/admin/").content, "html.parser")
    found = soup.select_one("#os2site-registrations-section")
    return found.get_text(" ", strip=True) if found else ""


def test_the_start_page_tells_what_waits_to_those_who_may_answer(event: EventMaker) -> None:
    page = event(**opened(needs_approval=True))
    other = event(slug="anden", **opened())
    assert panel(staff(page, *EDIT, name="tom")) == ""
    registered(page, "anna@kommune.example", persons=2)
    text = panel(staff(page, *EDIT))
    assert "Temadag om åbne data : 2 personer" in text
    assert panel(staff(other, *EDIT, name="anden")) == ""
