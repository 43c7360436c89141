"""What a municipality does in the catalogue: finds its price, compares, and follows a product."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

from os2site import links
from os2site_products.services import follow
from tests.browser.conftest import OpenPage, Site
from tests.browser.test_governance import violations
from tests.browser.test_registration import newest_mail

pytestmark = pytest.mark.browser

PRODUCT = "/produkter/eksempel-ressourcebooking/"
#: The form takes nobody for a person who is quicker.
FILLING_IN = 3_200


def link_in(site: Site, address: str, below: str) -> str:
    """The link to an address below ``below`` in the newest mail to somebody."""
    text = newest_mail(site.database, address)
    found = re.search(rf"\S+{below}\S+", text)
    assert found is not None, text
    return found[0]


def followers(site: Site, address: str) -> list[tuple[int]]:
    """Who follows with an address and has confirmed it."""
    query = (
        "SELECT id FROM os2site_products_productfollower"
        " WHERE email = ? AND confirmed_at IS NOT NULL"
    )
    with closing(sqlite3.connect(site.database, timeout=30)) as database:
        return database.execute(query, [address]).fetchall()


def test_a_municipality_sees_what_a_product_costs_it(open_page: OpenPage) -> None:
    page = open_page(PRODUCT, width=360)
    prices = page.locator("#oekonomi")
    expect(prices).to_contain_text("se, hvad produktet koster jer")
    prices.get_by_label("Kommune", exact=True).select_option("aarhus-kommune")
    prices.get_by_role("button", name="Vis pris").click()
    # The number of citizens is not known here, and not guessed.
    expect(prices.locator(".price__problem")).to_be_visible()
    prices.get_by_text("Meget stor").first.click()
    prices.get_by_text("Ja", exact=True).first.click()
    prices.get_by_role("button", name="Vis pris").click()
    expect(prices.locator(".sum")).to_contain_text("første år")
    for part in ("Aarhus Kommune, meget stor, medlem", "Det er med", "Det er ikke med"):
        expect(prices).to_contain_text(part, ignore_case=True)
    expect(prices).to_contain_text(re.compile(r"Derefter [\d.]+\skr\.\som\såret"))
    assert violations(page) == []

    page.goto(page.url.split("/produkter/")[0] + "/produkter/os2nectar/")
    expect(page.locator("#oekonomi")).to_contain_text("Der er ikke oplyst priser her")


def test_solutions_are_compared_added_and_removed(open_page: OpenPage) -> None:
    page = open_page("/produkter/")
    page.get_by_role("link", name=re.compile("Sammenlign")).first.click()
    page.wait_for_url("**/sammenlign/")
    for name in ("OS2display", "Eksempel-Ressourcebooking"):
        options = page.locator("#compare-add")
        text = options.locator("option").filter(has_text=name).first.inner_text()
        options.select_option(label=text)
        page.get_by_role("button", name="Tilføj").click()
        expect(page.locator(".chips--list")).to_contain_text(name)
    table = page.locator(".table--compare")
    expect(table.get_by_role("columnheader")).to_have_count(3)
    page.get_by_label("Eller størrelse").select_option("mellem")
    page.get_by_label("Medlem af foreningen?").select_option("ja")
    page.get_by_role("button", name="Vis priser").click()
    expect(table).to_contain_text(re.compile(r"[\d.]+\skr\.\som\såret"))
    page.get_by_role("link", name="Fjern OS2display").click()
    expect(table.get_by_role("columnheader")).to_have_count(2)
    assert "member=ja" in page.url
    assert violations(page) == []


def test_a_product_is_followed_by_mail_and_left_with_one_click(
    open_page: OpenPage, site: Site
) -> None:
    address = "foelger@kommune.example"
    page = open_page(PRODUCT)
    page.get_by_role("link", name=re.compile("Følg")).first.click()
    page.get_by_label("Din mailadresse").fill(address)
    page.wait_for_timeout(FILLING_IN)
    page.get_by_role("button", name="Send mig en mail").click()
    page.wait_for_url("**/foelg/sendt/")

    assert followers(site, address) == []
    page.goto(link_in(site, address, "/foelg/bekraeft/"))
    page.get_by_role("button", name=re.compile("Følg")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Du følger Eksempel-Ress")

    [[number]] = followers(site, address)
    # What each mail has at its end: the demo and the tests sign with the same key.
    token = links.sign(purpose=follow.PURPOSE_END, value=str(number))
    page.goto(f"{site.url}{PRODUCT}foelg/slut/{token}/")
    page.get_by_role("button", name="Stop mails").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Du får ikke flere mails")
    assert followers(site, address) == []
