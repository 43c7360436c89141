"""Every template without an axe violation, and usable at 400 % zoom and in forced colours."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.addresses import TEMPLATES
from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser

#: Rules of WCAG 2.2 A and AA.
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"],
    }
}


def violations(page: Page) -> list[str]:
    """Violations on the page, each with the element."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in found
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_violation_in_light_and_dark_narrow_and_wide(name: str, open_page: OpenPage) -> None:
    found = {}
    for scheme in ("light", "dark"):
        page = open_page(TEMPLATES[name], scheme=scheme)
        for width in (1440, 360):
            page.set_viewport_size({"width": width, "height": 900})
            found[scheme, width] = violations(page)
    assert not any(found.values()), found


@pytest.mark.parametrize("name", TEMPLATES)
def test_text_reflows_at_400_percent(name: str, open_page: OpenPage) -> None:
    page = open_page(TEMPLATES[name], width=320, height=256)
    too_wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert too_wide <= 0, name


@pytest.mark.parametrize("name", ["home", "product", "product list", "search"])
def test_controls_keep_an_edge_in_forced_colours(name: str, open_page: OpenPage) -> None:
    page = open_page(TEMPLATES[name], forced_colors=True)
    bare = page.evaluate(
        """[...document.querySelectorAll('main button, main input:not([type=hidden])')]
        .filter(item => item.getClientRects().length && item.type !== 'checkbox'
            && item.type !== 'radio')
        .filter(item => {
            const own = getComputedStyle(item), box = getComputedStyle(item.parentElement);
            return !parseFloat(own.borderTopWidth) && !parseFloat(box.borderTopWidth)
                && own.outlineStyle === 'none';
        }).map(item => item.outerHTML.slice(0, 120))"""
    )
    assert bare == []


def test_page_has_one_main_heading_and_landmarks(open_page: OpenPage) -> None:
    for name, path in TEMPLATES.items():
        page = open_page(path)
        assert page.locator("h1").count() == 1, name
        assert page.get_by_role("main").count() == 1, name
        assert page.get_by_role("banner").count() == 1, name
        assert page.get_by_role("contentinfo").count() == 1, name
        page.context.close()
