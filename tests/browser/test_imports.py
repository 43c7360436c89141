"""Bringing in a publiccode.yml, and a supplier's own profile, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, Site
from tests.browser.test_editor import edit_address, leaks, page_id

pytestmark = pytest.mark.browser

PATIENCE = 30_000
#: Columns are called as in the file.
COLUMNS = {"name", "slug", "summary"}
FILE = """\
publiccodeYmlVersion: "0.7"
name: Eksempel-Vejviser
softwareType: standalone/web
platforms: [web]
maintenance:
  type: community
  contacts:
    - name: Bo Bosen
description:
  da:
    shortDescription: Fra filen
"""


def test_a_pasted_file_is_shown_and_becomes_a_draft(editor: Page, site: Site) -> None:
    number = page_id(editor, site, "eksempel-vejviser")
    editor.goto(f"{site.url}/admin/os2site/publiccode/?product={number}")
    assert leaks(editor) == []
    editor.get_by_label("Tekst", exact=True).fill(FILE.replace("0.7", "ny"))
    editor.get_by_role("button", name="Vis, hvad der ville blive ændret").click()
    expect(editor.get_by_role("alert")).to_contain_text("Linje 1, publiccodeYmlVersion")

    editor.get_by_label("Tekst", exact=True).fill(FILE)
    editor.get_by_role("button", name="Vis, hvad der ville blive ændret").click()
    tagline = editor.get_by_role("checkbox", name="Kort beskrivelse")
    expect(tagline).not_to_be_checked()
    expect(editor.locator("main")).to_contain_text("maintenance.contacts")
    expect(editor.locator("main")).not_to_contain_text("Bo Bosen")
    assert leaks(editor) == []
    tagline.check()
    editor.get_by_role("button", name="Gem de valgte felter som kladde").click()

    expect(editor.locator(".messages")).to_contain_text("gemt som kladde", timeout=PATIENCE)
    expect(editor.locator("input[name=tagline]")).to_have_value("Fra filen")
    editor.goto(f"{site.url}/produkter/eksempel-vejviser/")
    expect(editor.locator("main")).not_to_contain_text("Fra filen")


def test_a_supplier_sends_its_profile_without_javascript_and_an_editor_approves(
    editor: Page, open_page: OpenPage, site: Site
) -> None:
    number = page_id(editor, site, "magenta")
    editor.goto(f"{site.url}/admin/os2site/suppliers/{number}/invitations/")
    editor.get_by_role("button", name="Lav et link").click()
    link = editor.locator("#invitation-address").input_value(timeout=PATIENCE)
    assert leaks(editor) == []

    for width in (360, 1440):
        form = open_page(link.removeprefix(site.url), width=width)
        assert form.evaluate("document.documentElement.scrollWidth") <= width
    form = open_page(link.removeprefix(site.url), javascript=False)
    form.locator("input[name=website_url]").fill("javascript:alert(1)")
    form.get_by_role("button", name="Send til godkendelse").click()
    expect(form.get_by_role("alert")).to_contain_text("Noget skal rettes")
    form.locator("input[name=website_url]").fill("https://ny.example/")
    form.locator("input[name=summary]").fill("Skrevet af leverandøren selv")
    form.get_by_role("button", name="Send til godkendelse").click()
    expect(form.get_by_role("heading", level=1)).to_contain_text("Jeres ændringer er sendt")

    editor.goto(f"{site.url}/admin/")
    editor.locator(f"a[href*='/pages/{number}/revisions/compare/live...latest/']").click()
    expect(editor.locator("main")).to_contain_text("Skrevet af leverandøren selv")
    visitor = open_page("/leverandoerer/magenta/")
    expect(visitor.locator("main")).not_to_contain_text("Skrevet af leverandøren selv")

    edit_address(editor, site, "magenta")
    editor.locator("footer [data-w-dropdown-target=toggle]").last.click()
    editor.get_by_role("button", name="Godkend og udgiv", exact=True).click()
    expect(editor.locator(".messages")).to_contain_text("Magenta", timeout=PATIENCE)
    visitor.reload()
    expect(visitor.locator("main")).to_contain_text("Skrevet af leverandøren selv")
    editor.goto(f"{site.url}/admin/")
    expect(editor.locator("main")).not_to_contain_text("1 leverandør har sendt ændringer")


def test_a_file_of_suppliers_is_shown_imported_and_taken_back(
    editor: Page, open_page: OpenPage, site: Site
) -> None:
    def upload(*lines: str) -> None:
        editor.goto(f"{site.url}/admin/os2site/imports/")
        editor.get_by_label("Hvad").select_option(label="Leverandører")
        data = "\n".join(["slug;name;summary", *lines]).encode("utf-8-sig")
        editor.locator("input[type=file]").set_input_files(
            {"name": "leverandører.csv", "mimeType": "text/csv", "buffer": data}
        )
        editor.locator("input[name=update]").check()
        editor.get_by_role("button", name="Vis, hvad der ville blive ændret").click()

    upload("nyt-hus;Nyt Hus på Ærø;Bygger", "eksempel-raad;;Ingen navn", "Forkert Slug;X;")
    main = editor.locator("main")
    expect(main).to_contain_text("Har fejl", timeout=PATIENCE)
    expect(main.locator("tbody tr")).to_contain_text(["skal udfyldes", "slug"])
    assert set(leaks(editor)) <= COLUMNS
    upload("nyt-hus;Nyt Hus på Ærø;Bygger", "eksempel-raad;Eksempel Råd;Ny sætning")
    expect(main).to_contain_text("intet er gemt endnu", timeout=PATIENCE)
    expect(main.locator("ins")).to_contain_text(["Ny sætning"])
    visitor = open_page("/leverandoerer/eksempel-raad/")
    expect(visitor.locator("main")).not_to_contain_text("Ny sætning")
    editor.get_by_role("button", name="Importér", exact=True).click()
    expect(editor.locator(".messages")).to_contain_text("importeret", timeout=PATIENCE)
    visitor.reload()
    expect(visitor.locator("main")).to_contain_text("Ny sætning")
    editor.get_by_role("button", name="Fortryd importen").click()
    expect(editor.locator(".messages")).to_contain_text("fortrudt", timeout=PATIENCE)
    assert set(leaks(editor)) <= COLUMNS
    visitor.reload()
    expect(visitor.locator("main")).not_to_contain_text("Ny sætning")
    gone = visitor.goto(f"{site.url}/leverandoerer/nyt-hus/")
    assert gone is not None
    assert gone.status == 404
