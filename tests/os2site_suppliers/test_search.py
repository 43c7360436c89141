"""Which suppliers are found, with which facets and in which order."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from os2site.models import SearchEntry
from os2site_suppliers.enums import PartnerStatus
from os2site_suppliers.search import NOT_STATED, OTHER_WORDS
from tests.factories.suppliers import (
    offers,
    product,
    region,
    service,
    supplied_by,
    supplier,
    term,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def facets_of(page: object) -> dict[str, set[str]]:
    """Facet name → values of a page's entry."""
    found: dict[str, set[str]] = {}
    for name, value in SearchEntry.objects.get(page=page).facets.values_list("name", "value"):
        found.setdefault(name, set()).add(value)
    return found


def test_an_entry_has_the_facets_that_visitors_ask_by() -> None:
    display = product()
    page = supplier(
        services=[service("hosting"), service("drift")],
        regions=[region("Midtjylland")],
        expertise=[term("expertise", "drupal", "Drupal")],
        partner_status=PartnerStatus.ACTIVE,
        products=offers(display),
    )
    assert facets_of(page) == {
        "service": {"hosting", "drift"},
        "region": {"midtjylland"},
        "expertise": {"drupal"},
        "partner": {"leverandoerpartner"},
        "product": {"os2display"},
    }


def test_a_product_that_names_the_supplier_later_reaches_its_entry() -> None:
    page = supplier()
    assert "product" not in facets_of(page)
    display = product(suppliers=supplied_by(page))
    assert facets_of(page)["product"] == {"os2display"}
    display.title = "OS2skaerm"
    display.save()
    assert SearchEntry.objects.get(page=page).card["products"] == ["OS2skaerm"]
    display.unpublish()
    assert "product" not in facets_of(page)


def test_an_index_that_is_behind_offers_no_product_that_may_not_be_seen(client: Client) -> None:
    page = supplier(products=offers(product("OS2hemmelig"), product("OS2display")))

    def offered(**chosen: str) -> list[str]:
        found = client.get("/api/v1/search/", {"q": page.title, "type": "supplier", **chosen})
        return sorted(option["value"] for option in found.json()["facets"]["product"])

    assert offered() == ["os2display", "os2hemmelig"]
    # Past all that follows what is published, as when the index has not heard of it yet.
    Page.objects.filter(slug="os2hemmelig").update(live=False)
    assert "os2hemmelig" in facets_of(page)["product"]
    assert offered() == ["os2display"]
    assert offered(product="os2hemmelig") == ["os2display", "os2hemmelig"]  # The visitor's own.


def test_a_product_on_which_work_has_ended_is_no_facet() -> None:
    page = supplier()
    product(suppliers=supplied_by(page, active=False))
    assert "product" not in facets_of(page)


@pytest.mark.parametrize(
    ("values", "facet"),
    [
        ({}, NOT_STATED),
        ({"partner_status_text": "godkendt til ét produkt"}, OTHER_WORDS),
        ({"partner_status": PartnerStatus.LEFT}, "udtraadt"),
    ],
)
def test_every_supplier_has_a_partner_facet(values: dict[str, str], facet: str) -> None:
    assert facets_of(supplier(**values))["partner"] == {facet}


def test_whoever_has_left_weighs_less_and_partners_no_more_than_others() -> None:
    def boost(**values: str) -> float:
        return SearchEntry.objects.get(page=supplier(**values)).boost

    assert boost() == boost(partner_status=PartnerStatus.ACTIVE) == 1.0
    assert boost(partner_status=PartnerStatus.LEFT) < boost(partner_status=PartnerStatus.APPLYING)
    assert boost(partner_status=PartnerStatus.APPLYING) < 1.0


@pytest.mark.parametrize("how", ["draft", "private", "expired"])
def test_what_is_not_public_is_found_nowhere(client: Client, how: str) -> None:
    page = supplier("Hemmelighuset", live=how != "draft")
    if how == "private":
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    if how == "expired":
        page.expire_at = timezone.now() - datetime.timedelta(minutes=1)
        page.save()
    supplier("Aabent hus")
    assert not SearchEntry.objects.filter(page=page).exists()
    listed = client.get("/leverandoerer/").content.decode()
    assert "Aabent hus" in listed
    assert "Hemmelighuset" not in listed
    assert client.get(f"/api/v1/suppliers/{page.slug}/").status_code == 404
    names = [item["name"] for item in client.get("/api/v1/suppliers/").json()["results"]]
    assert names == ["Aabent hus"]


def test_the_list_is_alphabetical_in_danish_whoever_is_a_partner_or_saved_last(
    client: Client,
) -> None:
    supplier("Østhuset", partner_status=PartnerStatus.ACTIVE)
    supplier("Zebra")
    supplier("Ærøhuset")
    supplier("Ålhuset")
    supplier("Beta", partner_status=PartnerStatus.LEFT)
    supplier("Alfa", partner_status=PartnerStatus.APPLYING)
    expected = ["Alfa", "Beta", "Zebra", "Ærøhuset", "Østhuset", "Ålhuset"]
    for address in ("/leverandoerer/", "/leverandoerer/?sort=relevance"):
        listing = client.get(address).context["listing"]
        assert [hit.entry.title for hit in listing.results.hits] == expected
    results = client.get("/api/v1/suppliers/").json()["results"]
    assert [item["name"] for item in results] == expected


def test_the_list_says_that_its_order_is_neutral(client: Client) -> None:
    supplier()
    text = client.get("/leverandoerer/").content.decode()
    assert "Listen er alfabetisk. Ingen kan købe en plads øverst." in text


def test_who_can_host_a_product_in_a_region(client: Client) -> None:
    display = product()
    supplier(
        "Rette hus",
        services=[service("hosting")],
        regions=[region("Midtjylland")],
        products=offers(display),
    )
    supplier("Forkert egn", services=[service("hosting")], products=offers(display))
    supplier("Forkert ydelse", regions=[region("Midtjylland")], products=offers(display))
    address = "/leverandoerer/?service=hosting&product=os2display&region=midtjylland"
    listing = client.get(address).context["listing"]
    assert [hit.entry.title for hit in listing.results.hits] == ["Rette hus"]
    assert {chip.label for chip in listing.chips} == {
        "Hosting",
        "OS2display",
        "Region Midtjylland",
    }
