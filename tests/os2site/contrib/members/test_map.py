"""Members on a map: only public and real ones, each once, and the same in tables."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, PageViewRestriction

from os2site.contrib.members.enums import Relation
from os2site.models import Municipality, SearchEntry
from tests.factories.members import member, organisation
from tests.factories.suppliers import region

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MAP = "/medlemmer/kort/"


def municipal(name: str, code: str, **values: Any) -> Any:
    """The page of a municipality."""
    place = Municipality.objects.create(
        slug=f"k{code}", name=f"{name} Kommune", short_name=name, code=code, region=home()
    )
    owner = organisation(place.name, region=place.region)
    owner.municipality = place
    owner.save()
    return member(place.name, organisation=owner, **values)


def home() -> Any:
    """The region of all municipalities here."""
    return region("midtjylland")


def shown(client: Client, url: str = MAP) -> BeautifulSoup:
    """The map's page."""
    response = client.get(url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def rows(soup: BeautifulSoup, section: str) -> list[list[str]]:
    """Cells of a section's table."""
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]
        for row in soup.select(f'table[aria-labelledby="map-{section}"] tbody tr')
    ]


def test_members_and_users_are_told_apart_in_words_and_shape(client: Client) -> None:
    one = municipal("Aarhus", "751")
    municipal("Skive", "779", relation=Relation.USER)
    member("Region Midtjylland", organisation=organisation("Region", region=home(), type="region"))
    member("En forening", organisation=organisation("En forening", type="forening"))

    soup = shown(client)

    name = home().name
    assert rows(soup, "municipalities") == [
        ["Aarhus Kommune", name, "Medlem"],
        ["Skive Kommune", name, "Anvender"],
    ]
    assert rows(soup, "regions") == [["Region Midtjylland", "Medlem"]]
    assert rows(soup, "others") == [["En forening", "–", "Medlem"]]
    radius = {
        str(mark.title.get_text()): str(mark.select_one("circle")["r"])  # type: ignore[union-attr,index]
        for mark in soup.select(".tilemap .on")
    }
    assert radius == {
        "Aarhus: Medlem": "2.6",
        "Skive: Anvender": "4",
        "Midtjylland: Medlem": "2.6",
    }
    assert "2 af 98 har en side her, heraf 1 som medlemmer" in soup.get_text()
    assert soup.select_one(f'table a[href="{one.url}"]')
    # Tiles are for those who point: the keyboard has the tables' links.
    tiles = soup.select(".tilemap a")
    assert {tile["tabindex"] for tile in tiles} == {"-1"}
    assert one.url in {tile["href"] for tile in tiles}
    assert all(svg["aria-hidden"] == "true" for svg in soup.select("svg.tilemap"))


def test_what_is_not_public_or_invented_is_not_there(client: Client) -> None:
    municipal("Aarhus", "751")
    municipal("Skive", "779", live=False)
    municipal("Viborg", "791", demo=True)
    private = municipal("Horsens", "615")
    PageViewRestriction.objects.create(page=private, restriction_type="login")

    soup = shown(client)

    assert [row[0] for row in rows(soup, "municipalities")] == ["Aarhus Kommune"]
    missing = soup.select_one('[aria-labelledby="map-missing"]')
    assert missing is not None
    assert "3 kommuner har ingen side her." in missing.get_text()
    assert "Horsens, Skive, Viborg" in missing.get_text()


def test_an_empty_list_and_parameters_break_nothing(client: Client) -> None:
    page = member("En forening", organisation=None)
    page.unpublish()
    soup = shown(client, f"{MAP}?page=99&q=%00&region=x")
    assert not soup.select(".tilemap")
    assert not soup.select("table")
    assert client.post(MAP).status_code == 405


def test_list_and_sitemap_lead_to_it(client: Client) -> None:
    municipal("Aarhus", "751")
    assert f'href="{MAP}"' in client.get("/medlemmer/").content.decode()
    assert f"{MAP}</loc>" in client.get("/sitemap.xml").content.decode()


def test_other_languages_say_it_in_their_words(client: Client) -> None:
    page = municipal("Aarhus", "751")
    index = page.get_parent().specific
    english = Locale.objects.create(language_code="en")
    for item in (index.get_parent().specific, index):
        item.copy_for_translation(english).save_revision().publish()

    soup = shown(client, f"{index.get_translation(english).url}kort/")

    heading = soup.select_one("h1")
    assert heading is not None
    assert heading.get_text() == "Members and users on a map"
    assert rows(soup, "municipalities") == [["Aarhus Kommune", home().name, "Member"]]
    assert [link.get("hreflang") for link in soup.select("table a")] == ["da"]


def test_queries_do_not_grow_with_members(client: Client) -> None:
    def count() -> int:
        client.get(MAP)
        with CaptureQueriesContext(connection) as queries:
            shown(client)
        return len(queries)

    municipal("By 0", "700")
    before = count()
    for number in range(1, 30):
        municipal(f"By {number}", str(700 + number))
    assert count() == before
    assert len(rows(shown(client), "municipalities")) == 30


def test_map_and_members_area_are_found_by_search() -> None:
    one = municipal("Aarhus", "751")
    index = one.get_parent()
    index.specific.save_revision().publish()
    found = SearchEntry.objects.filter(page_id=index.pk).values_list("type", "title", "url")
    assert set(found) == {
        ("page", "Medlemmer og anvendere på kort", MAP),
        ("page", "Medlemsområde", "/medlemmer/omraade/"),
    }
