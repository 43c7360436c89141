"""A visitor asks who can host a solution in Jutland, with nothing but a keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.test_governance import violations

pytestmark = pytest.mark.browser

#: How far a page can be scrolled sideways.
ASIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
MOST_STEPS = 80


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the control has the focus."""
    expect(target).to_be_visible()
    for __ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if target.evaluate("control => control === document.activeElement"):
            return
    raise AssertionError(f"{target} can't be reached by Tab")


def test_who_can_host_in_jutland_is_found_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("/leverandoerer/", width=360)
    assert page.evaluate(ASIDE) <= 0
    tab_to(page, page.locator("summary").filter(has_text="Filtrér"))
    page.keyboard.press("Enter")
    for name in ("Hosting", "Region Midtjylland"):
        tab_to(page, page.get_by_role("checkbox", name=re.compile(f"^{name}")))
        page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name=re.compile(r"^Vis \d+ resultat")))
    page.keyboard.press("Enter")

    page.wait_for_url(re.compile("service=hosting.*region=midtjylland"))
    found = page.locator("article.result")
    number = found.count()
    expect(page.locator("#list-count")).to_have_text(f"{number} leverandører")
    for row in found.all():
        expect(row).to_contain_text("Hosting")
        expect(row).to_contain_text(re.compile("Midtjylland|Hele landet"))
    assert page.evaluate(ASIDE) <= 0
    assert violations(page) == []

    name = found.first.get_by_role("link").inner_text()
    tab_to(page, found.first.get_by_role("link"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    assert page.evaluate(ASIDE) <= 0

    page.go_back()
    expect(page.locator("#list-count")).to_have_text(f"{number} leverandører")
    expect(page.locator(".chips")).to_contain_text("Hosting")
    expect(page.locator(".chips")).to_contain_text("Region Midtjylland")
