"""Organisations apply and confirm by mail; staff move the application on until it is deleted."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Locale

from os2site.contrib.applications.enums import ApplicationKind, ApplicationState
from os2site.contrib.applications.models import Application
from os2site.contrib.applications.pages.models import ApplicationPage
from os2site.contrib.applications.services import applications
from os2site.contrib.applications.services.stored_data import ApplicationHandler
from os2site.contrib.content.pages.models import StandardPage
from os2site.mail import outbox
from os2site.models import OutgoingMail, SearchEntry
from tests.fixtures.forms import protection
from tests.fixtures.mail import MailServer
from tests.fixtures.site import TwoLanguageSite

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

APPLICANT = "it@kommune.example"
NOTIFIED = "sekretariat@os2.example"
INDEX = "/admin/snippets/os2site_applications/application/"
ANSWERS = {
    "organisation": "Æblerup <b>Kommune</b>",
    "role": "Digitaliseringschef",
    "email": APPLICANT,
    "message": "Vi vil gerne være med\r\nBcc: alle@os2.example",
    "consent": "on",
}


@pytest.fixture
def above(two_languages: TwoLanguageSite) -> StandardPage:
    page = StandardPage(title="Bliv medlem", locale=Locale.get_default())
    return two_languages.home.add_child(instance=page)


def form_below(above: Any, **values: Any) -> ApplicationPage:
    values = {"title": "Ansøg om medlemskab", "notify_email": NOTIFIED, **values}
    page = ApplicationPage(locale=above.locale, **values)
    above.refresh_from_db()
    return above.add_child(instance=page)


@pytest.fixture
def page(above: StandardPage) -> ApplicationPage:
    return form_below(above)


def send(page: Any, **data: Any) -> Any:
    cache.clear()
    proof = protection(applications.PURPOSE, proven=False)
    return Client().post(page.url, {**ANSWERS, **proof, **data})


def confirm_link() -> str:
    mail = OutgoingMail.objects.filter(kind="application-confirm").latest("pk")
    found = re.search(r"https?://[^/]+(/\S+/bekraeft/\S+)", mail.text)
    assert found is not None
    return found[1]


def main(response: Any) -> str:
    return BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)


def test_an_application_is_confirmed_by_mail_and_reaches_the_secretariat(
    page: Any, mail_server: MailServer
) -> None:
    response = send(page)
    assert response["Location"] == f"{page.url}bekraeft/"
    assert "Se i din indbakke" in main(Client().get(response["Location"]))
    application = Application.objects.get()
    assert application.state == ApplicationState.RECEIVED
    link = confirm_link()
    assert "Send ansøgningen" in main(Client().get(link))
    application.refresh_from_db()
    assert application.confirmed_at is None
    for __ in range(2):
        assert "Vi har jeres ansøgning" in main(Client().post(link))
    assert "Vi har jeres ansøgning" in main(Client().get(link))
    application.refresh_from_db()
    assert application.state == ApplicationState.CONFIRMED
    assert application.delete_on == timezone.localdate() + datetime.timedelta(days=365)
    assert [step.state for step in application.steps.all()] == ["modtaget", "bekraeftet"]

    outbox.run_due()
    assert mail_server.recipients == [APPLICANT, APPLICANT, NOTIFIED]
    to_applicant, receipt, notice = mail_server.messages
    for message in (to_applicant, receipt):
        text = message.get_body(("plain",)).get_content() + str(message["Subject"])
        for word in ("Æblerup", "Digitaliseringschef", "være med", NOTIFIED):
            assert word not in text
    assert notice["Reply-To"] == APPLICANT
    assert notice["Bcc"] is None
    assert "Æblerup &lt;b&gt;" in notice.get_body(("html",)).get_content()


def test_links_are_for_one_page_and_time(page: Any, above: Any, monkeypatch: Any) -> None:
    send(page)
    link = confirm_link()
    other = form_below(above, title="Anden", slug="anden")
    assert Client().post(link.replace(page.url, other.url)).status_code == 404
    monkeypatch.setattr(applications, "LINK_AGE", datetime.timedelta(seconds=-1))
    assert Client().post(link).status_code == 410
    assert Application.objects.get().confirmed_at is None


def test_a_double_click_is_one_application(page: Any) -> None:
    once = protection(applications.PURPOSE)
    send(page, **once)
    send(page, **once)
    assert Application.objects.count() == OutgoingMail.objects.count() == 1


def test_nobodys_mailbox_is_filled(page: Any) -> None:
    for __ in range(applications.DAILY_LIMIT):
        assert send(page).status_code == 302
    assert "for mange ansøgninger" in main(send(page, email=APPLICANT.upper()))
    assert Application.objects.count() == applications.DAILY_LIMIT


def test_errors_lose_nothing(page: Any) -> None:
    response = send(page, role="", email="it@")
    html = BeautifulSoup(response.content, "html.parser")
    assert [link["href"] for link in html.select("#form-errors a")] == ["#id_role", "#id_email"]
    assert html.select_one("#id_organisation")["value"] == ANSWERS["organisation"]
    assert not Application.objects.exists()


def test_only_suppliers_are_asked_for_a_website(above: Any, page: Any) -> None:
    supplier = form_below(above, title="Bliv leverandør", slug="lev", kind=ApplicationKind.SUPPLIER)
    assert b'name="website"' not in Client().get(page.url).content
    assert b'name="website"' in Client().get(supplier.url).content
    assert send(supplier, website="javascript:alert(1)").status_code == 200
    assert send(supplier, website="firma.example").status_code == 302
    application = Application.objects.get()
    assert (application.kind, application.website) == ("leverandoer", "https://firma.example")


def test_the_form_is_kept_by_nobody_and_needs_a_token(page: Any) -> None:
    response = Client().get(page.url)
    assert "no-store" in response["Cache-Control"]
    assert NOTIFIED not in response.content.decode()
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(page.url, ANSWERS).status_code == 403


def test_the_page_above_shows_a_button_to_a_public_form(above: Any, page: Any) -> None:
    def buttons() -> list[str]:
        html = BeautifulSoup(Client().get(above.url).content, "html.parser")
        return [link["href"] for link in html.select("article a.button")]

    assert buttons() == [page.url]
    page.unpublish()
    assert buttons() == []
    assert send(page).status_code == 404


def test_the_form_is_found_by_what_people_look_for(page: Any) -> None:
    entry = SearchEntry.objects.get(page_id=page.pk)
    assert (entry.type, entry.slug) == ("page", f"bliv-medlem-{page.slug}")
    assert (entry.url, entry.card["meta"]) == (page.url, "Bliv medlem")
    assert "indmeldelse" in entry.keywords
    page.unpublish()
    assert not SearchEntry.objects.filter(page_id=page.pk).exists()


def test_staff_move_it_on_and_each_step_is_noted(page: Any, admin_client: Client) -> None:
    send(page)
    Client().post(confirm_link())
    application = Application.objects.get()
    edit = f"{INDEX}edit/{application.pk}/"
    assert "Bekræftet pr. mail" in admin_client.get(INDEX).content.decode()
    for state in ("under-behandling", "aftale", "godkendt", "godkendt"):
        response = admin_client.post(
            edit, {"state": state, "note": "Ringet", "organisation": "Ændret", "email": "x@y.dk"}
        )
        assert response.status_code == 302, main(response)
    application.refresh_from_db()
    # What the applicant wrote is not staff's to change.
    assert (application.organisation, application.email) == (ANSWERS["organisation"], APPLICANT)
    assert (application.state, application.note) == ("godkendt", "Ringet")
    assert application.delete_on == timezone.localdate() + datetime.timedelta(days=90)
    steps = list(application.steps.values_list("state", "user__username"))
    assert steps[2:] == [("under-behandling", "admin"), ("aftale", "admin"), ("godkendt", "admin")]
    shown = admin_client.get(edit).content.decode()
    assert "Aftale sendt (admin)" in shown
    assert "<b>Kommune" not in shown
    # What follows an approval does not lengthen the time that it is kept.
    kept_until = timezone.localdate() + datetime.timedelta(days=3)
    Application.objects.update(delete_on=kept_until)
    assert admin_client.post(edit, {"state": "faktureret", "note": ""}).status_code == 302
    application.refresh_from_db()
    assert (application.state, application.delete_on) == ("faktureret", kept_until)
    assert admin_client.post(edit, {"state": "modtaget", "note": ""}).status_code == 200
    assert admin_client.get(f"{INDEX}add/").status_code == 302


def test_the_file_runs_no_formulas_and_is_for_staff(page: Any, admin_client: Client) -> None:
    send(page, organisation="=HYPERLINK(1)", role="@SUM(A1)")
    exported = b"".join(admin_client.get(f"{INDEX}?export=csv").streaming_content).decode()
    assert "'=HYPERLINK(1)" in exported
    assert "'@SUM(A1)" in exported
    assert Client().get(f"{INDEX}?export=csv").status_code == 302


def test_applications_are_found_purged_and_deleted(page: Any) -> None:
    handler = ApplicationHandler()
    send(page)
    with override("da"):
        (record,) = handler.find(email=APPLICANT.upper())
    assert record.data["organisation"] == ANSWERS["organisation"]
    assert "ansøgeren" in record.data["steps"]
    assert handler.purge(now=timezone.now()) == 0
    assert handler.purge(now=timezone.now() + datetime.timedelta(days=8)) == 1
    send(page)
    assert handler.delete(email=APPLICANT) == 1
    assert not Application.objects.exists()
