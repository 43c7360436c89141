"""Products in the JSON API: the list page's filters, public facts, constant queries."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from os2site.search.projection import batch
from os2site_products.pages.models import ProductIndexPage
from tests.factories.products import (
    CriterionFactory,
    GroupFactory,
    OrganisationFactory,
    ProductFactory,
    make_assessment,
    make_term,
    with_rows,
)

pytestmark = pytest.mark.slow


def get(client: Client, path: str = "", **parameters: Any) -> Any:
    """The answer to a request that succeeds."""
    response = client.get(f"/api/v1/products/{path}", parameters)
    assert response.status_code == 200, response.content
    return response.json()


def test_list_has_total_and_results(index: ProductIndexPage, client: Client) -> None:
    page = ProductFactory(parent=index, title="Kortet", lifecycle="drift", governance_level="2")
    page.categories = [make_term("category", "skole")]
    with_rows(page, user_claims=[{"count": 50, "unit": "kommuner", "claim": "mere end"}])
    body = get(client)
    assert body["total"] == 1
    item = body["results"][0]
    assert item["url"].endswith("/produkter/kortet/")
    assert {name: item[name] for name in ("slug", "status", "governance_level", "categories")} == {
        "slug": "kortet",
        "status": "drift",
        "governance_level": "2",
        "categories": ["skole"],
    }
    assert item["reach"]["count"] == 50


def test_what_nobody_stated_is_null(index: ProductIndexPage, client: Client) -> None:
    ProductFactory(parent=index)
    item = get(client)["results"][0]
    assert (item["status"], item["governance_level"], item["reach"]["count"]) == (None, None, None)


def test_facets_of_the_list_page_filter(index: ProductIndexPage, client: Client) -> None:
    ProductFactory(parent=index, title="A", lifecycle="drift")
    ProductFactory(parent=index, title="B", lifecycle="sandkasse", kind="projekt")
    assert [item["slug"] for item in get(client, kind="projekt")["results"]] == ["b"]
    assert get(client, lifecycle=["drift", "sandkasse"])["total"] == 2
    assert get(client, lifecycle="drift", kind="projekt")["total"] == 0


def test_pages_of_results(index: ProductIndexPage, client: Client) -> None:
    for letter in "ABC":
        ProductFactory(parent=index, title=letter)
    body = get(client, page=2, page_size=2)
    assert (body["total"], [item["name"] for item in body["results"]]) == (3, ["C"])
    assert get(client, page=9)["results"] == []


@pytest.mark.parametrize("parameters", [{"page": "x"}, {"page_size": 101}, {"page": 0}])
def test_bad_parameter_gets_400_with_a_reason(
    index: ProductIndexPage, client: Client, parameters: dict[str, Any]
) -> None:
    response = client.get("/api/v1/products/", parameters)
    assert response.status_code == 400
    assert response.json()["detail"]


def test_detail_holds_what_is_public(index: ProductIndexPage, client: Client) -> None:
    CriterionFactory(code="F1")
    product = with_rows(
        ProductFactory(parent=index, title="Kortet", licence="MPL-2.0"),
        prices=[{"size_class": "lille", "annual_member": 5, "as_of": datetime.date(2026, 1, 1)}],
        users=[{"organisation": OrganisationFactory(name="Prøve Kommune")}],
        groups=[{"group": GroupFactory()}],
        related_products=[{"target": ProductFactory(parent=index, title="Ven")}],
    )
    make_assessment(product, {"F1": "gul"})
    make_assessment(product, {"F1": "roed"}, published=False)

    body = get(client, "kortet/")

    assert body["users"] == ["Prøve Kommune"]
    assert body["prices"][0]["as_of"] == "2026-01-01"
    (group,) = body["working_groups"]
    assert (group["type"], group["status"], group["note"]) == ("styregruppe", "aktiv", None)
    assert [item["name"] for item in body["related_products"]] == ["Ven"]
    assert [item["totals"] for item in body["assessments"]] == [
        {"groen": 0, "gul": 1, "roed": 0, "graa": 0}
    ]


@pytest.mark.parametrize("slug", ["findes-ikke", "a" * 300, "%00"])
def test_unknown_product_is_not_found(index: ProductIndexPage, client: Client, slug: str) -> None:
    assert client.get(f"/api/v1/products/{slug}/").status_code == 404


def test_list_and_detail_take_constant_queries(index: ProductIndexPage, client: Client) -> None:
    def count(path: str = "") -> int:
        get(client, path, page_size=100)
        with CaptureQueriesContext(connection) as queries:
            get(client, path, page_size=100)
        return len(queries)

    @batch()
    def add(number: int, title: str) -> None:
        for __ in range(number):
            ProductFactory(parent=index)
        users = [{"organisation": OrganisationFactory()} for __ in range(number)]
        groups = [{"group": GroupFactory()} for __ in range(number)]
        page = with_rows(ProductFactory(parent=index, title=title), users=users, groups=groups)
        for __ in range(number):
            make_assessment(page, {"F1": "gul"})

    add(1, "En")
    before = [count(), count("en/")]
    add(30, "Tredive")
    assert [count(), count("tredive/")] == before
