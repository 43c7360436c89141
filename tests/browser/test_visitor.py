"""What visitors come for, by keyboard alone, without JavaScript, and light on the wire."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.addresses import TEMPLATES
from tests.browser.conftest import OpenPage, Site

pytestmark = pytest.mark.browser

#: Bytes over the wire of a first view, without images (issue: at most 100 kB).
BUDGET = 100_000


def focus_by_tab(page: Page, name: str, *, limit: int = 120) -> None:
    """Press Tab until the element with this accessible name has the focus."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            """() => { const item = document.activeElement;
            const label = item.labels && item.labels[0] ? item.labels[0].innerText : '';
            return (item.getAttribute('aria-label') || label || item.innerText || item.value || '')
                .replace(/\\u00ad/g, '').replace(/\\s+/g, ' ').trim(); }"""
        )
        if re.search(name, focused):
            return
    pytest.fail(f"{name} can't be reached with Tab on {page.url}")


def test_product_is_found_and_followed_to_its_supplier_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("/")
    focus_by_tab(page, "Hvad skal I løse")
    page.keyboard.type("ressourcebooking")
    page.keyboard.press("Enter")
    page.wait_for_url("**/soeg/**")
    focus_by_tab(page, "^Eksempel-Ressourcebooking$")
    page.keyboard.press("Enter")
    page.wait_for_url("**/produkter/eksempel-ressourcebooking/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ressource")
    focus_by_tab(page, "^Eksempel Drift")
    page.keyboard.press("Enter")
    page.wait_for_url("**/leverandoerer/eksempel-drift/")


def test_list_is_filtered_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("/produkter/")
    before = page.locator("#list-count").inner_text()
    focus_by_tab(page, "^Idé|^Sandkasse|^Modning")
    page.keyboard.press("Space")
    focus_by_tab(page, "^Vis .*(løsning|resultat)")
    page.keyboard.press("Enter")
    page.wait_for_url("**/produkter/?**lifecycle=**")
    assert page.locator("#list-count").inner_text() != before
    expect(page.get_by_text("Fjern filter").first).to_be_attached()


def test_list_search_and_menu_work_without_javascript(open_page: OpenPage) -> None:
    page = open_page("/produkter/", javascript=False, width=360)
    page.locator("details.facets > summary").click()
    page.locator("details.facets input[name=lifecycle]").first.check()
    page.locator("details.facets .facets__submit button").click()
    assert "lifecycle=" in page.url
    page.locator("details.menu > summary").click()
    page.locator("details.menu").get_by_role("link", name="Leverandører").click()
    assert page.url.endswith("/leverandoerer/")


def test_appearance_is_kept_without_javascript(open_page: OpenPage) -> None:
    page = open_page("/", javascript=False)
    page.get_by_role("button", name=re.compile("Mørk")).first.click()
    assert page.locator("html").get_attribute("data-scheme") == "dark"
    page.goto(page.url)
    assert page.locator("html").get_attribute("data-scheme") == "dark"


@pytest.mark.parametrize("name", ["home", "product", "product list", "search"])
def test_first_view_is_light_and_calls_nobody_else(
    name: str,
    open_page: OpenPage,
    site: Site,
    record_property: Callable[[str, object], None],
) -> None:
    page = open_page("/health/live")
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    weights: dict[str, int] = {}
    kinds: dict[str, str] = {}
    addresses: dict[str, str] = {}
    session.on(
        "Network.responseReceived",
        lambda event: (
            kinds.__setitem__(event["requestId"], event["type"]),
            addresses.__setitem__(event["requestId"], event["response"]["url"]),
        ),
    )
    session.on(
        "Network.loadingFinished",
        lambda event: weights.__setitem__(event["requestId"], int(event["encodedDataLength"])),
    )
    page.goto(f"{site.url}{TEMPLATES[name]}", wait_until="networkidle")
    hosts = {urlsplit(url).netloc for url in addresses.values() if not url.startswith("data:")}
    assert hosts == {urlsplit(site.url).netloc}
    total = sum(size for request, size in weights.items() if kinds.get(request) != "Image")
    record_property("kilobytes", round(total / 1000, 1))
    assert total <= BUDGET, (name, total)
    assert (
        page.locator("script:not([type='module']):not([type='application/ld+json'])").count() == 0
    )


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_script_or_style_is_refused_by_the_policy(
    name: str, open_page: OpenPage, site: Site
) -> None:
    page = open_page("/health/live")
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.goto(f"{site.url}{TEMPLATES[name]}", wait_until="networkidle")
    assert [text for text in messages if "404" not in text and "400" not in text] == []
