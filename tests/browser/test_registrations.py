"""The organiser's list and export, and the door: check-in on a phone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.browser.test_editor import leaks
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


def test_editor_registers_sees_and_exports(editor: Page, site: Site) -> None:
    address = registrations(editor, site)
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


def test_the_door_checks_in_on_a_phone(editor: Page, site: Site) -> None:
    address = registrations(editor, site)
    register(editor, address, "Dørte Dør", "doerte@kommune.example")
    editor.set_viewport_size({"width": 360, "height": 740})
    editor.goto(f"{address}/indtjekning/?q=Dørte")
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
