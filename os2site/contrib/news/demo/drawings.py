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
    """A window on a screen, with seven days side by side, some of them taken."""
    pen.rectangle(_box(0.5, 0.5, 15, 8), fill=_COLOURS.paper)
    pen.rectangle(_box(0.5, 0.5, 15, 1), fill=_COLOURS.accent_strong)
    for button in range(3):
        pen.ellipse(_box(0.9 + button * 0.7, 0.75, 0.5, 0.5), fill=_COLOURS.accent_soft)
    for column in range(7):
        for row in range(3):
            taken = (column, row) in {(2, 0), (4, 1), (4, 2), (1, 2)}
            colour = _COLOURS.accent if taken else _COLOURS.accent_soft
            pen.rectangle(_box(1.15 + column * 2, 2.1 + row * 2.1, 1.7, 1.7), fill=colour)


def sign(pen: Pen) -> None:
    """A sign with arrows to both sides, beside a row of chairs."""
    pen.rectangle(_box(4.75, 0.8, 0.5, 7.4), fill=_COLOURS.accent_strong)
    for top, points_right in ((1.2, True), (3.2, False), (5.2, True)):
        left, right = 2.0, 8.0
        colour = _COLOURS.accent if points_right else _COLOURS.accent_soft
        ends = [(left, top), (right, top), (right, top + 1.4), (left, top + 1.4)]
        tip = (right + 0.9, top + 0.7) if points_right else (left - 0.9, top + 0.7)
        ends.insert(2 if points_right else 4, tip)
        pen.polygon([(x * _CELL, y * _CELL) for x, y in ends], fill=colour)
    for chair in range(2):
        x = 10 + chair * 2.8
        pen.rectangle(_box(x, 4, 0.4, 4.2), fill=_COLOURS.accent)
        pen.rectangle(_box(x, 6, 2.1, 0.5), fill=_COLOURS.accent)
        pen.rectangle(_box(x + 1.7, 6, 0.4, 2.2), fill=_COLOURS.accent)
    pen.rectangle(_box(0, 8.2, 16, 0.8), fill=_COLOURS.accent_soft)


def vegetables(pen: Pen) -> None:
    """Tomatoes, slices and carrots on a board with a handle."""
    pen.rounded_rectangle(_box(1.5, 1.5, 11, 6), radius=_CELL / 2, fill=_COLOURS.accent_soft)
    pen.rounded_rectangle(_box(12, 3.9, 3, 1.2), radius=_CELL / 2, fill=_COLOURS.accent_soft)
    pen.ellipse(_box(13.9, 4.2, 0.6, 0.6), fill=_COLOURS.surface)
    for x, y in ((2.3, 2.2), (4.6, 2.8)):
        pen.ellipse(_box(x, y, 2, 2), fill=_COLOURS.accent)
        pen.rectangle(_box(x + 0.85, y - 0.3, 0.3, 0.6), fill=_COLOURS.accent_strong)
    for number in range(4):
        pen.ellipse(_box(2.4 + number * 1.15, 5.3, 1.5, 1.5), fill=_COLOURS.accent)
        pen.ellipse(_box(2.65 + number * 1.15, 5.55, 1, 1), fill=_COLOURS.paper)
    for y in (2.3, 4.0, 5.7):
        carrot = [(8.1, y), (8.1, y + 1), (11.7, y + 0.5)]
        pen.polygon([(x * _CELL, top * _CELL) for x, top in carrot], fill=_COLOURS.accent)
        pen.rectangle(_box(7.3, y + 0.35, 0.8, 0.3), fill=_COLOURS.accent_strong)


DRAWINGS: Final[Mapping[str, Callable[[Pen], None]]] = {
    "calendar": calendar,
    "sign": sign,
    "vegetables": vegetables,
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
