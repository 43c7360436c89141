"""Denmark as tiles: a square for each municipality and a circle for each region, roughly in place.

Positions are data (``data/tiles.csv``) in units of the picture, a tile being 18 wide. The picture
falls into two halves, divided by the Great Belt, so that a phone can show one below the other. It
repeats what a table beside it says and never stands alone.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).parent / "data" / "tiles.csv"
MUNICIPALITY: Final = "municipality"
REGION: Final = "region"
#: Where the eastern half begins, and the view boxes of both.
EAST: Final = 216
VIEW_BOXES: Final = ("-2 0 220 238", f"{EAST - 2} 0 220 222")


@dataclass(frozen=True)
class Mark:
    """What a place is marked with.

    :param note: what the mark says, shown after the place's name; :param count: a number instead of
        a dot; :param strong: drawn in the stronger colour, its dot filled and not hollow;
        :param url: where the tile leads, for those who point: the table has the link for all.
    """

    note: str = ""
    count: str = ""
    strong: bool = True
    url: str = ""


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
    """A place that is marked."""

    place: Place
    mark: Mark

    @property
    def is_region(self) -> bool:
        """Whether it is drawn as a circle."""
        return self.place.kind == REGION

    @property
    def title(self) -> str:
        """The place and what its mark says."""
        return f"{self.place.name}: {self.mark.note}" if self.mark.note else self.place.name


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

    :param linked: tiles lead somewhere; :param large: the halves stand below each other on a phone,
        since tiles are read or pointed at.
    """

    halves: Sequence[Half]
    marked: int
    total: int
    linked: bool
    large: bool


@cache
def places() -> tuple[Place, ...]:
    """All municipalities and regions of the picture."""
    with DATA.open(encoding="utf-8", newline="") as file:
        return tuple(
            Place(row["kind"], row["key"], int(row["x"]), int(row["y"]), row["name"])
            for row in csv.DictReader(file)
        )


def build(*, municipalities: Mapping[str, Mark], regions: Mapping[str, Mark]) -> TileMap | None:
    """The picture with these places marked, ``None`` when none of them lies in it.

    :param municipalities: municipality code → its mark; :param regions: region slug → the same.
    """
    marks = {MUNICIPALITY: municipalities, REGION: regions}
    tiles = [Tile(place, mark) for place in places() if (mark := marks[place.kind].get(place.key))]
    if not tiles:
        return None
    linked = any(tile.mark.url for tile in tiles)
    return TileMap(
        halves=[_half(tiles, east=east) for east in (False, True)],
        marked=sum(not tile.is_region for tile in tiles),
        total=sum(place.kind == MUNICIPALITY for place in places()),
        linked=linked,
        large=linked or any(tile.mark.count for tile in tiles),
    )


def _half(tiles: Sequence[Tile], *, east: bool) -> Half:
    inside = [place for place in places() if (place.x >= EAST) == east]
    return Half(
        VIEW_BOXES[east],
        [place for place in inside if place.kind == MUNICIPALITY],
        [place for place in inside if place.kind == REGION],
        [tile for tile in tiles if (tile.place.x >= EAST) == east],
    )
