"""What is stored of a person is found, handed over and deleted, by those who may, and noted."""

from __future__ import annotations

import datetime
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from os2site import personal_data
from os2site.mail import outbox
from os2site.mail.letters import Letter, Paragraph
from os2site.models import MailState, OutgoingMail, PersonalDataAccess
from os2site.personal_data import PersonalRecord
from os2site.plugins import registry

pytestmark = pytest.mark.django_db

URL = "/admin/os2site/personal-data/"
EMAIL = "anne@kommune.example"


class Notes:
    """A plugin's handler with notes about persons."""

    name = "notater"

    def __init__(self, *, fails: bool = False) -> None:
        self.stored = {EMAIL: ["<b>Allergisk</b>"], "bo@kommune.example": ["Andet"]}
        self.fails = fails

    def purge(self, *, now: Any) -> int:
        return 0

    def find(self, *, email: str) -> list[PersonalRecord]:
        if self.fails:
            raise RuntimeError(email)
        return [PersonalRecord("Notat", data={"text": text}) for text in self.stored.get(email, [])]

    def delete(self, *, email: str) -> int:
        if self.fails:
            raise RuntimeError(email)
        return len(self.stored.pop(email, []))


@pytest.fixture
def notes(monkeypatch: pytest.MonkeyPatch) -> Notes:
    handler = Notes()
    contribute(monkeypatch, handler)
    return handler


def contribute(monkeypatch: pytest.MonkeyPatch, *handlers: Notes) -> None:
    known = registry.contributions

    def contributed(kind: str, **values: Any) -> Iterator[tuple[Any, Any]]:
        if kind != "personal_data_handlers":
            return known(kind, **values)
        plugin = registry.installed()[0]
        return ((plugin, handler) for handler in handlers)

    monkeypatch.setattr(registry, "contributions", contributed)


@pytest.fixture
def staff() -> Client:
    group = Group.objects.create(name="Sekretariat")
    codenames = ["access_admin", "personal_data"]
    group.permissions.set(Permission.objects.filter(codename__in=codenames))
    user = get_user_model().objects.create_user("sekretær", "s@os2.example", "pw")
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


def mail(to: str = EMAIL, **values: Any) -> OutgoingMail:
    return outbox.post(Letter("prøve", to, "Tak", [Paragraph("Personlig tekst")], **values))


def test_staff_look_up_download_and_delete(staff: Client, notes: Notes) -> None:
    mail(EMAIL.upper())
    mail("leverandør@firma.example".replace("ø", "oe"), reply_to=EMAIL)
    other = mail("bo@kommune.example")

    shown = staff.post(URL, {"email": EMAIL}).content.decode()
    assert "3 poster om anne@kommune.example" in shown
    assert "&lt;b&gt;Allergisk" in shown
    assert "Personlig tekst" in shown

    file = staff.post(URL, {"email": EMAIL, "action": "download"})
    assert file["Content-Disposition"] == 'attachment; filename="persondata.json"'
    parts = {part["name"]: part["records"] for part in json.loads(file.content)["parts"]}
    assert parts["notater"][0]["data"] == {"text": "<b>Allergisk</b>"}
    assert len(parts["mails"]) == 2

    asked = staff.post(URL, {"email": EMAIL, "action": "ask"}).content.decode()
    assert "Ja, slet" in asked
    assert EMAIL in notes.stored
    staff.post(URL, {"email": EMAIL, "action": "delete"})
    assert set(notes.stored) == {"bo@kommune.example"}
    assert "0 poster" in staff.post(URL, {"email": EMAIL}).content.decode()
    assert outbox.drain().sent == 1  # Only the other's mail is left to send.
    other.refresh_from_db()
    assert other.state == MailState.SENT

    uses = list(PersonalDataAccess.objects.order_by("pk").values_list("action", "records"))
    assert uses == [("set", 3), ("hentet", 3), ("slettet", 3), ("set", 0)]
    assert "Slettet" in staff.get(URL).content.decode()


def test_the_address_is_in_no_log_and_no_use(
    staff: Client, monkeypatch: Any, caplog: pytest.LogCaptureFixture
) -> None:
    contribute(monkeypatch, Notes(fails=True))
    mail()
    with caplog.at_level(logging.DEBUG):
        shown = staff.post(URL, {"email": EMAIL})
        staff.post(URL, {"email": EMAIL, "action": "delete"})
    assert EMAIL not in caplog.text
    assert "kunne ikke læses" in shown.content.decode()
    # What failed is told and stops no other.
    assert "notater" in staff.get(URL).content.decode()
    assert not OutgoingMail.objects.filter(to=EMAIL).exists()
    assert not [use for use in PersonalDataAccess.objects.values_list() if EMAIL in str(use)]


def test_it_needs_the_permission_and_the_form(staff: Client, notes: Notes) -> None:
    group = Group.objects.create(name="Redaktører uden")
    group.permissions.set(Permission.objects.exclude(codename="personal_data"))
    user = get_user_model().objects.create_user("redaktør", "r@os2.example", "pw")
    user.groups.add(group)
    other = Client()
    other.force_login(user)
    assert other.post(URL, {"email": EMAIL, "action": "delete"}).status_code == 302
    assert Client().get(URL).status_code == 302
    assert URL not in other.get("/admin/").content.decode()
    assert EMAIL in notes.stored
    assert URL in staff.get("/admin/").content.decode()
    assert "Persondata" in staff.get("/admin/").content.decode()
    # The address never stands in a web address.
    assert EMAIL not in staff.get(URL, {"email": EMAIL}).content.decode()
    assert not PersonalDataAccess.objects.exists()
    for bad in ("", "anne", "x" * 400 + "@a.example", "\x00"):
        assert staff.post(URL, {"email": bad, "action": "delete"}).status_code == 200
    assert not PersonalDataAccess.objects.exists()


def test_handlers_are_asked_one_by_one(notes: Notes) -> None:
    found = personal_data.find(email="bo@kommune.example")
    assert [(part.name, len(part.records)) for part in found] == [("notater", 1), ("mails", 0)]


def test_a_plugins_handler_finds_purges_and_deletes() -> None:
    from ordbog.models import Proposal

    Proposal.objects.create(term="Fællesskab", email=EMAIL.upper())
    old = timezone.now() - datetime.timedelta(days=91)
    Proposal.objects.create(term="Gammelt", email=EMAIL, created_at=old)
    with override("da"):
        assert dict(personal_data.purges())["forslag"]() == 1
        found = {part.name: part.records for part in personal_data.find(email=EMAIL)}
        assert [record.title for record in found["forslag"]] == ["Fællesskab"]
    assert personal_data.delete(email=EMAIL).records == 1
    assert not Proposal.objects.exists()
