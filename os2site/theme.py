"""Themes: two presets, an accent colour of a site's own, and the style sheet that serves them.

A theme is fifteen properties: twelve colours, given for light and for dark, a corner radius and two
font stacks. Status colours are shared by all themes. Colours are ``#rrggbb``, the radius is ``0``
or a length in ``rem`` (10 px at the reader's default setting) up to 1.6.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Final

TEXT_RATIO: Final = 4.5
EDGE_RATIO: Final = 3.0
MAX_RADIUS: Final = 1.6

_COLOUR = re.compile(r"#[0-9a-f]{6}")
_RADIUS = re.compile(r"0|([01]?\.\d{1,2}|[01])rem")
_FONT = re.compile(r'var\(--os-font\)|[A-Za-z0-9 ,"-]+')


@dataclass(frozen=True, kw_only=True)
class Palette:
    """The twelve colours of a theme in one scheme, each ``#rrggbb``."""

    paper: str
    surface: str
    surface_2: str
    ink: str
    ink_muted: str
    line: str
    line_strong: str
    accent: str
    accent_strong: str
    accent_soft: str
    on_accent: str
    focus: str


@dataclass(frozen=True, kw_only=True)
class StatusColours:
    """The colours of status in one scheme, each ``#rrggbb``; never used without a word."""

    ok: str
    ok_soft: str
    ok_fill: str
    warn: str
    warn_soft: str
    warn_fill: str
    bad: str
    bad_soft: str
    bad_fill: str
    note: str
    note_soft: str


@dataclass(frozen=True, kw_only=True)
class Theme:
    """A complete theme. ``name`` is what ``data-theme`` on the page says."""

    name: str
    light: Palette
    dark: Palette
    status_light: StatusColours
    status_dark: StatusColours
    radius: str
    font: str
    font_heading: str


@dataclass(frozen=True, kw_only=True)
class ContrastFault:
    """A pair of colours that is too close: ``ratio`` and ``required`` are WCAG contrast ratios."""

    scheme: str
    foreground: str
    background: str
    ratio: float
    required: float


_STATUS_LIGHT = StatusColours(
    ok="#17653a",
    ok_soft="#dcf1e3",
    ok_fill="#2c8553",
    warn="#744700",
    warn_soft="#fdecc9",
    warn_fill="#b06f00",
    bad="#9e1f19",
    bad_soft="#fce1de",
    bad_fill="#c5362d",
    note="#344a63",
    note_soft="#e2e9f1",
)
_STATUS_DARK = StatusColours(
    ok="#8bd9a8",
    ok_soft="#15352a",
    ok_fill="#4fae78",
    warn="#f3c66b",
    warn_soft="#3a2d12",
    warn_fill="#d9992b",
    bad="#ffaca4",
    bad_soft="#45201f",
    bad_fill="#ec7369",
    note="#b7c8dd",
    note_soft="#223044",
)
_PLEX = '"IBM Plex Sans", "Plex fallback", system-ui, sans-serif'

