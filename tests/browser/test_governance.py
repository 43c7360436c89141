"""A governance report from the first answer to paper: the editor, the secretariat, the visitor."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import OpenPage, Site
from tests.browser.test_accessibility import RULES
from tests.browser.test_editor import leaks, page_id

pytestmark = pytest.mark.browser

REPORT = "/produkter/eksempel-ressourcebooking/governance/"
BEGIN = "/admin/os2site/governance/ny/rapport/"


def fill(editor: Page, word: str) -> None:
    """Give every criterion the same answer, theme by theme, from the report's overview."""
    overview = editor.url
    for number in range(4):
        editor.locator(".os2-gov__themes a").nth(number).click()
        editor.wait_for_url("**/tema/**")
        for radio in editor.get_by_label(word, exact=True).all():
            radio.check()
        editor.get_by_role("button", name="Gem og se overblikket").click()
        editor.wait_for_url(overview)


def press(editor: Page, name: str) -> None:
    """Press a button of the overview and wait for what it says."""
    editor.get_by_role("button", name=name, exact=True).click()
    expect(editor.locator(".messages").first).to_be_visible()


def test_editor_fills_a_report_in_and_the_visitor_reads_it_and_what_moved(
    editor: Page, open_page: OpenPage, site: Site
) -> None:
    product = page_id(editor, site, "eksempel-vejviser")
    editor.goto(f"{site.url}{BEGIN}?product={product}")
    assert leaks(editor) == []
    editor.get_by_role("button", name="Begynd", exact=True).click()
    editor.wait_for_url(re.compile(r"/governance/\d+/$"))
    expect(editor.locator(".os2-gov__state")).to_contain_text("0 af 43 besvaret")
    assert leaks(editor) == []

    editor.get_by_role("link", name="Relevans").click()
    editor.get_by_label("Ja", exact=True).first.check()
    editor.get_by_role("button", name="Gem", exact=True).click()
    expect(editor.locator(".messages")).to_contain_text("1 krav er gemt")
    expect(editor.locator(".os2-gov__nav")).to_contain_text("1 af 43 besvaret")
    assert leaks(editor) == []
    assert violations(editor) == []
    editor.get_by_role("button", name="Gem og se overblikket").click()
    fill(editor, "Ja")
    expect(editor.locator(".os2-gov__state")).to_contain_text("43 af 43 besvaret")
    press(editor, "Aflever svarene")
    editor.get_by_role("button", name="Begynd vurderingen").click()
    expect(editor.locator(".os2-gov__state")).to_contain_text("0 af 43 besvaret")

    fill(editor, "Opfyldt")
    press(editor, "Afslut vurderingen")
    assert leaks(editor) == []
    assert violations(editor) == []
    editor.get_by_label("Niveau", exact=True).select_option("3")
    editor.fill("input[name=decided_by_role]", "Bestyrelsen")
    editor.fill("textarea[name=text]", "Alle krav er opfyldt.")
    press(editor, "Gem afgørelsen")
    visitor = open_page("/produkter/eksempel-vejviser/governance/")
    assert "43 af 43" not in visitor.inner_text("main")
    press(editor, "Udgiv rapporten")

    visitor.reload()
    main = visitor.locator("main")
    expect(main).to_contain_text("Niveauet er afgjort: niveau 3. 43 af 43 krav er opfyldt.")
    expect(main).to_contain_text("Niveauet er hævet fra niveau 2 til niveau 3.")
    expect(main.locator("#siden-sidst")).to_contain_text("10 er bedre")
    expect(main).to_contain_text("Alle krav er opfyldt.")
    visitor.goto(f"{site.url}/produkter/eksempel-vejviser/")
    expect(visitor.locator(".answers")).to_contain_text("Niveau 3")
    expect(visitor.locator("#historie")).to_contain_text("Governanceniveau: niveau 3")


def test_dashboard_is_danish_and_leads_to_the_reports(editor: Page, site: Site) -> None:
    editor.goto(f"{site.url}/admin/os2site/governance/oversigt/")
    expect(editor.locator("table.listing")).to_contain_text("OS2faktor")
    assert leaks(editor) == []
    assert violations(editor) == []
    editor.get_by_role("link", name="16. november 2025").click()
    expect(editor.locator(".os2-gov__state")).to_contain_text("43 af 43 besvaret")


def test_report_prints_to_a_good_pdf_without_navigation(open_page: OpenPage) -> None:
    page = open_page(REPORT)
    document = PdfReader(BytesIO(page.pdf(format="A4", print_background=True)))
    texts = [" ".join(sheet.extract_text().split()) for sheet in document.pages]
    whole = " ".join(texts)
    assert 2 <= len(texts) <= 12
    assert "governancerapport" in texts[0]
    assert "Niveau 3" in texts[0]
    for code in ("R1", "F22", "S5", "G14"):
        assert code in whole, code
    for word in ("Log ind", "Spring til indhold", "Leverandører", "Hent denne rapport"):
        assert word not in whole, word
    assert all(len(text) > 40 for text in texts), "a sheet is all but empty"


def test_report_reads_in_words_where_colours_are_gone(open_page: OpenPage) -> None:
    page = open_page(REPORT, forced_colors=True)
    lights = page.locator("#krav .light").all_inner_texts()
    assert len(lights) == 43
    assert set(lights) <= {"Opfyldt", "Delvist opfyldt", "Ikke opfyldt", "Ikke relevant"}


def violations(page: Page) -> list[Any]:
    """Violations of WCAG in what is ours on the screen; messages are Wagtail's."""
    ours = {"include": [["main"]], "exclude": [[".messages"]]}
    found = Axe().run(page, context=ours, options=RULES).response["violations"]
    return [f"{item['id']}: {node['html'][:160]}" for item in found for node in item["nodes"]]
