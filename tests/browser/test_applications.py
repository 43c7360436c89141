"""Becoming a member or a supplier: the form, its errors, the mail, and what the secretariat has."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, Site
from tests.browser.test_catalogue import FILLING_IN, link_in
from tests.browser.test_editor import leaks
from tests.browser.test_governance import violations

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("above", "organisation"),
    [("bliv-medlem", "Æblerup Kommune"), ("bliv-leverandoer", "Kodehuset ApS")],
)
def test_an_application_is_confirmed_and_decided(
    above: str,
    organisation: str,
    open_page: OpenPage,
    editor: Page,
    site: Site,
) -> None:
    javascript = above == "bliv-medlem"  # The other form does without.
    address = f"it@{above}.example"
    page = open_page(f"/{above}/", width=360, javascript=javascript)
    page.locator("main").get_by_role("link", name=re.compile("Ansøg")).first.click()
    page.wait_for_url(f"**/{above}/ansoegning/")
    page.get_by_label("Organisation").fill(organisation)
    page.get_by_role("button", name="Send ansøgningen").click()
    errors = page.locator("#form-errors")
    expect(errors).to_contain_text("Ansøgningen", ignore_case=True)
    expect(page.get_by_label("Organisation")).to_have_value(organisation)
    assert not javascript or violations(page) == []

    page.get_by_label("Kontaktens rolle").fill("Digitaliseringschef")
    page.get_by_label("Mailadresse").fill(address)
    if above == "bliv-leverandoer":
        page.get_by_role("textbox", name="Websted (valgfrit)").fill("kodehuset.example")
    page.get_by_role("checkbox").check()
    page.wait_for_timeout(FILLING_IN)
    page.get_by_role("button", name="Send ansøgningen").click()
    page.wait_for_url("**/ansoegning/bekraeft/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Se i din indbakke")
    page.goto(link_in(site, address, "/ansoegning/bekraeft/"))
    page.get_by_role("button", name="Send ansøgningen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vi har jeres ansøgning")

    editor.goto(f"{site.url}/admin/snippets/os2site_applications/application/")
    row = editor.get_by_role("row").filter(has_text=organisation)
    expect(row).to_contain_text("Bekræftet")
    row.get_by_role("link", name=organisation).click()
    expect(editor.locator("main")).to_contain_text(address)
    assert leaks(editor) == []
    editor.locator("select[name=state]").select_option("godkendt")
    editor.get_by_role("button", name=re.compile("^Gem")).first.click()
    expect(editor.locator(".messages")).to_contain_text(organisation)
    expect(editor.get_by_role("row").filter(has_text=organisation)).to_contain_text("Godkendt")
