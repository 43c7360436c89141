"""The tile map: each municipality and region once and apart, and only what is named marked."""

from __future__ import annotations

from itertools import combinations

from os2site_products.services import tilemap
from tests.os2site_products.conftest import content


def test_each_municipality_of_the_content_has_one_tile_with_its_name() -> None:
    rows = content("municipalities")
    tiles = [place for place in tilemap.places() if place.kind == tilemap.MUNICIPALITY]
    assert len(tiles) == 98
    assert {(place.key, place.name) for place in tiles} == {
        (row["municipality_code"], row["short_name"]) for row in rows
    }


def test_each_region_of_the_content_has_one_circle() -> None:
    names = {row["region"] for row in content("municipalities")}
    circles = [place for place in tilemap.places() if place.kind == tilemap.REGION]
    assert len(circles) == 5
    assert {place.name for place in circles} == names


def test_no_two_places_overlap_and_none_lies_outside() -> None:
    for one, other in combinations(tilemap.places(), 2):
        assert max(abs(one.x - other.x), abs(one.y - other.y)) >= 18, (one, other)
    for east, box in enumerate(tilemap.VIEW_BOXES):
        left, top, width, height = map(int, box.split())
        for place in tilemap.places():
            if (place.x >= tilemap.EAST) == bool(east):
                assert left <= place.x <= left + width - 18, place
                assert top <= place.y <= top + height - 18, place


def test_places_lie_where_they_are() -> None:
    at = {place.name: place for place in tilemap.places() if place.kind == tilemap.MUNICIPALITY}
    assert at["Hjørring"].y < at["Aalborg"].y < at["Aarhus"].y < at["Sønderborg"].y
    assert at["Esbjerg"].x < at["Odense"].x < at["Slagelse"].x < at["København"].x
    assert max(at.values(), key=lambda place: place.x).name == "Bornholm"


def test_only_known_places_are_marked_and_counted() -> None:
    found = tilemap.build(municipalities={"751": 3, "999": 2, "101": 0}, regions={"x": 1})
    assert found is not None
    assert [tile.place.name for half in found.halves for tile in half.marked] == ["Aarhus"]
    assert (found.marked, found.total) == (1, 98)


def test_map_without_a_marked_place_is_left_out() -> None:
    assert tilemap.build(municipalities={"999": 2}, regions={}) is None


def test_numbers_stand_in_tiles_where_they_are_counted() -> None:
    found = tilemap.build(municipalities={"751": 3, "101": 1}, regions={}, counted=True)
    assert found is not None
    tiles = {tile.place.name: tile for half in found.halves for tile in half.marked}
    assert (tiles["Aarhus"].count, tiles["Aarhus"].strong) == ("3", True)
    assert (tiles["København"].count, tiles["København"].strong) == ("1", False)
