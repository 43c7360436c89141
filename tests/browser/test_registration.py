"""A visitor registers, waits, is promoted and cancels; with script and without."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site
from tests.browser.test_governance import violations

pytestmark = pytest.mark.browser

EVENT = "/arrangementer/temadag-governance/"
FORM = "/arrangementer/temadag-digital-suveraenitet/tilmelding/"


@pytest.fixture
def one_seat(site: Site) -> Iterator[None]:
    """The event has one seat, as when an editor has set it; what was registered goes afterwards."""
    query = (
        "UPDATE os2site_events_pages_eventpage SET capacity = ?, waiting_list = 1, offer_hours = 48"
        " WHERE page_ptr_id IN (SELECT id FROM wagtailcore_page WHERE slug = 'temadag-governance')"
    )
    with closing(sqlite3.connect(site.database, timeout=30)) as database:
        database.execute(query, [1])
        database.commit()
    yield
    with closing(sqlite3.connect(site.database, timeout=30)) as database:
        database.execute(query, [60])
        database.execute("DELETE FROM os2site_events_participant")
        database.execute("DELETE FROM os2site_events_registration")
        database.commit()


def newest_mail(database: Path, address: str) -> str:
    """The text of the newest mail to an address, as the outbox has it."""
    query = 'SELECT text FROM os2site_outgoingmail WHERE "to" = ? ORDER BY id DESC LIMIT 1'
    with closing(sqlite3.connect(database, timeout=30)) as connection:
        row = connection.execute(query, [address]).fetchone()
    assert row is not None
    return str(row[0])


def own_link(site: Site, address: str) -> str:
    found = re.search(r"\S+/tilmelding/min/\S+", newest_mail(site.database, address))
    assert found is not None
    return found[0]


def register(page: Page, site: Site, name: str, address: str) -> None:
    """Fill in the form with the keyboard."""
    page.goto(f"{site.url}{EVENT}")
    page.locator("a.event-register").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/tilmelding/")
    page.get_by_label("Dit navn").focus()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(address)
    page.keyboard.press("Tab")
    page.keyboard.type("Æblerup Kommune")
    page.locator("#id_consent").focus()
    page.keyboard.press("Space")
    page.wait_for_timeout(3200)  # A person takes longer than three seconds.
    page.get_by_role("button", name="Tilmeld dig").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/tilmelding/sendt/")
    expect(page.locator("h1")).to_have_text("Se i din indbakke")


def test_register_wait_be_promoted_and_cancel(
    chromium: Browser, site: Site, one_seat: None
) -> None:
    context = chromium.new_context(locale="da-DK", viewport={"width": 360, "height": 740})
    page = context.new_page()
    register(page, site, "Anna Andersen", "anna@kommune.example")
    page.goto(f"{site.url}{EVENT}")
    expect(page.locator("a.event-register")).to_have_text("Skriv dig på ventelisten")
    register(page, site, "Bo Berg", "bo@kommune.example")

    page.goto(own_link(site, "bo@kommune.example"))
    expect(page.locator("main")).to_contain_text("som nummer 1")
    assert violations(page) == []
    page.goto(own_link(site, "anna@kommune.example"))
    expect(page.locator(".standing")).to_have_text("Du har en plads.")
    page.get_by_role("button", name="Afmeld hele tilmeldingen").click()
    expect(page.locator("main")).to_contain_text("Ingen fra denne tilmelding kommer.")

    assert "Sig ja til den senest" in newest_mail(site.database, "bo@kommune.example")
    page.goto(own_link(site, "bo@kommune.example"))
    page.get_by_role("button", name="Ja tak til pladsen").click()
    expect(page.locator(".standing")).to_have_text("Du har en plads.")
    page.get_by_role("button", name="Meld fra").click()
    expect(page.locator("main")).to_contain_text("Ingen fra denne tilmelding kommer.")
    context.close()


@pytest.mark.parametrize("width", [360, 1440])
def test_the_form_for_two_with_a_question_that_depends_on_another(
    chromium: Browser, site: Site, width: int
) -> None:
    context = chromium.new_context(locale="da-DK", viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{site.url}{FORM}")
    assert violations(page) == []
    which = page.get_by_role("group", name="Hvilken mad?").first
    expect(which).to_be_hidden()
    page.get_by_label("Skal vi tage hensyn til mad?").check()
    expect(which).to_be_visible()
    page.get_by_label("Dit navn").fill("Anna")
    page.get_by_role("button", name="Tilføj en deltager").click()
    expect(page.get_by_label("Dit navn")).to_have_value("Anna")
    expect(page.get_by_role("heading", name="Deltager 2")).to_be_visible()
    page.wait_for_timeout(3200)
    page.get_by_role("button", name="Tilmeld dig").click()
    expect(page.locator("#form-errors")).to_be_focused()
    expect(page.locator("#form-errors")).to_contain_text("Svar på »Hvilken mad?«.")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.get_by_role("button", name="Fjern den sidste deltager").click()
    expect(page.get_by_role("heading", name="Deltager 2")).to_have_count(0)
    context.close()


def test_without_javascript_nothing_is_lost(chromium: Browser, site: Site) -> None:
    context = chromium.new_context(locale="da-DK", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.url}{FORM}")
    expect(page.get_by_role("group", name="Hvilken mad?").first).to_be_visible()
    expect(page.get_by_text("Kun efter »Skal vi tage hensyn til mad?«.")).to_be_visible()
    page.get_by_label("Dit navn").fill("Cæcilie")
    page.get_by_label("Din mailadresse").fill("caecilie@kommune.example")
    page.get_by_label("Organisation", exact=True).fill("Ærø Kommune")
    page.locator("#id_consent").check()
    page.wait_for_timeout(3200)
    page.get_by_role("button", name="Tilmeld dig").click()
    expect(page.locator("main")).to_contain_text("Du er tilmeldt, når du har bekræftet")
    link = re.search(
        r"\S+/tilmelding/bekraeft/\S+", newest_mail(site.database, "caecilie@kommune.example")
    )
    assert link is not None
    page.goto(link[0])
    page.get_by_role("button", name="Bekræft tilmeldingen").click()
    expect(page.locator("h1")).to_have_text("Din tilmelding er bekræftet")
    context.close()
