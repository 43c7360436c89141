"""A member's contact: invited by mail, reads what is for members, and loses it with membership."""

from __future__ import annotations

import datetime
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from os2site import personal_data
from os2site.contrib.members import mail
from os2site.contrib.members.enums import EndReason, Relation
from os2site.contrib.members.models import MemberAccess
from os2site.contrib.members.services import access as accesses
from os2site.due_work import run_all
from os2site.mail import outbox
from os2site.models import Document, OutgoingMail
from os2site.page_types import get_page_model
from tests.factories.members import member
from tests.fixtures.mail import MailServer

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ADDRESS = "kontakt@korsbaek.example"
PASSWORD = "et-godt-langt-kodeord"


def document(title: str = "Takstblad for medlemmer", **values: Any) -> Document:
    values = {"url": "https://example.org/takst.pdf", "access": "medlemmer", **values}
    return Document.objects.create(title=title, type="takstblad", state="godkendt", **values)


def area_of(page: Any) -> str:
    return f"{page.get_parent().url}omraade/"


def text(response: Any) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def link_in(message: Any) -> str:
    """Path of the link to a password, as a mail's text has it."""
    body = message.get_body(("plain",)).get_content() if hasattr(message, "get_body") else message
    found = re.search(r"https?://\S+/adgang/\S+", body)
    assert found is not None, body
    return urlsplit(found[0]).path


def reader(page: Any, **values: Any) -> Client:
    """A browser that is logged in as the contact of a member."""
    access = accesses.give(page=page, email=ADDRESS, **values)
    browser = Client()
    browser.force_login(access.user)
    return browser


