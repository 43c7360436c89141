"""Denmark as tiles: a square for each municipality and a circle for each region, roughly in place.

Positions are data (``os2site_products/data/tiles.csv``) in units of the picture, a tile being 18
wide. The picture falls into two halves, divided by the Great Belt, so that a phone can show one
below the other. It repeats what a table beside it says and never stands alone.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from django.utils.translation import ngettext

DATA: Final = Path(__file__).parent.parent / "data" / "tiles.csv"
MUNICIPALITY: Final = "municipality"
REGION: Final = "region"
#: Where the eastern half begins, and the view boxes of both.
EAST: Final = 216
VIEW_BOXES: Final = ("-2 0 220 238", f"{EAST - 2} 0 220 222")
#: From this number on, a tile is drawn in the stronger colour.
STRONG_FROM: Final = 2


@dataclass(frozen=True)
class Place:
    """Where a municipality (``key`` is its code) or a region (its slug) lies in the picture."""

    kind: str
    key: str
    x: int
    y: int
    name: str


@dataclass(frozen=True)
class Tile:
    """A place that is marked. ``count`` is empty where the picture only says that it is."""

    place: Place
    title: str
    count: str
    strong: bool

    @property
    def is_region(self) -> bool:
        """Whether it is drawn as a circle."""
        return self.place.kind == REGION


@dataclass(frozen=True)
class Half:
    """One of the two parts of the picture; all of its places, and those that are marked."""

    view_box: str
    municipalities: Sequence[Place]
    regions: Sequence[Place]
    marked: Sequence[Tile]


@dataclass(frozen=True)
class TileMap:
    """The picture. ``marked`` and ``total`` count municipalities.

    :param counted: the tiles carry numbers.
    """

    halves: Sequence[Half]
    marked: int
    total: int
    counted: bool


@cache
def places() -> tuple[Place, ...]:
    """All municipalities and regions of the picture."""
    with DATA.open(encoding="utf-8", newline="") as file:
        return tuple(
            Place(row["kind"], row["key"], int(row["x"]), int(row["y"]), row["name"])
            for row in csv.DictReader(file)
        )


def build(
    *, municipalities: Mapping[str, int], regions: Mapping[str, int], counted: bool = False
) -> TileMap | None:
    """The picture with these places marked, ``None`` when none of them lies in it.

    :param municipalities: municipality code → number of products that it uses.
    :param regions: region slug → the same.
    :param counted: write the numbers into the tiles; else a dot says that a place is marked.
    """
    numbers = {MUNICIPALITY: municipalities, REGION: regions}
    tiles = [
        Tile(
            place,
            _title(place.name, number) if counted else place.name,
            str(number) if counted else "",
            not counted or number >= STRONG_FROM,
        )
        for place in places()
        if (number := numbers[place.kind].get(place.key, 0))
    ]
    if not tiles:
        return None
    return TileMap(
        halves=[_half(tiles, east=east) for east in (False, True)],
        marked=sum(not tile.is_region for tile in tiles),
        total=sum(place.kind == MUNICIPALITY for place in places()),
        counted=counted,
    )


def _half(tiles: Sequence[Tile], *, east: bool) -> Half:
    inside = [place for place in places() if (place.x >= EAST) == east]
    return Half(
        VIEW_BOXES[east],
        [place for place in inside if place.kind == MUNICIPALITY],
        [place for place in inside if place.kind == REGION],
        [tile for tile in tiles if (tile.place.x >= EAST) == east],
    )


def _title(name: str, number: int) -> str:
    return ngettext("%(name)s: %(count)s product", "%(name)s: %(count)s products", number) % {
        "name": name,
        "count": number,
    }
