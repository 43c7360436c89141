"""The tile map: each municipality and region once and apart, and only what is named marked."""

from __future__ import annotations

from itertools import combinations

from os2site.services import tilemap
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
    mark = tilemap.Mark()
    found = tilemap.build(municipalities={"751": mark, "999": mark}, regions={"x": mark})
    assert found is not None
    assert [tile.place.name for half in found.halves for tile in half.marked] == ["Aarhus"]
    assert (found.marked, found.total) == (1, 98)


def test_map_without_a_marked_place_is_left_out() -> None:
    assert tilemap.build(municipalities={"999": tilemap.Mark()}, regions={}) is None


def test_titles_say_what_a_mark_means_and_only_what_is_read_or_pointed_at_is_large() -> None:
    plain = tilemap.build(municipalities={"751": tilemap.Mark()}, regions={})
    marks = {"751": tilemap.Mark(note="3 ting", count="3")}
    counted = tilemap.build(municipalities=marks, regions={})
    assert plain is not None
    assert counted is not None
    assert (plain.large, counted.large) == (False, True)
    assert [tile.title for half in plain.halves for tile in half.marked] == ["Aarhus"]
    assert [tile.title for half in counted.halves for tile in half.marked] == ["Aarhus: 3 ting"]
