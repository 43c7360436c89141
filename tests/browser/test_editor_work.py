"""An editor's day in the Danish admin: what is typed, chosen, published, taken back and copied."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage, Site
from tests.browser.test_editor import edit_address, leaks, page_id

pytestmark = pytest.mark.browser

#: Milliseconds that a preview or a list of choices may take on a busy machine.
PATIENCE = 30_000
#: Where Wagtail shows how a page or a block will look; a new one is loaded behind the old one.
PREVIEW = "iframe[title=Forhåndsvis]"


def tab(page: Page, name: str) -> None:
    """Open a tab of the form."""
    page.get_by_role("tab", name=re.compile(name)).click()


def publish(page: Page) -> None:
    """Publish what is in the form."""
    page.locator("footer [data-w-dropdown-target=toggle]").last.click()
    page.get_by_role("button", name=re.compile("^Udgiv")).last.click()
    expect(page.locator(".messages")).to_contain_text("udgivet", timeout=PATIENCE)


def choose(page: Page, *, opener: Locator, search: str, found: str) -> None:
    """Open a chooser, search in it and take what was found; all of it in Danish."""
    opener.click()
    dialog = page.locator(".modal-content")
    result = dialog.get_by_role("link").filter(has_text=found).first
    expect(dialog.get_by_role("link").first).to_be_visible(timeout=PATIENCE)
    assert leaks(page) == []
    if search:
        dialog.locator("input[name=q]").fill(search)
    expect(result).to_be_visible(timeout=PATIENCE)
    page.wait_for_load_state("networkidle")
    assert leaks(page) == []
    result.click()
    expect(dialog).to_be_hidden(timeout=PATIENCE)


def add_block(page: Page, name: str) -> None:
    """Add a block at the top of the page's body."""
    page.locator(".c-sf-add-button").first.click()
    page.get_by_role("option", name=name, exact=True).click()


def close_calendar(page: Page, dialog: Locator) -> None:
    """Click beside the calendar that a date field opens, which it does when it finds the time."""
    calendar = page.locator(".xdsoft_datetimepicker:visible")
    expect(calendar).to_have_count(1, timeout=PATIENCE)
    dialog.get_by_role("heading").click()
    expect(calendar).to_have_count(0, timeout=PATIENCE)


def test_preview_shows_what_is_typed(editor: Page, site: Site) -> None:
    edit_address(editor, site, "eksempel-vejviser")
    editor.get_by_role("button", name="Vis eller skjul forhåndsvisning").click()
    preview = editor.frame_locator(PREVIEW).last
    expect(preview.get_by_role("heading", level=1)).to_contain_text(
        "Eksempel-Vejviser", timeout=PATIENCE
    )
    editor.wait_for_load_state("networkidle")
    editor.fill("input[name=tagline]", "Skrevet for et øjeblik siden")
    expect(preview.locator("main")).to_contain_text(
        "Skrevet for et øjeblik siden", timeout=PATIENCE
    )
    assert leaks(editor) == []


def test_page_is_found_in_the_chooser(editor: Page, site: Site) -> None:
    edit_address(editor, site, "eksempel-vejviser")
    tab(editor, "Leverandører")
    editor.get_by_role("button", name=re.compile("Tilføj leverandør")).first.click()
    row = editor.locator("[id^=inline_child_suppliers]").last
    choose(
        editor,
        opener=row.get_by_role("button", name=re.compile("Vælg (en )?side")),
        search="Eksempel Drift",
        found="Eksempel Drift",
    )
    expect(row).to_contain_text("Eksempel Drift")


def test_image_is_found_in_the_chooser(editor: Page, site: Site) -> None:
    edit_address(editor, site, "om-os2")
    add_block(editor, "Billede")
    choose(
        editor,
        opener=editor.get_by_role("button", name=re.compile("Vælg (et )?billede")).first,
        search="skilt",
        found="Eksempel: skilt",
    )
    expect(editor.locator("[data-streamfield-child]").first).to_contain_text("Eksempel: skilt")


def test_document_of_the_register_is_found_in_the_chooser(editor: Page, site: Site) -> None:
    edit_address(editor, site, "om-os2")
    add_block(editor, "Dokumenter")
    choose(
        editor,
        opener=editor.get_by_role("button", name=re.compile("Vælg")).first,
        search="",
        found="Opsamling fra arbejdsborde",
    )
    first = editor.locator("[data-streamfield-child]").first
    expect(first).to_contain_text("Opsamling fra arbejdsborde")


