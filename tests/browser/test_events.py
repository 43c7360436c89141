"""The month of events by keyboard on a phone, and an editor who makes a series and a copy."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, Site
from tests.browser.test_editor import edit_address, leaks

pytestmark = pytest.mark.browser

#: Milliseconds that a page of the administration may take on a busy machine.
PATIENCE = 30_000


def press_until(page: Page, name: str) -> None:
    """Press Tab until the link with this name has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        text = page.evaluate("document.activeElement.textContent || ''")
        if name in " ".join(str(text).split()):
            return
    pytest.fail(f"no link {name} in the tab order")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_month_is_read_by_keyboard_on_a_phone(open_page: OpenPage, javascript: bool) -> None:
    page = open_page("/arrangementer/", width=360, javascript=javascript)
    press_until(page, "Måned")
    page.keyboard.press("Enter")
    page.wait_for_url("**/arrangementer/maaned/**")
    press_until(page, "Næste måned:")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Arrangementer i")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    day = page.locator("td.has-events").first
    expect(day.locator(".month__long")).to_be_visible()
    expect(page.locator("td:not(.has-events)").first).to_be_hidden()
    title = day.get_by_role("link").first.inner_text()
    press_until(page, title)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


@pytest.mark.parametrize("width", [360, 1440])
def test_the_month_has_no_fault_that_axe_knows(open_page: OpenPage, width: int) -> None:
    page = open_page("/arrangementer/maaned/2026-12/", width=width)
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})

    assert found.response["violations"] == []


def test_the_month_is_a_table_on_a_wide_screen(open_page: OpenPage) -> None:
    page = open_page("/arrangementer/maaned/2026-12/")

    expect(page.get_by_role("columnheader")).to_have_count(7)
    expect(page.get_by_role("table")).to_contain_text("31")


def test_an_editor_makes_a_series_and_a_copy(editor: Page, site: Site) -> None:
    edit_address(editor, site, "aarsmoede")
    key = re.search(r"/pages/(\d+)/", editor.url)
    assert key is not None
    editor.goto(f"{site.url}/admin/os2site/arrangement/{key[1]}/gentag/")
    assert leaks(editor) == []
    editor.get_by_role("radio", name=re.compile("Den sidste")).check()
    editor.get_by_label("Antal datoer mere").fill("3")
    editor.get_by_role("button", name="Vis datoerne").click()
    boxes = editor.locator("input[name=day]")
    expect(boxes).to_have_count(3, timeout=PATIENCE)
    assert leaks(editor) == []
    boxes.nth(1).uncheck()
    editor.get_by_role("button", name="Opret som kladder").click()
    expect(editor.locator(".messages")).to_contain_text("2 kladder er oprettet", timeout=PATIENCE)

    editor.goto(f"{site.url}/admin/os2site/arrangement/{key[1]}/skabelon/")
    assert leaks(editor) == []
    editor.get_by_role("button", name="Opret kladden, og åbn den").click()
    expect(editor.locator(".messages")).to_contain_text("Her er det nye", timeout=PATIENCE)
    expect(editor.locator("input[name=title]")).to_have_value(re.compile("^Årsmøde"))
    assert leaks(editor) == []
