"""Pictures of plain shapes, in the colours and the manner of the site's own marks."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Final

from PIL import Image, ImageDraw

from os2site import theme

#: Pictures are drawn larger and made smaller, which smooths their edges.
SIZE: Final = (1440, 810)
_SCALE: Final = 2
#: A picture is made of squares of this size: 16 by 9 of them.
_CELL: Final = 90 * _SCALE

_COLOURS: Final = theme.resolve(preset=theme.DEFAULT_PRESET).light

Pen = ImageDraw.ImageDraw


def _box(x: float, y: float, width: float, height: float) -> tuple[float, float, float, float]:
    return (x * _CELL, y * _CELL, (x + width) * _CELL - 1, (y + height) * _CELL - 1)


def calendar(pen: Pen) -> None:
    """Seven days side by side, one of them taken."""
    for column in range(7):
        for row in range(3):
            taken = (column, row) in {(2, 0), (4, 1), (4, 2), (1, 2)}
            colour = _COLOURS.accent if taken else _COLOURS.accent_soft
            pen.rectangle(_box(1 + column * 2, 2 + row * 2, 1.7, 1.7), fill=colour)
    pen.ellipse(_box(9.35, 4.35, 1, 1), fill=_COLOURS.paper)


def steps(pen: Pen) -> None:
    """Four steps up, with a disc on its way to the second."""
    for number in range(4):
        height = 1.5 + number * 1.5
        colour = _COLOURS.accent if number < 2 else _COLOURS.accent_soft
        pen.rectangle(_box(2 + number * 3, 9 - height, 3, height), fill=colour)
    pen.ellipse(_box(5.5, 3.9, 2, 2), fill=_COLOURS.accent_strong)


def bowls(pen: Pen) -> None:
    """Two bowls, the second half as full as the first."""
    for x, filled in ((1.5, 180), (8.5, 90)):
        pen.pieslice(_box(x, -0.5, 6, 6.5), 0, 180, fill=_COLOURS.accent_soft)
        pen.pieslice(_box(x, -0.5, 6, 6.5), 180 - filled, 180, fill=_COLOURS.accent)
        pen.rectangle(_box(x + 1.5, 5.9, 3, 0.7), fill=_COLOURS.accent_strong)


DRAWINGS: Final[Mapping[str, Callable[[Pen], None]]] = {
    "calendar": calendar,
    "steps": steps,
    "bowls": bowls,
}


def draw(name: str) -> bytes:
    """The drawing as a PNG of :data:`SIZE`, a few kB."""
    width, height = SIZE
    image = Image.new("RGB", (width * _SCALE, height * _SCALE), _COLOURS.surface)
    DRAWINGS[name](ImageDraw.Draw(image))
    small = image.resize(SIZE, Image.Resampling.LANCZOS)
    file = io.BytesIO()
    small.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()
