"""Visitors write to suppliers: what arrives where, and what nobody can do with the form."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from os2site import due_work
from os2site.mail import outbox
from os2site.models import MailState, OutgoingMail
from os2site.search.projection import batch
from os2site.transfer.runner import export_file, import_file
from os2site_suppliers.enums import EnquiryState, PartnerStatus
from os2site_suppliers.models import SupplierEnquiry
from os2site_suppliers.services import enquiries
from os2site_suppliers.services.enquiry_data import EnquiryHandler
from os2site_suppliers.transfer import KINDS
from tests.factories.suppliers import offers, product, supplier
from tests.fixtures.forms import protection
from tests.fixtures.mail import MailServer, free_port, use_smtp

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SECRET = "salg@driftshuset.example"
ASKER = "anne@kommune.example"
MESSAGE = "Hvad koster <b>hosting</b>?\r\nBcc: alle@os2.example"
ANSWERS = {
    "name": "Anne\r\nBcc: alle@os2.example <i>",
    "organisation": "Æblerup Kommune",
    "email": ASKER,
    "message": MESSAGE,
    "consent": "on",
}


@pytest.fixture
def page() -> Any:
    return supplier(enquiry_email=SECRET, products=offers(product("OS2display")))


def send(page: Any, client: Client | None = None, *, proven: bool = True, **data: Any) -> Any:
    cache.clear()
    answers = {**ANSWERS, **protection(enquiries.PURPOSE, proven=proven), **data}
    return (client or Client()).post(f"{page.url}skriv/", answers)


def link_in(mail: OutgoingMail) -> str:
    found = re.search(r"https?://[^/]+(/\S+/bekraeft/\S+)", mail.text)
    assert found is not None
    return found[1]


def text_of(response: Any) -> str:
    return BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)


def test_an_enquiry_reaches_the_supplier_and_the_asker_gets_a_receipt(
    page: Any, mail_server: MailServer
) -> None:
    response = send(page, product="OS2display")
    assert response.status_code == 302
    assert response["Location"] == f"{page.url}skriv/sendt/"
    assert "Din henvendelse er sendt" in text_of(Client().get(response["Location"]))

    assert outbox.run_due() == 2
    to_supplier, receipt = mail_server.messages
    assert mail_server.recipients == [SECRET, ASKER]
    assert to_supplier["Reply-To"] == ASKER
    assert to_supplier["Subject"] == "Henvendelse fra Æblerup Kommune"
    assert to_supplier["Bcc"] is None
    text = to_supplier.get_body(("plain",)).get_content()
    assert "OS2display" in text
    assert "> Hvad koster <b>hosting</b>?" in text
    assert "&lt;b&gt;hosting" in to_supplier.get_body(("html",)).get_content()
    # The receipt can't carry anybody's words to somebody else.
    said = receipt.as_string() + receipt.get_body(("plain",)).get_content()
    for word in ("Anne", "Æblerup", "hosting", "alle@os2.example", SECRET):
        assert word not in said

    enquiry = SupplierEnquiry.objects.get()
    assert (enquiry.state, enquiry.message) == (EnquiryState.DELIVERED, "")
    assert enquiry.delete_on == timezone.localdate() + datetime.timedelta(days=30)


def test_without_javascript_the_asker_confirms_by_mail_first(
    page: Any, mail_server: MailServer
) -> None:
    response = send(page, proven=False)
    assert response["Location"] == f"{page.url}skriv/bekraeft/"
    assert "Se i din indbakke" in text_of(Client().get(response["Location"]))
    mail = OutgoingMail.objects.get()
    assert mail.to == ASKER
    for word in ("Anne", "Æblerup", "hosting", SECRET):
        assert word not in mail.text + mail.html + mail.subject

    link = link_in(mail)
    shown = Client().get(link)  # A scanner of the mail server looks too.
    assert shown.status_code == 200
    assert "no-store" in shown["Cache-Control"]
    assert SupplierEnquiry.objects.get().state == EnquiryState.UNCONFIRMED
    browser = Client(enforce_csrf_checks=True)
    token = BeautifulSoup(browser.get(link).content, "html.parser").select_one(
        "main [name=csrfmiddlewaretoken]"
    )["value"]
    assert browser.post(link).status_code == 403
    assert "er sendt" in text_of(browser.post(link, {"csrfmiddlewaretoken": token}))
    assert "er sendt" in text_of(browser.post(link, {"csrfmiddlewaretoken": token}))
    outbox.run_due()
    assert mail_server.recipients == [ASKER, SECRET]
    assert "er sendt" in text_of(Client().get(link))


def test_links_are_for_one_enquiry_supplier_and_time(page: Any, monkeypatch: Any) -> None:
    send(page, proven=False)
    link = link_in(OutgoingMail.objects.get())
    other = supplier("Andet hus", enquiry_email="andet@hus.example")
    assert Client().post(link.replace(page.url, other.url)).status_code == 404
    assert Client().post(f"{page.url}skriv/bekraeft/opfundet/").status_code == 404
    monkeypatch.setattr(enquiries, "LINK_AGE", datetime.timedelta(seconds=-1))
    assert Client().post(link).status_code == 410
    assert SupplierEnquiry.objects.get().state == EnquiryState.UNCONFIRMED


def test_links_in_mails_name_the_site_and_not_a_forged_host(page: Any) -> None:
    cache.clear()
    answers = {**ANSWERS, **protection(enquiries.PURPOSE)}
    Client().post(f"{page.url}skriv/", answers, headers={"Host": "ond.example"})
    assert "ond.example" not in OutgoingMail.objects.get().text


def test_a_supplier_that_stopped_taking_enquiries_gets_none(page: Any) -> None:
    send(page, proven=False)
    link = link_in(OutgoingMail.objects.get())
    page.enquiry_email = ""
    page.save_revision().publish()
    assert "ikke sendt" in text_of(Client().post(link))
    assert OutgoingMail.objects.count() == 1


def test_a_double_click_is_one_enquiry(page: Any) -> None:
    once = protection(enquiries.PURPOSE, proven=True)
    assert send(page, **once)["Location"] == send(page, **once)["Location"]
    assert SupplierEnquiry.objects.count() == 1
    assert OutgoingMail.objects.count() == 2


def test_nobodys_mailbox_is_filled(page: Any) -> None:
    other = supplier("Andet hus", enquiry_email="andet@hus.example")
    for number in range(enquiries.DAILY_LIMIT):
        assert send(page if number else other, proven=bool(number % 2)).status_code == 302
    refused = send(page, email=ASKER.upper())
    assert "for mange henvendelser" in text_of(refused)
    assert SupplierEnquiry.objects.count() == enquiries.DAILY_LIMIT


def test_errors_lose_nothing_and_store_nothing(page: Any) -> None:
    response = send(page, email="anne", consent="", organisation="")
    html = BeautifulSoup(response.content, "html.parser")
    assert html.title.get_text().startswith("Fejl: ")
    targets = [link["href"] for link in html.select("#form-errors a")]
    assert targets == ["#id_organisation", "#id_email", "#id_consent"]
    assert all(html.select_one(target) for target in targets)
    assert html.select_one("#id_message").get_text().split() == MESSAGE.split()
    assert html.select_one("#id_email")["value"] == "anne"
    assert not SupplierEnquiry.objects.exists()
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        {"homepage": "x"},
        {"form_stamp": ""},
        {"product": "Noget helt andet"},
        {"message": "x" * 5001},
        {"name": "x" * 121},
        {"email": f"{'x' * 300}@kommune.example"},
        {"name": "\x00"},
        {"email": "anne@kommune.example\nBcc: x@y.example"},
    ],
)
def test_what_does_not_fit_is_told(page: Any, data: dict[str, Any]) -> None:
    response = send(page, **data)
    assert response.status_code == 200
    assert BeautifulSoup(response.content, "html.parser").select_one("#form-errors")
    assert not SupplierEnquiry.objects.exists()


def test_the_form_needs_a_token_and_is_kept_by_nobody(page: Any) -> None:
    browser = Client(enforce_csrf_checks=True)
    form = browser.get(f"{page.url}skriv/")
    assert form.status_code == 200
    assert {"private", "no-store"} <= set(form["Cache-Control"].replace(" ", "").split(","))
    html = BeautifulSoup(form.content, "html.parser")
    assert send(page, browser).status_code == 403
    token = html.select_one("main form [name=csrfmiddlewaretoken]")["value"]
    assert send(page, browser, csrfmiddlewaretoken=token).status_code == 302
    assert "noindex" in html.find("meta", {"name": "robots"})["content"]
    for name, value in {"name": "name", "email": "email", "organisation": "organization"}.items():
        assert html.select_one(f"#id_{name}")["autocomplete"] == value
    assert not html.find_all(style=True)
    assert not [script for script in html.find_all("script") if not script.get("src")]


def test_the_address_is_shown_nowhere(page: Any) -> None:
    client = Client()
    for path in (
        page.url,
        f"{page.url}skriv/",
        page.get_parent().url,
        "/soeg/?q=driftshuset",
        "/api/v1/suppliers/",
        f"/api/v1/suppliers/{page.slug}/",
        "/sitemap.xml",
    ):
        response = client.get(path)
        assert response.status_code in {200, 404}, path
        assert SECRET not in response.content.decode(), path
    assert f"{page.url}skriv/" in client.get(page.url).content.decode()


def test_an_import_keeps_the_address_and_an_export_lacks_it(page: Any, tmp_path: Path) -> None:
    (kind,) = KINDS
    file = tmp_path / "out.json"
    export_file(kind, file)
    text = file.read_text(encoding="utf-8")
    assert page.title in text
    assert SECRET not in text
    rows = [{**row, "summary": "Ny tekst"} for row in json.loads(text)]
    file.write_text(json.dumps(rows), encoding="utf-8")
    assert import_file(kind, file, update=True).ok
    page.refresh_from_db()
    assert (page.summary, page.enquiry_email) == ("Ny tekst", SECRET)


@pytest.mark.parametrize(
    "values", [{"enquiry_email": ""}, {"partner_status": PartnerStatus.LEFT.value}]
)
def test_without_an_address_there_is_no_form(values: dict[str, str]) -> None:
    page = supplier(
        **{"enquiry_email": SECRET, "website_url": "https://driftshuset.example", **values}
    )
    assert Client().get(f"{page.url}skriv/").status_code == 404
    assert send(page).status_code == 404
    shown = Client().get(page.url).content.decode()
    assert "skriv/" not in shown
    assert "https://driftshuset.example" in shown


def test_drafts_take_no_enquiries(page: Any) -> None:
    page.unpublish()
    assert send(page).status_code == 404
    assert not SupplierEnquiry.objects.exists()


def test_a_mail_that_is_given_up_is_seen_and_keeps_the_message(page: Any, settings: Any) -> None:
    use_smtp(settings, free_port())
    send(page)
    OutgoingMail.objects.update(attempts=outbox.MAX_ATTEMPTS)
    outbox.drain()
    enquiry = SupplierEnquiry.objects.get()
    assert enquiry.mail.state == MailState.FAILED
    assert enquiry.state == EnquiryState.FAILED
    assert "hosting" in enquiry.message


def test_enquiries_are_deleted_on_their_date(page: Any) -> None:
    send(page, proven=False)
    due_work.run_all()
    assert SupplierEnquiry.objects.exists()
    in_three_days = timezone.now() + datetime.timedelta(days=3)
    assert EnquiryHandler().purge(now=in_three_days) == 1


def test_the_list_is_for_staff_and_its_file_runs_no_formulas(
    page: Any, admin_client: Client
) -> None:
    send(page, organisation="=HYPERLINK(1)")
    index = "/admin/snippets/os2site_suppliers/supplierenquiry/"
    shown = admin_client.get(index).content.decode()
    assert "På vej til leverandøren" in shown
    exported = admin_client.get(f"{index}?export=csv")
    assert "'=HYPERLINK(1)" in b"".join(exported.streaming_content).decode()
    assert Client().get(index).status_code == 302
    enquiry = SupplierEnquiry.objects.get()
    assert admin_client.get(f"{index}add/").status_code == 302
    page_shown = admin_client.get(f"{index}inspect/{enquiry.pk}/").content.decode()
    assert "&lt;b&gt;hosting" in page_shown
    assert "<b>hosting" not in page_shown


def test_many_products_cost_no_further_queries(page: Any) -> None:
    def count(target: Any) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(f"{target.url}skriv/").status_code == 200
        return len(queries)

    with batch():
        offered = [product(f"Produkt {number}") for number in range(30)]
    many = supplier("Mange", enquiry_email="mange@hus.example", products=offers(*offered))
    count(page)
    assert count(many) <= count(page)