def test_block_is_seen_before_it_is_added(editor: Page, site: Site) -> None:
    edit_address(editor, site, "om-os2")
    editor.locator(".c-sf-add-button").first.click()
    cards = editor.locator(".w-combobox__option-row", has_text="Kort")
    cards.get_by_role("button", name="Forhåndsvis").click()
    preview = editor.frame_locator(PREVIEW).last
    expect(preview.get_by_role("heading", name="Styregruppe")).to_be_visible(timeout=PATIENCE)
    assert leaks(editor) == []
    editor.get_by_role("option", name="Kort", exact=True).click()
    first = editor.locator("[data-streamfield-child]").first
    first.get_by_label("Titel").first.fill("Mit første kort")
    assert leaks(editor) == []


def test_published_page_is_changed_copied_and_taken_back(
    editor: Page, open_page: OpenPage, site: Site
) -> None:
    edit_address(editor, site, "eksempel-madspild")
    editor.fill("input[name=tagline]", "Ny sætning om køkkenaffald")
    publish(editor)
    assert leaks(editor) == []
    visitor = open_page("/produkter/eksempel-madspild/")
    expect(visitor.locator("main")).to_contain_text("Ny sætning om køkkenaffald")
    visitor.goto(f"{site.url}/soeg/?q=k%C3%B8kkenaffald")
    expect(visitor.get_by_role("link", name="Eksempel-Madspild")).to_be_visible()

    original = page_id(editor, site, "eksempel-madspild")
    editor.goto(f"{site.url}/admin/pages/{original}/copy/")
    assert leaks(editor) == []
    editor.fill("input[name=new_title]", "Kopi på Ærø")
    editor.fill("input[name=new_slug]", "kopi-på-ærø")
    editor.locator("input[name=publish_copies]").check()
    editor.get_by_role("button", name="Kopier denne side").click()
    expect(editor.locator(".messages")).to_contain_text("kopieret", timeout=PATIENCE)
    assert leaks(editor) == []
    visitor.goto(f"{site.url}/produkter/kopi-paa-aeroe/")
    expect(visitor.get_by_role("heading", level=1)).to_contain_text("Kopi på Ærø")

    copy = page_id(editor, site, "kopi-paa-aeroe")
    for taken_back, path in ((copy, "kopi-paa-aeroe"), (original, "eksempel-madspild")):
        editor.goto(f"{site.url}/admin/pages/{taken_back}/unpublish/")
        assert leaks(editor) == []
        editor.locator("main").get_by_role("button", name=re.compile("fpublicer")).first.click()
        editor.wait_for_url(re.compile(r"/admin/pages/\d+/$"))
        expect(editor.locator(".messages")).to_contain_text("fpubliceret")
        answer = visitor.goto(f"{site.url}/produkter/{path}/")
        assert answer is not None
        assert answer.status == 404
    visitor.goto(f"{site.url}/soeg/?q=k%C3%B8kkenaffald")
    assert visitor.get_by_role("link", name=re.compile("Madspild|Kopi på Ærø")).count() == 0


def test_schedule_that_is_no_date_is_kept_and_refused(editor: Page, site: Site) -> None:
    edit_address(editor, site, "eksempel-vejviser")
    editor.get_by_role("button", name="Vis eller skjul status").click()
    editor.get_by_role("button", name="Angiv plan").click()
    dialog = editor.get_by_role("dialog", name=re.compile("Angiv plan"))
    expect(dialog).to_be_visible()
    assert leaks(editor) == []
    field = editor.locator("input[name=go_live_at]")
    field.fill("31.02.2026 10:00")
    close_calendar(editor, dialog)
    dialog.get_by_role("button", name="Gem plan").click()
    expect(editor.locator(".messages")).to_contain_text("fejl", timeout=PATIENCE)
    assert field.input_value() == "31.02.2026 10:00"
    editor.get_by_role("button", name=re.compile("plan")).first.click()
    expect(dialog.locator(".error-message").first).to_contain_text("gyldig")
    assert leaks(editor) == []


def test_search_in_pages_counts_pages(editor: Page, site: Site) -> None:
    editor.goto(f"{site.url}/admin/pages/search/?q=os2")
    expect(editor.locator("table.listing thead")).to_contain_text(re.compile(r"1-20 af \d+ sider"))
