"""The editor's work in the Danish admin."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import polib
import pytest
import wagtail
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, Site

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]

#: Screens in which editors spend their day.
SCREENS = {
    "start": "/admin/",
    "explorer": "/admin/pages/",
    "base data": "/admin/pages/",
    "images": "/admin/images/",
    "add image": "/admin/images/add/",
    "documents": "/admin/documents/",
    "add document": "/admin/documents/add/",
    "reports": "/admin/reports/site-history/",
    "account": "/admin/account/",
    "search in pages": "/admin/pages/search/?q=os2",
    "plugins": "/admin/plugins/",
}

#: Words that are the same in Danish, or names; anything longer is a sentence and must be Danish.
SAME = {
    "os2",
    "slug",
    "url",
    "dashboard",
    "snippets",
    "workflow",
    "id",
    "html",
    "pdf",
    "csv",
    "json",
    "english",  # A language is named in its own.
    "products",  # The English list's own title, which is content.
}


@cache
def english_texts() -> set[str]:
    """Texts of Wagtail and of ours that have a Danish translation that differs."""
    catalogues = [*ROOT.glob("os2site*/**/locale/da/LC_MESSAGES/django*.po")]
    catalogues += [*Path(wagtail.__file__).parent.glob("**/locale/da/LC_MESSAGES/django*.po")]
    texts: dict[str, bool] = {}
    for catalogue in catalogues:
        for entry in polib.pofile(str(catalogue)):
            danish = entry.msgstr or entry.msgstr_plural.get(0, "")
            if entry.msgid and danish and "%" not in entry.msgid and "{" not in entry.msgid:
                same = danish.strip().lower() == entry.msgid.strip().lower()
                texts[entry.msgid.strip()] = texts.get(entry.msgid.strip(), True) and not same
    return {text for text, differs in texts.items() if differs and text.lower() not in SAME}


def shown_texts(page: Page) -> set[str]:
    """Texts, labels and placeholders that the page shows or reads out."""
    found: list[str] = page.evaluate(
        """() => {
        const texts = [];
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const parent = walker.currentNode.parentElement;
            // Wagtail's counters hold "None" while they have nothing to count, and are hidden then.
            const hidden = 'script, style, template, noscript, .w-userbar, '
                + '[data-side-panel-toggle-counter][hidden]';
            if (!parent || parent.closest(hidden)) continue;
            texts.push(walker.currentNode.textContent);
        }
        for (const item of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
            for (const name of ['aria-label', 'title', 'placeholder']) {
                if (item.getAttribute(name)) texts.push(item.getAttribute(name));
            }
        }
        return texts; }"""
    )
    return {" ".join(text.split()) for text in found if text.strip()}


def leaks(page: Page) -> list[str]:
    """English texts on the page for which there is Danish."""
    # Some labels are put into Danish when the whole page is there.
    page.wait_for_load_state("domcontentloaded")
    return sorted(shown_texts(page) & english_texts())


@pytest.mark.parametrize("name", SCREENS)
def test_screen_is_danish(name: str, editor: Page, site: Site) -> None:
    editor.goto(f"{site.url}{SCREENS[name]}")
    assert editor.locator("html").get_attribute("lang") == "da"
    assert leaks(editor) == []


def page_id(page: Page, site: Site, slug: str) -> int:
    """Id of the page with this slug."""
    answer = page.request.get(f"{site.url}/admin/api/main/pages/?slug={slug}&fields=id")
    found: int = answer.json()["items"][0]["id"]
    return found


@pytest.mark.parametrize(
    "kind",
    ["product", "supplier", "event", "news", "guide", "faq", "member", "vision", "page"],
)
def test_page_form_is_danish(kind: str, editor: Page, site: Site) -> None:
    slugs = {
        "product": "eksempel-ressourcebooking",
        "supplier": "eksempel-drift",
        "event": "aarsmoede",
        "news": "nyt-websted",
        "guide": "governanceniveauer",
        "faq": "hvad-er-os2",
        "member": "ballerup-kommune",
        "vision": "vision",
        "page": "bliv-medlem",
    }
    edit_address(editor, site, slugs[kind])
    for tab in editor.get_by_role("tab").all():
        if tab.is_visible():
            tab.click()
    assert leaks(editor) == []


def edit_address(page: Page, site: Site, slug: str) -> None:
    """Open the form of the page with this slug."""
    page.goto(f"{site.url}/admin/pages/{page_id(page, site, slug)}/edit/")
    page.wait_for_load_state("networkidle")


def test_chooser_is_danish(editor: Page, site: Site) -> None:
    edit_address(editor, site, "eksempel-ressourcebooking")
    editor.get_by_role("tab", name=re.compile("Leverandører")).click()
    editor.get_by_role("button", name=re.compile("Tilføj leverandør")).first.click()
    editor.get_by_role("button", name=re.compile("Vælg en side|Vælg side")).last.click()
    expect(editor.locator(".modal-content")).to_be_visible()
    editor.wait_for_load_state("networkidle")
    assert leaks(editor) == []


def test_editor_writes_publishes_and_withdraws_a_product(
    editor: Page, open_page: OpenPage, site: Site
) -> None:
    editor.goto(f"{site.url}/admin/pages/{page_id(editor, site, 'produkter')}/")
    editor.get_by_role("link", name=re.compile("Tilføj en underside")).first.click()
    editor.wait_for_load_state("networkidle")
    editor.fill("input[name=title]", "Prøveprodukt til redaktører")
    editor.fill("input[name=tagline]", "Viser, at en redaktør kan udgive")
    expect(editor.locator("input[name=slug]")).to_have_value("proeveprodukt-til-redaktoerer")
    editor.get_by_role("button", name=re.compile("Gem kladde")).first.click()
    editor.wait_for_url("**/edit/")
    address = editor.url
    visitor = open_page("/soeg/?q=pr%C3%B8veprodukt")
    assert visitor.get_by_role("link", name="Prøveprodukt til redaktører").count() == 0

    editor.locator("footer [data-w-dropdown-target=toggle]").last.click()
    editor.get_by_role("button", name=re.compile("^Udgiv")).last.click()
    expect(editor.locator(".messages")).to_contain_text("udgivet")
    visitor.reload()
    visitor.get_by_role("link", name="Prøveprodukt til redaktører").first.click()
    expect(visitor.get_by_role("heading", level=1)).to_contain_text("Prøveprodukt")

    editor.goto(address.replace("/edit/", "/unpublish/"))
    editor.locator("main").get_by_role("button", name=re.compile("fpublicer")).first.click()
    editor.wait_for_url(re.compile(r"/admin/pages/\d+/$"))
    visitor.goto(f"{site.url}/soeg/?q=pr%C3%B8veprodukt")
    assert visitor.get_by_role("link", name="Prøveprodukt til redaktører").count() == 0


def test_wrong_entry_is_explained_in_danish_and_nothing_is_lost(editor: Page, site: Site) -> None:
    edit_address(editor, site, "eksempel-vejviser")
    editor.get_by_role("tab", name=re.compile("Modenhed")).click()
    editor.fill("input[name=basis_date]", "01.01.2099")
    editor.keyboard.press("Escape")
    editor.get_by_role("button", name=re.compile("Gem kladde")).first.click()
    editor.wait_for_load_state("networkidle")
    assert editor.locator("input[name=basis_date]").input_value() == "01.01.2099"
    expect(editor.locator(".error-message")).to_contain_text("Datoen ligger i fremtiden")


def test_date_that_is_none_is_kept_and_refused(editor: Page, site: Site) -> None:
    """Wagtail's picker puts today in its place, without a word."""
    edit_address(editor, site, "eksempel-vejviser")
    editor.get_by_role("tab", name=re.compile("Modenhed")).click()
    editor.fill("input[name=basis_date]", "31.02.2026")
    editor.locator("input[name=basis_date]").press("Tab")
    editor.get_by_role("button", name=re.compile("Gem kladde")).first.click()
    editor.wait_for_load_state("networkidle")
    assert editor.locator("input[name=basis_date]").input_value() == "31.02.2026"
    expect(editor.locator(".error-message")).to_contain_text("gyldig dato")