FJORD: Final = Theme(
    name="fjord",
    light=Palette(
        paper="#ffffff",
        surface="#f3f5f8",
        surface_2="#e5e9f0",
        ink="#11172a",
        ink_muted="#4a5267",
        line="#d3d9e3",
        line_strong="#737c90",
        accent="#2438b4",
        accent_strong="#16246f",
        accent_soft="#dbe2fb",
        on_accent="#ffffff",
        focus="#c8400a",
    ),
    dark=Palette(
        paper="#0e1320",
        surface="#161d2e",
        surface_2="#232c42",
        ink="#eef1f8",
        ink_muted="#b0b9cd",
        line="#2f3950",
        line_strong="#7d8aa8",
        accent="#a9b7ff",
        accent_strong="#ccd5ff",
        accent_soft="#26336b",
        on_accent="#0e1320",
        focus="#ffae80",
    ),
    status_light=_STATUS_LIGHT,
    status_dark=_STATUS_DARK,
    radius=".4rem",
    font=_PLEX,
    font_heading="var(--os-font)",
)
HEDE: Final = Theme(
    name="hede",
    light=Palette(
        paper="#fffdfb",
        surface="#f7f1ed",
        surface_2="#ecdfd9",
        ink="#26141f",
        ink_muted="#634b57",
        line="#e2d3cd",
        line_strong="#8c7078",
        accent="#8a1c5a",
        accent_strong="#5a0f3a",
        accent_soft="#f6d5c4",
        on_accent="#ffffff",
        focus="#0a6c74",
    ),
    dark=Palette(
        paper="#1b0f17",
        surface="#27171f",
        surface_2="#3a2530",
        ink="#faeef2",
        ink_muted="#d0b7c1",
        line="#48313c",
        line_strong="#a2838f",
        accent="#f5a6cf",
        accent_strong="#fbcde4",
        accent_soft="#5f2747",
        on_accent="#1b0f17",
        focus="#7fdfe6",
    ),
    status_light=_STATUS_LIGHT,
    status_dark=_STATUS_DARK,
    radius="1.6rem",
    font=_PLEX,
    font_heading='Charter, "Bitstream Charter", "Source Serif 4", Georgia, serif',
)
PRESETS: Final = {theme.name: theme for theme in (FJORD, HEDE)}
DEFAULT_PRESET: Final = FJORD.name


def resolve(
    *, preset: str, accent_light: str = "", accent_dark: str = "", radius: str = ""
) -> Theme:
    """The preset with a site's own accent and radius; empty values keep the preset's.

    An own accent brings its stronger, softer and on-top colours with it. With only
    ``accent_light``, the dark scheme gets the same hue, lightened until it can be read. An accent
    that is given is never changed: whether it can be read, :func:`contrast_faults` tells.

    Raises ValueError for an unknown preset, a malformed colour or a radius out of range.
    """
    if preset not in PRESETS:
        raise ValueError(f"Unknown theme preset: {preset!r}")
    theme = PRESETS[preset]
    light, dark = theme.light, theme.dark
    if accent_light:
        accent = _colour(accent_light)
        light = _with_accent(light, accent, strengthen="#000000")
        if not accent_dark:
            dark = _with_accent(dark, _readable(accent, dark), strengthen="#ffffff")
    if accent_dark:
        dark = _with_accent(dark, _colour(accent_dark), strengthen="#ffffff")
    return replace(theme, light=light, dark=dark, radius=_radius(radius or theme.radius))


def contrast_faults(theme: Theme) -> list[ContrastFault]:
    """The pairs of colours in both schemes that fall short of WCAG 2.2 AA; empty when all hold."""
    faults = []
    for scheme, palette, status in _schemes(theme):
        colours = _colours_of(palette) | _colours_of(status)
        for foreground, background, required in _required_pairs():
            ratio = contrast(colours[foreground], colours[background])
            if ratio < required:
                faults.append(
                    ContrastFault(
                        scheme=scheme,
                        foreground=foreground,
                        background=background,
                        ratio=ratio,
                        required=required,
                    )
                )
    return faults


def render_css(theme: Theme) -> str:
    """The body of ``/theme.css``; paper is always light.

    Raises ValueError when any value is not what its kind allows.
    """
    light = _declarations(theme.light, theme.status_light)
    dark = _declarations(theme.dark, theme.status_dark)
    shape = (
        f"--os-radius:{_radius(theme.radius)};"
        f"--os-font:{_font(theme.font)};--os-font-heading:{_font(theme.font_heading)}"
    )
    return (
        f":root{{color-scheme:light;{light};{shape}}}\n"
        "@media screen and (prefers-color-scheme:dark){"
        f':root:not([data-scheme="light"]){{color-scheme:dark;{dark}}}}}\n'
        f'@media screen{{:root[data-scheme="dark"]{{color-scheme:dark;{dark}}}}}\n'
    )


def version(theme: Theme) -> str:
    """A short hash of the style sheet, for its address: twelve hexadecimal digits."""
    return hashlib.sha256(render_css(theme).encode()).hexdigest()[:12]


