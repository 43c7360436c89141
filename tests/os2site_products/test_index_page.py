"""The list of products: facets with counts, only what is public, constant queries."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from os2site.models import SearchEntry
from os2site.search import maintenance
from os2site.search.projection import batch
from os2site_products.pages.models import ProductIndexPage
from tests.factories.products import OrganisationFactory, ProductFactory, make_term, with_rows

pytestmark = pytest.mark.slow


def listed(client: Client, index: ProductIndexPage, query: str = "") -> BeautifulSoup:
    """The list as a visitor gets it."""
    response = client.get(f"{index.url}{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def titles(soup: BeautifulSoup) -> list[str]:
    """Names of the products in the list."""
    return [heading.get_text(strip=True) for heading in soup.select(".result h3 a")]


def facts(soup: BeautifulSoup) -> list[str]:
    """The facts of the first product."""
    row = soup.select_one(".result")
    assert row is not None
    return [" ".join(fact.get_text(" ").split()) for fact in row.select(".facts dd")]


def options(soup: BeautifulSoup, facet: str) -> dict[str, int]:
    """Values of a facet with their counts."""
    return {
        str(box["value"]): int(box.parent.select_one(".n").get_text())  # type: ignore[union-attr]
        for box in soup.select(f'input[name="{facet}"]')
    }


def test_row_has_four_facts(index: ProductIndexPage, client: Client) -> None:
    page = ProductFactory(parent=index, lifecycle="drift", governance_level="3", demo=True)
    page.categories = [make_term("category", "skole", "Skole")]
    with_rows(page, users=[{"organisation": OrganisationFactory()} for __ in range(3)])
    soup = listed(client, index)
    assert facts(soup) == ["Skole", "Produkt i drift Niveau 3", "Mindst 3 kommuner", "Ingen oplyst"]
    assert soup.select_one(".result .example")


def test_unknown_is_written_and_not_hidden(index: ProductIndexPage, client: Client) -> None:
    ProductFactory(parent=index)
    assert facts(listed(client, index)) == [
        "Ikke oplyst",
        "Produkt, status ikke oplyst Niveau ikke vurderet",
        "Ikke oplyst",
        "Ingen oplyst",
    ]


def test_facets_count_and_filter_together(index: ProductIndexPage, client: Client) -> None:
    ProductFactory(parent=index, title="A", lifecycle="drift", governance_level="1")
    ProductFactory(parent=index, title="B", lifecycle="drift")
    ProductFactory(parent=index, title="C", lifecycle="sandkasse", kind="projekt")

    soup = listed(client, index)
    assert options(soup, "lifecycle") == {"sandkasse": 1, "drift": 2}
    assert options(soup, "level") == {"1": 1, "ikke-oplyst": 2}
    assert options(soup, "kind") == {"produkt": 2, "projekt": 1}

    assert titles(listed(client, index, "?lifecycle=drift")) == ["A", "B"]
    assert titles(listed(client, index, "?lifecycle=drift&lifecycle=sandkasse")) == ["A", "B", "C"]
    assert titles(listed(client, index, "?lifecycle=drift&level=ikke-oplyst")) == ["B"]
    assert titles(listed(client, index, "?lifecycle=ukendt")) == []


def test_products_stand_by_name_until_something_is_searched(
    index: ProductIndexPage, client: Client
) -> None:
    for title in ("Beta", "Alfa", "Gamma"):
        ProductFactory(parent=index, title=title)
    assert titles(listed(client, index)) == ["Alfa", "Beta", "Gamma"]
    assert titles(listed(client, index, "?q=gamma")) == ["Gamma"]


def test_drafts_withdrawn_and_private_products_are_nowhere(
    index: ProductIndexPage, client: Client
) -> None:
    ProductFactory(parent=index, title="Udkast", live=False)
    withdrawn = ProductFactory(parent=index, title="Trukket")
    withdrawn.unpublish()
    private = ProductFactory(parent=index, title="Privat")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    deleted = ProductFactory(parent=index, title="Slettet")
    deleted.delete()
    ProductFactory(parent=index, title="Synlig")

    assert titles(listed(client, index)) == ["Synlig"]
    assert options(listed(client, index), "kind") == {"produkt": 1}
    entries = SearchEntry.objects.filter(type="product")
    assert list(entries.values_list("title", flat=True)) == ["Synlig"]
    body = client.get("/api/v1/products/").json()
    assert [item["name"] for item in body["results"]] == ["Synlig"]
    for slug in ("udkast", "trukket", "privat", "slettet"):
        assert client.get(f"/api/v1/products/{slug}/").status_code == 404


def test_markup_in_a_name_or_a_query_is_escaped(index: ProductIndexPage, client: Client) -> None:
    ProductFactory(parent=index, title="<script>x</script>", slug="x", tagline="<img src=x>")
    for query in ("", "?q=%3Cscript%3E", "?q=x"):
        soup = listed(client, index, query)
        assert not soup.select(".rows script, .rows img")


def test_list_takes_the_same_number_of_queries_with_1_and_30_products(
    index: ProductIndexPage, client: Client, settings: Any
) -> None:
    settings.OS2SITE = {**settings.OS2SITE, "PAGE_SIZE": 50}
    category = make_term("category", "skole")

    def count(query: str = "") -> int:
        client.get(f"{index.url}{query}")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{index.url}{query}").status_code == 200
        return len(queries)

    @batch()
    def add(number: int) -> None:
        for __ in range(number):
            page = ProductFactory(parent=index, lifecycle="drift")
            page.categories = [category]
            with_rows(page, users=[{"organisation": OrganisationFactory()}])

    add(1)
    before = [count(), count("?category=skole")]
    add(29)
    assert [count(), count("?category=skole")] == before
    assert len(titles(listed(client, index))) == 30


def test_renamed_category_is_renamed_in_the_list(index: ProductIndexPage, client: Client) -> None:
    category = make_term("category", "skole", "Skole")
    page = ProductFactory(parent=index)
    page.categories = [category]
    page.save()
    category.title = "Skole og dagtilbud"
    category.save()
    assert facts(listed(client, index))[0] == "Skole og dagtilbud"


@pytest.mark.parametrize("query", ["?page=0", "?page=x", "?sort=pris", "?page=99999999999"])
def test_wrong_parameters_get_an_explanation(
    index: ProductIndexPage, client: Client, query: str
) -> None:
    ProductFactory(parent=index)
    assert listed(client, index, query).select_one(".alert")


def test_beyond_the_last_page_is_not_found(index: ProductIndexPage, client: Client) -> None:
    ProductFactory(parent=index)
    assert client.get(f"{index.url}?page=2").status_code == 404


def test_what_stands_below_the_list_is_found_while_the_list_is_public(
    index: ProductIndexPage, client: Client
) -> None:
    index.save_revision().publish()
    entries = SearchEntry.objects.filter(page_id=index.pk).order_by("key")
    assert [(entry.type, entry.title, entry.url) for entry in entries] == [
        ("page", "Sammenlign løsninger", f"{index.url}sammenlign/"),
        ("page", "Hvem bruger hvad", f"{index.url}udbredelse/"),
    ]
    for entry in entries:
        heading = BeautifulSoup(client.get(entry.url).content, "html.parser").h1
        assert heading is not None
        assert heading.get_text(strip=True) == entry.title
    # A repair knows the pages of each plugin whose entries have a type in common.
    SearchEntry.objects.filter(page_id=index.pk).delete()
    assert any(str(index.pk) in finding for finding in maintenance.check())
    PageViewRestriction.objects.create(page=index, restriction_type="login")
    assert not SearchEntry.objects.filter(page_id=index.pk).exists()
