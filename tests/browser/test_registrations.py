"""The organiser's list and export, and the door: check-in on a phone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.browser.test_editor import leaks, page_id
from tests.browser.test_editor_work import PATIENCE, publish
from tests.browser.test_governance import violations

pytestmark = pytest.mark.browser


def registrations(editor: Page, site: Site) -> str:
    """The address of an event's screens; the event is the one that comes last."""
    editor.goto(f"{site.url}/admin/os2site_events/?ordering=-starts_at")
    link = editor.locator("table.listing a[href*='/edit/']").first
    found = re.search(r"/pages/(\d+)/edit/", link.get_attribute("href") or "")
    assert found is not None
    return f"{site.url}/admin/os2site/events/{found[1]}"


def register(editor: Page, address: str, name: str, email: str) -> None:
    """Register somebody by hand."""
    editor.goto(f"{address}/tilmeldinger/ny/")
    assert leaks(editor) == []
    assert violations(editor) == []
    editor.fill("input[name=name]", name)
    editor.fill("input[name=email]", email)
    editor.fill("input[name=organisation]", "Ærø Kommune")
    for radio in editor.locator("main input[type=radio]").all()[:1]:
        radio.check()
    editor.get_by_role("button", name="Tilmeld en person", exact=True).click()
    expect(editor.locator(".messages")).to_contain_text("1 person har plads")


def test_editor_makes_a_theme_day_from_the_last_one_publishes_and_exports(
    editor: Page, site: Site
) -> None:
    key = page_id(editor, site, "temadag-governance")
    editor.goto(f"{site.url}/admin/os2site/arrangement/{key}/skabelon/")
    editor.get_by_role("button", name="Opret kladden, og åbn den").click()
    expect(editor.locator(".messages")).to_contain_text("Her er det nye", timeout=PATIENCE)
    found = re.search(r"/pages/(\d+)/edit/", editor.url)
    assert found is not None
    editor.fill("input[name=title]", "Temadag om governance igen")
    publish(editor)
    public = editor.request.get(f"{site.url}/admin/pages/{found[1]}/view_draft/")
    assert "Temadag om governance igen" in public.text()
    listed = editor.request.get(f"{site.url}/arrangementer/?q=governance+igen")
    assert "Temadag om governance igen" in listed.text()

    address = f"{site.url}/admin/os2site/events/{found[1]}"
    register(editor, address, "Åse Ærlig", "aase@kommune.example")
    assert leaks(editor) == []
    assert violations(editor) == []
    editor.goto(f"{address}/tilmeldinger/")
    expect(editor.locator("table.listing")).to_contain_text("Åse Ærlig")
    assert leaks(editor) == []
    assert violations(editor) == []
    editor.get_by_role("button", name="Handlinger").click()
    with editor.expect_download() as download:
        editor.get_by_role("link", name="Hent CSV").click()
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert "Åse Ærlig;Ærø Kommune" in content.decode("utf-8-sig")
    for name in ("besked", "statistik", "navneskilte"):
        editor.goto(f"{address}/{name}/")
        assert leaks(editor) == [], name
        assert violations(editor) == [], name
    editor.goto(f"{site.url}/admin/pages/{found[1]}/delete/")
    editor.get_by_role("button", name=re.compile("^Ja, slet")).click()


def test_the_door_checks_in_on_a_phone(editor: Page, site: Site) -> None:
    address = registrations(editor, site)
    register(editor, address, "Dørte Dør", "doerte@kommune.example")
    editor.set_viewport_size({"width": 360, "height": 740})
    editor.goto(f"{address}/indtjekning/")
    # Found while one types, with no button pressed.
    editor.get_by_label("Navn eller organisation").press_sequentially("dørte")
    expect(editor.locator(".os2-reg__people > li")).to_have_count(1)
    assert editor.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations(editor) == []
    button = editor.get_by_role("button", name="Mødt Dørte Dør")
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    button.click()
    expect(editor.locator(".messages")).to_contain_text("personen er mødt")
    expect(editor.locator(".os2-reg__people")).to_contain_text("Mødt")
    assert leaks(editor) == []
    editor.get_by_role("button", name="Fortryd Dørte Dør").click()
    expect(editor.get_by_role("button", name="Mødt Dørte Dør")).to_be_visible()

    # Where the QR code on the ticket leads.
    editor.goto(f"{address}/tilmeldinger/")
    editor.get_by_role("link", name="Dørte Dør").click()
    editor.get_by_role("link", name="Tjek ind Dørte Dør").click()
    editor.wait_for_url("**/check-in/**")
    assert violations(editor) == []
    assert editor.evaluate("document.documentElement.scrollWidth") <= 360
    editor.get_by_role("button", name="Mødt").click()
    expect(editor.locator("main")).to_contain_text("Allerede noteret")
