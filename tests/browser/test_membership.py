"""A member's contact is invited by mail, logs in, reads, and loses it with the membership."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, Site
from tests.browser.test_catalogue import link_in
from tests.browser.test_editor import edit_address, leaks
from tests.browser.test_editor_work import choose, publish
from tests.browser.test_governance import violations

pytestmark = pytest.mark.browser

ADDRESS = "kontakt@korsbaek.example"
PASSWORD = "syv-kloge-ugler-i-nord"
AREA = "/medlemmer/omraade/"


def test_a_contact_reads_for_its_member_as_long_as_that_is_one(
    editor: Page, open_page: OpenPage, site: Site
) -> None:
    editor.goto(f"{site.url}/admin/snippets/os2site_members/memberaccess/add/")
    choose(
        editor,
        opener=editor.get_by_role("button", name=re.compile("Vælg (en )?side")),
        search="Korsbæk",
        found="Korsbæk Kommune",
    )
    editor.locator("input[name=email]").fill(ADDRESS)
    editor.locator("input[name=role]").fill("Kontaktperson")
    editor.get_by_role("button", name="Gem", exact=True).click()
    expect(editor.get_by_role("row").filter(has_text=ADDRESS)).to_contain_text("Korsbæk Kommune")
    assert leaks(editor) == []

    contact = open_page(AREA, width=360)
    expect(contact.get_by_role("heading", level=1)).to_have_text("Log ind")
    contact.goto(link_in(site, ADDRESS, "/adgang/"))
    for field in ("new_password1", "new_password2"):
        contact.locator(f"input[name={field}]").fill(PASSWORD)
    assert violations(contact) == []
    contact.get_by_role("button", name="Gem adgangskoden").click()
    contact.get_by_label("Brugernavn").fill(ADDRESS)
    contact.get_by_label("Adgangskode").fill(PASSWORD)
    contact.get_by_role("button", name="Log ind").click()
    contact.wait_for_url(f"**{AREA}")
    expect(contact.locator("main")).to_contain_text("Korsbæk Kommune")
    assert violations(contact) == []

    edit_address(editor, site, "korsbaek-kommune")
    editor.locator("select[name=relation]").select_option("anvender")
    editor.locator("select[name=member]").select_option("false")
    editor.locator("input[name=joined]").fill("")
    publish(editor)
    answer = contact.goto(f"{site.url}{AREA}")
    assert answer is not None
    assert answer.status == 403
    expect(contact.get_by_role("heading", level=1)).not_to_contain_text("Korsbæk")
    editor.goto(f"{site.url}/admin/snippets/os2site_members/memberaccess/")
    expect(editor.get_by_role("row").filter(has_text=ADDRESS)).to_be_visible()
