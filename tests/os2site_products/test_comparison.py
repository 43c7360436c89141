"""Products side by side: what the address names, in constant queries, and never an error."""

from __future__ import annotations

import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from os2site.models import Municipality, Region
from os2site.search.projection import batch
from os2site_products.pages.models import ProductIndexPage, ProductPage
from os2site_products.services import comparison_choice
from tests.factories.events import make_event, make_index
from tests.factories.products import (
    GroupFactory,
    OrganisationFactory,
    ProductFactory,
    make_term,
    with_rows,
)
from tests.factories.suppliers import offers, supplier

pytestmark = pytest.mark.slow

PRICE = {
    "as_of": datetime.date(2026, 1, 1),
    "size_class": "mellem",
    "entry_fee": 60_000,
    "annual_member": 30_000,
    "annual_non_member": 45_000,
}


def compared(client: Client, index: ProductIndexPage, *slugs: str, **price: str) -> BeautifulSoup:
    """The comparison of these products."""
    query = urlencode([*(("produkt", slug) for slug in slugs), *price.items()])
    response = client.get(f"{index.url}sammenlign/?{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def plain(element: Any) -> str:
    """Text of an element, white space single."""
    assert element is not None
    return " ".join(element.get_text(" ").split())


def heads(soup: BeautifulSoup) -> list[str]:
    """Names of the products in the table's head."""
    return [plain(cell) for cell in soup.select(".table--compare thead th")][1:]


def row(soup: BeautifulSoup, label: str) -> list[str]:
    """What the products have in a row."""
    for line in soup.select(".table--compare tbody tr"):
        head = line.select_one('th[scope="row"]')
        if head is not None and plain(head).startswith(label):
            return [plain(cell) for cell in line.select("td")]
    pytest.fail(f"There is no row {label}")


def notices(soup: BeautifulSoup) -> str:
    """What the page says of the address."""
    found = soup.select_one(".alert")
    return "" if found is None else plain(found)


def test_all_that_is_known_stands_side_by_side(index: ProductIndexPage, client: Client) -> None:
    make_term("service", "hosting", "Hosting")
    group = GroupFactory()
    full = with_rows(
        ProductFactory(
            parent=index,
            title="Alfa",
            tagline="Booker lokaler",
            lifecycle="drift",
            governance_level="2",
            governance_target="3",
            basis_type="evaluering",
            basis_date=datetime.date(2026, 5, 4),
            licence="MPL-2.0",
        ),
        prices=[PRICE],
        groups=[{"group": group}],
        users=[{"organisation": OrganisationFactory()} for __ in range(2)],
        suppliers=[{"target": supplier("Magenta"), "roles": ["hosting"], "active": True}],
    )
    full.categories = [make_term("category", "kultur", "Kultur")]
    full.technologies = [make_term("technology", "python", "Python")]
    full.save()
    year = timezone.localdate().year + 1
    make_event(
        title="Webinar",
        slug="w",
        starts_at=f"{year}-03-01 09:00",
        ends_at=f"{year}-03-01 10:00",
        index=make_index(),
        products=[{"target": full}],
    )
    ProductFactory(parent=index, title="Beta", kind="projekt", tagline="")

    soup = compared(client, index, "alfa", "beta")

    assert heads(soup) == ["Alfa", "Beta"]
    unknown = "Ikke oplyst"
    for label, known, other in (
        ("Hvad den gør", "Booker lokaler", unknown),
        ("Til", "Kultur", unknown),
        ("Slags", "Produkt", "Projekt"),
        ("Modenhed", "I drift", unknown),
        ("Governanceniveau", "Niveau 2 Officiel evaluering, 4. maj 2026", "Niveau ikke vurderet"),
        ("Målniveau", "Niveau 3", unknown),
        ("Anvendere", "Mindst 2 kommuner", unknown),
        ("Leverandører", "Magenta Hosting", "Ingen oplyst"),
        ("Licens", "MPL-2.0", unknown),
        ("Bygget med", "Python", unknown),
        ("Grupper", "Styregruppe (aktiv)", unknown),
        ("Næste arrangement", f"Webinar 1. marts {year}", "Ingen for tiden"),
        ("Seneste nyhed", "Ingen for tiden", "Ingen for tiden"),
    ):
        assert row(soup, label) == [known, other], label
    price, none = row(soup, "Pris")
    assert "30.000 kr. om året" in price.replace("\xa0", " ")
    assert "For medlemmer. Priser: 1. januar 2026." in price
    assert none == unknown
    assert notices(soup) == ""


def test_supplier_that_names_the_product_itself_counts_and_one_that_stopped_does_not(
    index: ProductIndexPage, client: Client
) -> None:
    page = ProductFactory(parent=index, title="Alfa")
    supplier("Zeta", products=offers(page))
    supplier("Kladden", products=offers(page), live=False)
    with_rows(page, suppliers=[{"target": supplier("Stoppet"), "active": False}])
    assert row(compared(client, index, "alfa"), "Leverandører") == ["Zeta"]


def test_price_is_for_the_size_and_membership_that_the_address_asks_for(
    index: ProductIndexPage, client: Client
) -> None:
    with_rows(ProductFactory(parent=index, title="Alfa"), prices=[PRICE])
    with_rows(ProductFactory(parent=index, title="Beta"), prices=[PRICE | {"size_class": "lille"}])
    ProductFactory(parent=index, title="Gamma")
    soup = compared(client, index, "alfa", "beta", size="mellem", member="nej")
    alfa, beta = row(soup, "Pris")
    assert "45.000 kr. om året Plus 60.000 kr. én gang" in alfa.replace("\xa0", " ")
    assert beta == "Ikke oplyst for denne størrelse"
    assert "mellem, ikke medlem" in soup.get_text()
    removal = soup.select_one(".chips a")
    assert removal is not None
    assert dict(parse_qsl(urlsplit(str(removal["href"])).query)) == {
        "produkt": "beta",
        "size": "mellem",
        "member": "nej",
    }
    hidden = soup.select('form:has(select[name="produkt"]) input[type="hidden"]')
    assert [(field["name"], field["value"]) for field in hidden] == [
        ("produkt", "alfa"),
        ("produkt", "beta"),
        ("size", "mellem"),
        ("member", "nej"),
    ]


def test_municipality_gives_size_and_membership(index: ProductIndexPage, client: Client) -> None:
    region = Region.objects.create(slug="r", name="R", full_name="Region R")
    Municipality.objects.create(
        slug="m", name="M Kommune", short_name="M", code="1", region=region,
        size_class="mellem", member=True,
    )  # fmt: skip
    with_rows(ProductFactory(parent=index, title="Alfa"), prices=[PRICE])
    soup = compared(client, index, "alfa", municipality="m")
    assert "30.000" in row(soup, "Pris")[0]
    assert "M Kommune, mellem, medlem" in soup.get_text()


@pytest.mark.parametrize(
    ("slugs", "shown", "said"),
    [
        ([], [], ""),
        (["a"], ["A"], ""),
        (["b", "a"], ["B", "A"], ""),
        (["a", "b", "c", "d", "e"], ["A", "B", "C", "D"], "Højst fire"),
        (["a", "a"], ["A"], "mere end én gang"),
        (["a", "nix"], ["A"], "findes ikke på denne liste"),
        (["nix", "nul"], [], "2 produkter i adressen"),
        (["\x00", "'; --", "<script>", "a" * 5000, "  "], [], "findes ikke"),
        (["a"] * 200, ["A"], "mere end én gang"),
    ],
)
def test_every_choice_gets_a_clear_answer(
    index: ProductIndexPage, client: Client, slugs: list[str], shown: list[str], said: str
) -> None:
    for title in "ABCDE":
        ProductFactory(parent=index, title=title)
    soup = compared(client, index, *slugs)
    assert heads(soup) == shown
    assert said in notices(soup)
    if not said:
        assert notices(soup) == ""
    assert not soup.select(".alert script")
    assert ("Tilføj mindst én mere" in soup.get_text()) == (len(shown) == 1)
    assert bool(soup.select('select[name="produkt"]')) == (len(shown) < 4)


def test_a_long_list_is_searched_and_not_put_into_the_page(
    index: ProductIndexPage, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for title in ("Byggesag", "Skolekort", "Skolebus"):
        ProductFactory(parent=index, title=title)
    ProductFactory(parent=index, title="Skolekladde", live=False)
    ProductFactory(parent=index, title="Vejkort", slug="vejkort")
    monkeypatch.setattr(comparison_choice, "LISTED", 3)

    bare = compared(client, index, "vejkort", size="mellem", member="ja")
    assert bare.select_one('select[name="produkt"]') is None
    assert "Skolekort" not in plain(bare.main)
    field = bare.select_one('form[role="search"] input[name="q"]')
    assert field is not None
    assert bare.select_one(f'label[for="{field["id"]}"]') is not None

    found = compared(client, index, "vejkort", size="mellem", member="ja", q="skolekort")
    offered = {plain(link): str(link["href"]) for link in found.select(".chips--found a")}
    assert "Tilføj Skolekort" in offered
    assert "Tilføj Skolekladde" not in offered
    added = BeautifulSoup(client.get(offered["Tilføj Skolekort"]).content, "html.parser")
    assert heads(added) == ["Vejkort", "Skolekort"]
    assert "mellem, medlem" in plain(added.main)

    nothing = compared(client, index, q='"; DROP xyzzy <b> \x00')
    assert "Der blev ikke fundet flere løsninger for »" in plain(nothing.main)
    assert nothing.select_one("main b") is None
    monkeypatch.setattr(comparison_choice, "SHOWN", 1)
    assert "mere blev fundet" in plain(compared(client, index, q="skole").main)


@pytest.mark.parametrize(
    "query",
    ["municipality=nix", "size=kæmpe&member=måske", "municipality=%00", "page=99", "member=ja"],
)
def test_questions_for_a_price_that_make_no_sense_are_answered(
    index: ProductIndexPage, client: Client, query: str
) -> None:
    with_rows(ProductFactory(parent=index, title="Alfa"), prices=[PRICE])
    response = client.get(f"{index.url}sammenlign/?produkt=alfa&{query}")
    assert response.status_code == 200
    said = "price__problem" in response.content.decode()
    assert said == (not query.startswith("page"))


def test_products_that_are_not_public_are_neither_offered_nor_shown(
    index: ProductIndexPage, client: Client
) -> None:
    ProductFactory(parent=index, title="Udkast", live=False)
    past = timezone.now() - datetime.timedelta(days=1)
    ProductFactory(parent=index, title="Overstået", expire_at=past)
    private = ProductFactory(parent=index, title="Privat")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    ProductFactory(parent=index, title="Synlig")

    soup = compared(client, index, "udkast", "overstået", "privat", "synlig")

    assert heads(soup) == ["Synlig"]
    assert "3 produkter i adressen" in notices(soup)
    for title in ("Udkast", "Overstået", "Privat"):
        assert title not in soup.get_text()


def test_languages_are_not_mixed(index: ProductIndexPage, client: Client) -> None:
    english = Locale.objects.create(language_code="en")
    page = ProductFactory(parent=index, title="Dansk navn", slug="navn")
    home = index.get_parent().specific
    home.copy_for_translation(english).save_revision().publish()
    other_index = index.copy_for_translation(english)
    other_index.save_revision().publish()
    translated = page.copy_for_translation(english)
    translated.title, translated.slug = "English name", "navn"
    translated.save_revision().publish()

    soup = compared(client, index, "navn")
    assert heads(soup) == ["Dansk navn"]
    assert "English name" not in soup.get_text()
    other = compared(client, ProductIndexPage.objects.get(pk=other_index.pk), "navn")
    assert heads(other) == ["English name"]
    assert "Dansk navn" not in other.get_text()


def test_queries_are_the_same_for_one_product_and_four_and_for_a_long_list(
    index: ProductIndexPage, client: Client
) -> None:
    make_term("service", "hosting", "Hosting")

    def add(title: str) -> ProductPage:
        page = with_rows(
            ProductFactory(parent=index, title=title),
            prices=[PRICE],
            groups=[{"group": GroupFactory()}],
            users=[{"organisation": OrganisationFactory()}],
            suppliers=[{"target": supplier(f"Hus {title}"), "roles": ["hosting"]}],
        )
        page.technologies = [make_term("technology", f"t-{title}".lower())]
        page.save()
        return page

    def count(*slugs: str) -> int:
        compared(client, index, *slugs)
        with CaptureQueriesContext(connection) as queries:
            assert len(heads(compared(client, index, *slugs))) == len(slugs)
        return len(queries)

    add("A")
    before = count("a")
    with batch():
        for title in "BCD":
            add(title)
        for __ in range(26):
            ProductFactory(parent=index)
    assert count("a") == before
    # Where four are chosen nothing is offered.
    assert count("a", "b", "c", "d") == before - 1


def test_comparison_is_linked_and_only_the_bare_page_is_for_search_engines(
    index: ProductIndexPage, client: Client
) -> None:
    page = ProductFactory(parent=index, title="Alfa")
    own = BeautifulSoup(client.get(page.url).content, "html.parser")
    link = own.select_one(f'a[href="{index.url}sammenlign/?produkt=alfa"]')
    assert plain(link) == "Sammenlign Alfa med andre"
    assert f'href="{index.url}sammenlign/"' in client.get(index.url).content.decode()
    chosen, bare = compared(client, index, "alfa"), compared(client, index)
    assert chosen.select_one('meta[name="robots"][content*="noindex"]')
    assert not bare.select_one('meta[name="robots"]')


def test_table_says_what_each_cell_is(index: ProductIndexPage, client: Client) -> None:
    ProductFactory(parent=index, title="Alfa")
    ProductFactory(parent=index, title="Beta", demo=True)
    soup = compared(client, index, "alfa", "beta")
    region = soup.select_one('.table--responsive-scroll[role="region"][tabindex="0"]')
    assert region is not None
    assert region["aria-label"] == "Løsninger side om side"
    assert soup.select_one(".table--compare caption")
    assert {str(cell["data-th"]) for cell in soup.select(".table--compare td")} == {
        "Alfa",
        "Beta (eksempel)",
    }
    assert heads(soup) == ["Alfa", "Beta Eksempel"]


def test_products_ticked_in_the_list_are_compared(index: ProductIndexPage, client: Client) -> None:
    for name in ("OS2brev", "OS2kort", "OS2sag"):
        ProductFactory(parent=index, title=name)
    soup = BeautifulSoup(client.get(index.url).content, "html.parser")
    form = soup.find("form", action=f"{index.url}sammenlign/")
    assert form is not None
    boxes = {
        plain(box.parent): (box["name"], box["value"])
        for box in soup.find_all("input", type="checkbox", form=form["id"])
    }
    assert list(boxes) == [f"Sammenlign {name}" for name in ("OS2brev", "OS2kort", "OS2sag")]
    ticked = [boxes["Sammenlign OS2brev"], boxes["Sammenlign OS2sag"]]
    answer = client.get(f"{form['action']}?{urlencode(ticked)}")
    assert heads(BeautifulSoup(answer.content, "html.parser")) == ["OS2brev", "OS2sag"]