def contrast(first: str, second: str) -> float:
    """WCAG contrast ratio of two ``#rrggbb`` colours, 1 to 21. Raises ValueError when malformed."""
    darker, lighter = sorted((_luminance(_colour(first)), _luminance(_colour(second))))
    return (lighter + 0.05) / (darker + 0.05)


def _required_pairs() -> Iterator[tuple[str, str, float]]:
    """Foreground, background and ratio, as the design guide's table of tokens states them."""
    surfaces = ("paper", "surface", "surface_2")
    for background in surfaces:
        for text in ("ink", "ink_muted", "accent", "accent_strong"):
            yield text, background, TEXT_RATIO
        yield "focus", background, EDGE_RATIO
    for text in ("ink", "accent", "accent_strong"):
        yield text, "accent_soft", TEXT_RATIO
    for background in ("accent", "accent_strong"):
        yield "on_accent", background, TEXT_RATIO
    for background in ("paper", "surface"):
        yield "line_strong", background, EDGE_RATIO
    for status in ("ok", "warn", "bad", "note"):
        yield status, f"{status}_soft", TEXT_RATIO
        yield "ink", f"{status}_soft", TEXT_RATIO
    for status in ("ok", "warn", "bad"):
        yield "paper", f"{status}_fill", EDGE_RATIO


def _with_accent(palette: Palette, accent: str, *, strengthen: str) -> Palette:
    strong = _mix(accent, strengthen, 0.4)
    on_accent = max(
        (palette.paper, palette.ink),
        key=lambda text: min(contrast(text, accent), contrast(text, strong)),
    )
    return replace(
        palette,
        accent=accent,
        accent_strong=strong,
        accent_soft=_soft(palette, accent),
        on_accent=on_accent,
    )


def _soft(palette: Palette, accent: str) -> str:
    """The strongest tint of the accent on which the accent itself and text can still be read."""
    for share in (0.3, 0.25, 0.2, 0.16, 0.12, 0.08):
        tint = _mix(palette.paper, accent, share)
        if min(contrast(accent, tint), contrast(palette.ink, tint)) >= TEXT_RATIO:
            return tint
    return _mix(palette.paper, accent, 0.05)


def _readable(accent: str, palette: Palette) -> str:
    """The accent, lightened in steps until it can be read on every surface of a dark palette."""
    surfaces = (palette.paper, palette.surface, palette.surface_2)
    candidates = (_mix(accent, "#ffffff", step / 20) for step in range(20))
    return next(
        (
            colour
            for colour in candidates
            if min(contrast(colour, surface) for surface in surfaces) >= TEXT_RATIO + 1
        ),
        palette.ink,
    )


def _schemes(theme: Theme) -> Iterator[tuple[str, Palette, StatusColours]]:
    yield "light", theme.light, theme.status_light
    yield "dark", theme.dark, theme.status_dark


def _colours_of(part: Palette | StatusColours) -> dict[str, str]:
    return {field.name: getattr(part, field.name) for field in fields(part)}


def _declarations(palette: Palette, status: StatusColours) -> str:
    colours = _colours_of(palette) | _colours_of(status)
    return ";".join(
        f"--os-{name.replace('_', '-')}:{_colour(value)}" for name, value in colours.items()
    )


def _colour(value: str) -> str:
    value = value.lower()
    if not _COLOUR.fullmatch(value):
        raise ValueError(f"Not a colour of the form #rrggbb: {value!r}")
    return value


def _radius(value: str) -> str:
    if not _RADIUS.fullmatch(value) or float(value.removesuffix("rem")) > MAX_RADIUS:
        raise ValueError(f"Not a radius from 0 to {MAX_RADIUS}rem: {value!r}")
    return value


def _font(value: str) -> str:
    if not _FONT.fullmatch(value) or value.count('"') % 2:
        raise ValueError(f"Not a plain list of font names: {value!r}")
    return value


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _mix(base: str, other: str, share: float) -> str:
    """``base`` with ``share`` (0 to 1) of ``other`` in it, mixed in sRGB."""
    pairs = zip(_channels(base), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it, 0 (black) to 1 (white)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in _channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
