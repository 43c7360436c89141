"""Suppliers in the JSON API, and the figure that counts them."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.models import Site

from os2site.services.key_figures import collect
from os2site_suppliers.enums import PartnerStatus
from tests.factories.suppliers import offers, product, service, supplied_by, supplier

pytestmark = pytest.mark.django_db

URL = "/api/v1/suppliers/"


def test_the_list_takes_facets_text_and_pages(client: Client) -> None:
    supplier("Alfa", services=[service("drift")], summary="Passer servere")
    supplier("Beta", services=[service("hosting")])
    answer = client.get(URL, {"service": "drift"}).json()
    assert answer["total"] == 1
    assert answer["results"][0]["services"] == ["drift"]
    assert client.get(URL, {"q": "servere"}).json()["results"][0]["slug"] == "alfa"
    second = client.get(URL, {"page_size": 1, "page": 2}).json()
    assert (second["total"], [item["slug"] for item in second["results"]]) == (2, ["beta"])
    assert client.get(URL, {"page": 9}).json()["results"] == []


@pytest.mark.parametrize("query", ["page=nul", "page_size=101", "sort=betaling"])
def test_bad_parameters_are_refused_with_a_reason(client: Client, query: str) -> None:
    response = client.get(f"{URL}?{query}")
    assert response.status_code == 400
    assert response.json()["detail"]


def test_a_supplier_says_who_stated_what(client: Client) -> None:
    page = supplier(partner_status_text="godkendt til ét produkt", services=[service("drift")])
    display = product(suppliers=supplied_by(page, roles=["drift"], active=True, source="a.md"))
    page.products = offers(display)
    page.save()
    answer = client.get(f"{URL}{page.slug}/").json()
    assert answer["partner_status"] == "godkendt til ét produkt"
    assert answer["floss_agreement"] is None
    assert answer["products"] == [
        {
            "slug": "os2display",
            "name": "OS2display",
            "roles": ["drift"],
            "active": True,
            "note": None,
            "source": "a.md",
            "stated_by": "both",
        }
    ]


def test_an_unknown_slug_is_answered_in_json(client: Client) -> None:
    response = client.get(f"{URL}findes-ikke/")
    assert response.status_code == 404
    assert response.json()["detail"]


def test_only_real_suppliers_that_one_can_choose_are_counted() -> None:
    site = Site.objects.get()
    assert collect(site=site, names=["suppliers"]) == []
    supplier("Et")
    supplier("To", partner_status=PartnerStatus.ACTIVE)
    supplier("Opdigtet", demo=True)
    supplier("Gået", partner_status=PartnerStatus.LEFT)
    supplier("På vej", partner_status=PartnerStatus.APPLYING)
    supplier("Kladde", live=False)
    (figure,) = collect(site=site, names=["suppliers"])
    assert figure.value == 2
    assert figure.note == "Talt op på dette websted i dag"
