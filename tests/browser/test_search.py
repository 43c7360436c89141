"""The search as visitors use it: suggestions by keyboard and for screen readers."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser


def type_(page: Page, field: str, text: str) -> None:
    """Type into a field and wait for what is suggested."""
    page.locator(field).press_sequentially(text)
    expect(page.locator(f"{field}-suggest")).to_be_visible()


def test_suggestions_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("/")
    field, box = page.locator("#home-q"), page.locator("#home-q-suggest")
    type_(page, "#home-q", "leverand")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator("[role=search] [role=status]").last).to_have_text(
        re.compile(r"^\d forslag$")
    )
    assert 1 < box.get_by_role("option").count() <= 8

    page.keyboard.press("ArrowDown")
    first = box.get_by_role("option").first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", first.get_attribute("id") or "?")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("leverand")

    page.keyboard.press("ArrowDown")
    expect(box).to_be_visible()
    page.keyboard.press("Tab")
    expect(box).to_be_hidden()
    expect(field).not_to_be_focused()

    field.focus()
    page.keyboard.press("ArrowDown")
    expect(box).to_be_visible()
    page.keyboard.press("ArrowDown")
    address = first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")


def test_enter_searches_while_nothing_is_chosen(open_page: OpenPage) -> None:
    page = open_page("/soeg/")
    type_(page, "#search-q", "infosk")
    page.keyboard.press("Enter")
    page.wait_for_url("**/soeg/?q=infosk")


def test_only_the_latest_request_counts(open_page: OpenPage) -> None:
    page = open_page("/soeg/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    type_(page, "#search-q", "leverandør")
    assert len([url for url in asked if "/forslag/" in url]) < len("leverandør")
    page.route("**/forslag/**", lambda route: route.abort())
    page.keyboard.type("x")
    expect(page.locator("#search-q-suggest")).to_be_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url("**/soeg/?q=leverand%C3%B8rx")


def test_search_in_the_header_of_any_page(open_page: OpenPage) -> None:
    page = open_page("/vision/")
    page.locator(".finder summary").press("Enter")
    expect(page.locator("#finder-q")).to_be_focused()
    type_(page, "#finder-q", "leverand")
    page.keyboard.press("Escape")
    expect(page.locator("#finder-q-suggest")).to_be_hidden()
    expect(page.locator("#finder-q")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#finder-q")).to_be_hidden()
    expect(page.locator(".finder summary")).to_be_focused()


def test_search_in_the_header_without_javascript(open_page: OpenPage) -> None:
    page = open_page("/vision/", javascript=False, width=360)
    page.locator(".finder summary").click()
    page.fill("#finder-q", "infoskærm")
    page.keyboard.press("Enter")
    page.wait_for_url("**/soeg/?q=infosk**")


@pytest.mark.parametrize(("path", "field"), [("/", "#home-q"), ("/soeg/", "#search-q")])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_open_suggestions_have_no_violation_and_fit(
    path: str, field: str, scheme: str, open_page: OpenPage
) -> None:
    page = open_page(path, scheme=scheme)
    type_(page, field, "leverand")
    page.keyboard.press("ArrowDown")
    found = {}
    for width in (1440, 360, 320):
        page.set_viewport_size({"width": width, "height": 900})
        found[width] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert not any(found.values()), found


def test_chosen_suggestion_shows_in_forced_colours(open_page: OpenPage) -> None:
    page = open_page("/soeg/", forced_colors=True)
    type_(page, "#search-q", "leverand")
    page.keyboard.press("ArrowDown")
    widths = page.evaluate(
        "[...document.querySelectorAll('#search-q-suggest [role=option]')]"
        ".map(item => getComputedStyle(item).outlineStyle === 'none' ? 0 : 1)"
    )
    assert widths[0] == 1
    assert not any(widths[1:])