def test_contact_is_invited_chooses_a_password_and_reads(
    client: Client, mail_server: MailServer
) -> None:
    page, paper = member("Korsbæk Kommune"), document()
    area = area_of(page)
    client.force_login(User.objects.create_superuser("redaktoer"))
    add = reverse("wagtailsnippets_os2site_members_memberaccess:add")
    assert "Mailadresse" in text(client.get(add))
    answer = client.post(add, {"page": page.pk, "email": ADDRESS, "role": "Kontaktperson"})
    assert answer.status_code == 302, text(answer)
    client.logout()
    outbox.run_due()
    [message] = mail_server.messages
    assert message["To"] == ADDRESS
    assert "Korsbæk Kommune" in message["Subject"]

    link = link_in(message)
    scanner = Client()
    for __ in range(2):  # A mail scanner opens links; that uses nothing up.
        assert scanner.get(link, follow=True).status_code == 200
    form = client.get(link, follow=True)
    assert "Vælg en adgangskode" in text(form)
    own = form.request["PATH_INFO"]
    short = client.post(own, {"new_password1": "kort", "new_password2": "kort"})
    assert "form-error" in short.content.decode()
    saved = client.post(own, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert (saved.status_code, saved["Location"]) == (302, area)

    asked = client.get(area)
    assert asked.status_code == 302
    login = asked["Location"]
    assert "Har du glemt din adgangskode?" in text(client.get(login))
    entered = client.post(login, {"username": ADDRESS, "password": PASSWORD, "next": area})
    assert (entered.status_code, entered["Location"]) == (302, area)
    shown = client.get(area)
    assert paper.title in text(shown)
    assert "Korsbæk Kommune, Kontaktperson" in text(shown).replace(" ,", ",")
    assert "no-store" in shown["Cache-Control"]

    used = Client().get(link, follow=True)
    assert "Linket er brugt" in text(used)
    client.post(f"{area}log-ud/")
    assert client.get(area).status_code == 302


@pytest.mark.parametrize("how", ["user", "unpublish", "delete", "close"])
def test_access_ends_at_once_with_the_membership(how: str) -> None:
    page = member("Korsbæk Kommune")
    document()
    area, browser = area_of(page), reader(page)
    assert browser.get(area).status_code == 200
    if how == "user":
        page.relation, page.member = Relation.USER, False
        page.save()
    elif how == "unpublish":
        page.unpublish()
    elif how == "delete":
        page.delete()
    else:
        accesses.close(access=MemberAccess.objects.get())
    refused = browser.get(area)
    assert refused.status_code == 403
    assert "Takstblad" not in text(refused)
    reasons = list(MemberAccess.objects.values_list("end_reason", flat=True))
    expected = EndReason.CLOSED if how == "close" else EndReason.MEMBERSHIP
    assert reasons == ([] if how == "delete" else [expected])


def test_a_draft_that_ends_the_membership_ends_no_access() -> None:
    page = member()
    browser = reader(page)
    page.relation, page.member = Relation.USER, False
    page.save_revision()
    assert browser.get(area_of(page)).status_code == 200


def test_contact_of_two_members_reads_until_both_are_gone() -> None:
    first, second = member("Korsbæk Kommune"), member("Klitkøbing Kommune")
    browser = reader(first)
    accesses.give(page=second, email=ADDRESS.upper())
    assert User.objects.count() == 1
    first.unpublish()
    assert browser.get(area_of(second)).status_code == 200
    second.unpublish()
    assert browser.get(area_of(second)).status_code == 403


def test_an_account_alone_opens_nothing(client: Client) -> None:
    page = member()
    document()
    client.force_login(User.objects.create_user("nogen"))
    refused = client.get(area_of(page))
    assert refused.status_code == 403
    assert "Takstblad" not in text(refused)
    assert "læser ikke" in text(refused)


def test_area_lists_closed_pages_that_are_open_to_the_contact_and_no_others() -> None:
    page = member()
    home = page.get_parent().get_parent()
    for title, group in (("Medlemssider", "Medlemmer"), ("Bestyrelsens sider", "Bestyrelse")):
        closed = home.add_child(instance=get_page_model("page")(title=title))
        restriction = PageViewRestriction.objects.create(page=closed, restriction_type="groups")
        restriction.groups.add(Group.objects.get_or_create(name=group)[0])
    shown = text(reader(page).get(area_of(page)))
    assert "Medlemssider" in shown
    assert "Bestyrelsens sider" not in shown


def test_drafts_of_documents_and_those_of_closed_pages_are_not_listed() -> None:
    page = member()
    draft = document("Kladde til takstblad")
    Document.objects.filter(pk=draft.pk).update(state="kladde")
    document("Bestyrelsens bilag", page=page.get_parent().get_parent(), access="medlemmer")
    restriction = PageViewRestriction.objects.create(
        page=page.get_parent().get_parent(), restriction_type="groups"
    )
    restriction.groups.add(
        Group.objects.create(name="Bestyrelse"), Group.objects.get(name="Medlemmer")
    )
    browser = reader(page)
    assert "Bestyrelsens bilag" in text(browser.get(area_of(page)))
    assert "Kladde" not in text(browser.get(area_of(page)))


def test_queries_of_the_area_do_not_grow() -> None:
    page = member()
    browser = reader(page)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(area_of(page)).status_code == 200
        return len(queries)

    document(page=page)
    count()
    one = count()
    for number in range(30):
        document(f"Referat {number}", page=page)
        accesses.give(page=member(f"Kommune {number}"), email=ADDRESS)
    assert count() == one


def test_forgotten_password_answers_the_same_for_everybody(client: Client) -> None:
    page = member()
    accesses.give(page=page, email=ADDRESS)
    address = f"{page.get_parent().url}glemt-adgangskode/"
    known = client.post(address, {"email": ADDRESS.upper()})
    unknown = client.post(address, {"email": "fremmed@example.org"})
    assert known.status_code == unknown.status_code == 200
    assert text(known) == text(unknown)
    assert [row.to for row in OutgoingMail.objects.all()] == [ADDRESS]
    for __ in range(5):
        client.post(address, {"email": ADDRESS})
    assert OutgoingMail.objects.count() == mail.FORGOTTEN_AN_HOUR
    assert client.post(address, {"email": "ikke en adresse"}).status_code == 400
    link = link_in(OutgoingMail.objects.first().text)  # type: ignore[union-attr]
    assert "Vælg en adgangskode" in text(client.get(link, follow=True))


def test_forgotten_password_is_for_readers_only(client: Client) -> None:
    """Who has no access, an administrator for one, gets no link by this way."""
    page = member()
    User.objects.create_superuser("chef", "chef@example.org")
    client.post(f"{page.get_parent().url}glemt-adgangskode/", {"email": "chef@example.org"})
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("link", ["adgang/MQ/forkert-token/", "adgang/ugyldig/x/"])
def test_a_guessed_link_changes_nothing(client: Client, link: str) -> None:
    page = member()
    accesses.give(page=page, email=ADDRESS)
    response = client.get(f"{page.get_parent().url}{link}", follow=True)
    assert response.status_code == 200
    assert "Linket er brugt" in text(response)


def test_staff_are_told_why_an_access_can_not_be_given(client: Client) -> None:
    user_only = member(relation=Relation.USER, member=False, joined=None)
    client.force_login(User.objects.create_superuser("redaktoer"))
    add = reverse("wagtailsnippets_os2site_members_memberaccess:add")
    answer = client.post(add, {"page": user_only.pk, "email": ADDRESS, "role": ""})
    assert answer.status_code == 200
    assert "Siden er ikke et nuværende medlems" in text(answer)
    assert not User.objects.filter(email=ADDRESS).exists()
    for name in ("a", "b"):
        User.objects.create_user(name, ADDRESS)
    answer = client.post(add, {"page": member("Ny").pk, "email": ADDRESS, "role": ""})
    assert "Flere konti har denne adresse" in text(answer)
    assert not OutgoingMail.objects.exists()


def test_staff_close_and_repeat_by_button_only_with_permission(client: Client) -> None:
    access = accesses.give(page=member(), email=ADDRESS)
    urls = [reverse(f"os2site_members_{verb}", args=[access.pk]) for verb in ("invite", "close")]
    client.force_login(User.objects.create_user("nogen"))
    for url in urls:
        client.post(url)
    access.refresh_from_db()
    assert access.is_open
    assert not OutgoingMail.objects.exists()
    client.force_login(User.objects.create_superuser("redaktoer"))
    inspect = reverse("wagtailsnippets_os2site_members_memberaccess:inspect", args=[access.pk])
    assert "Luk adgangen" in text(client.get(inspect))
    assert "Adgang for medlemmer" in client.get(reverse("wagtailadmin_home")).content.decode()
    for url in urls:
        assert client.get(url).status_code == 405
        assert client.post(url).status_code == 302
    access.refresh_from_db()
    assert not access.is_open
    assert OutgoingMail.objects.count() == 1


def test_past_accesses_and_their_accounts_are_deleted() -> None:
    page = member()
    staff = User.objects.create_user("ansat", "ansat@example.org", is_staff=True)
    for address in (ADDRESS, staff.email):
        accesses.close(access=accesses.give(page=page, email=address))
    run_all()
    assert MemberAccess.objects.count() == 2
    MemberAccess.objects.update(
        ended_at=timezone.now() - datetime.timedelta(days=accesses.KEPT_DAYS + 1)
    )
    run_all()
    assert not MemberAccess.objects.exists()
    assert list(User.objects.all()) == [staff]


def test_moderators_give_access_and_editors_do_not(client: Client) -> None:
    add = reverse("wagtailsnippets_os2site_members_memberaccess:add")
    for group, status in (("Moderators", 200), ("Editors", 302)):
        user = User.objects.create_user(group.lower())
        user.groups.add(Group.objects.get(name=group))
        client.force_login(user)
        assert client.get(add).status_code == status


def test_what_is_stored_of_a_contact_is_handed_over_and_deleted() -> None:
    accesses.give(page=member("Korsbæk Kommune"), email=ADDRESS, role="Kontaktperson")
    [found] = [item for item in personal_data.find(email=ADDRESS.upper()) if item.records]
    assert found.records[0].data["member"] == "Korsbæk Kommune"
    assert found.records[0].data["email"] == ADDRESS
    assert personal_data.delete(email=ADDRESS.upper()) == personal_data.Deleted(1, [])
    assert not User.objects.exists()
