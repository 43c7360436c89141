"""Searches and clicks are counted for editors, and nobody waits for it."""

from __future__ import annotations

import re
import sqlite3
import time
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, Site

pytestmark = pytest.mark.browser


def counted(site: Site, text: str) -> tuple[int, int, int]:
    with closing(sqlite3.connect(site.database)) as database:
        row = database.execute(
            "SELECT searches, without_result, clicks FROM os2site_searchcount WHERE text = ?",
            [text],
        ).fetchone()
    return row or (0, 0, 0)


def wait_for(site: Site, text: str, expected: tuple[int, int, int]) -> None:
    """A beacon is sent while the next page loads."""
    for _ in range(50):
        if counted(site, text) == expected:
            return
        time.sleep(0.1)
    assert counted(site, text) == expected


def test_a_followed_result_is_counted_once(open_page: OpenPage, site: Site) -> None:
    page = open_page("/soeg/?q=selvbetjening")
    first = page.locator(".rows a, .best a").first
    address = first.get_attribute("href") or ""
    with page.expect_request("**/soeg/klik/") as told:
        first.click()
    page.wait_for_url(f"**{address}")

    assert told.value.method == "POST"
    assert address not in (told.value.post_data or "")
    wait_for(site, "selvbetjening", (1, 0, 1))
    # The token of the form that chooses light or dark is the only cookie, as on every page.
    assert {cookie.get("name") for cookie in page.context.cookies()} <= {"csrftoken"}


def test_without_javascript_results_are_plain_links(open_page: OpenPage, site: Site) -> None:
    page = open_page("/soeg/?q=borgerinddragelse", javascript=False)
    first = page.locator(".rows a, .best a").first
    address = first.get_attribute("href") or ""
    first.click()

    page.wait_for_url(f"**{address}")
    wait_for(site, "borgerinddragelse", (1, 0, 0))


def test_a_busy_database_is_not_waited_for(open_page: OpenPage, site: Site) -> None:
    page = open_page("/soeg/?q=dokumenter")
    with closing(sqlite3.connect(site.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        started = time.monotonic()
        page.goto(f"{site.url}/soeg/?q=sagsbehandling")
        page.goto(f"{site.url}/soeg/?q=sagsbehandlere")
        took = time.monotonic() - started
        time.sleep(2)  # Longer than counting waits.
        other.execute("ROLLBACK")

    # The site waits up to 20 seconds for a database that others write to; counting must not.
    assert took < 8
    assert counted(site, "sagsbehandling") == (0, 0, 0)
    page.goto(f"{site.url}/soeg/?q=sagsbehandling")
    wait_for(site, "sagsbehandling", (1, 0, 0))


def test_an_editor_makes_a_synonym_of_what_found_nothing(
    open_page: OpenPage, editor: Page, site: Site
) -> None:
    open_page("/soeg/?q=flyvekuffertolog")
    wait_for(site, "flyvekuffertolog", (1, 1, 0))

    editor.goto(f"{site.url}/admin/os2site/searches/")
    row = editor.locator("#searches-without_result ~ div tr", has_text="flyvekuffertolog")
    row.get_by_role("link", name=re.compile("Gør til synonym")).click()
    editor.get_by_role("link", name="Tilføj et nyt ord").click()
    expect(editor.locator("textarea[name=synonyms]")).to_have_value("flyvekuffertolog")
    editor.fill("[name=preferred]", "Fritidstilbud")
    editor.locator("main button[type=submit]").first.click()
    editor.wait_for_url("**/snippets/os2site/glossaryentry/**")

    found = open_page("/soeg/?q=flyvekuffertolog")
    expect(found.locator(".note").first).to_contain_text("Fritidstilbud")
