"""Public forms in a browser: with JavaScript at once, without it by way of a mail."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, Site
from tests.browser.test_editor import leaks
from tests.browser.test_registration import newest_mail

pytestmark = pytest.mark.browser

FORM = "/leverandoerer/eksempel-drift/skriv/"
#: The form takes nobody for a person who is quicker; the script works meanwhile.
FILLING_IN = 3_500


def fill(page: Page, email: str) -> None:
    page.get_by_label("Dit navn").fill("Anne")
    page.get_by_label("Organisation").fill("Æblerup Kommune")
    page.get_by_label("Din mailadresse").fill(email)
    page.get_by_label("Besked").fill("Hvad koster det?")
    page.get_by_role("checkbox").check()
    page.wait_for_timeout(FILLING_IN)


def test_with_javascript_the_browser_does_the_work_and_the_supplier_gets_it(
    open_page: OpenPage, editor: Page, site: Site
) -> None:
    page = open_page(FORM)
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    fill(page, "anne@kommune.example")
    page.get_by_role("button", name="Send henvendelsen").click()
    page.wait_for_url("**/skriv/sendt/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Din henvendelse er sendt")
    assert refused == []

    assert "Hvad koster det?" in newest_mail(site.database, "kontakt@eksempel-drift.example")
    editor.goto(f"{site.url}/admin/snippets/os2site_suppliers/supplierenquiry/")
    row = editor.get_by_role("row").filter(has_text="Æblerup Kommune")
    expect(row.first).to_contain_text("Eksempel Drift")
    assert leaks(editor) == []


def test_without_javascript_a_mail_asks_first(open_page: OpenPage) -> None:
    page = open_page(FORM, javascript=False, width=360)
    fill(page, "bo@kommune.example")
    page.get_by_role("button", name="Send henvendelsen").click()
    page.wait_for_url("**/skriv/bekraeft/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Se i din indbakke")


def test_errors_get_the_focus_and_lead_to_their_fields(open_page: OpenPage) -> None:
    page = open_page(FORM)
    page.get_by_label("Dit navn").fill("Anne")
    page.get_by_role("button", name="Send henvendelsen").click()
    expect(page.locator("#form-errors")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Organisation")).to_be_focused()
    expect(page.get_by_label("Dit navn")).to_have_value("Anne")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_label("Dit navn")).to_be_focused()  # The trap is no stop on the way.
