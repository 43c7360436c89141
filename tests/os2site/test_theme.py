"""Themes: what may be served, what is refused, and that the style sheet agrees."""

import re
from dataclasses import fields, replace
from pathlib import Path

import pytest

from os2site import theme

TOKENS = Path(__file__).parents[2] / "frontend/src/os2site/_tokens.scss"


def faulty_pairs(resolved: theme.Theme, scheme: str) -> set[tuple[str, str]]:
    return {
        (fault.foreground, fault.background)
        for fault in theme.contrast_faults(resolved)
        if fault.scheme == scheme
    }


@pytest.mark.parametrize("preset", sorted(theme.PRESETS))
def test_presets_have_no_contrast_fault(preset: str) -> None:
    assert theme.contrast_faults(theme.resolve(preset=preset)) == []


def test_contrast_follows_the_definition_of_wcag() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#ffffff", "#000000") == pytest.approx(21)
    assert theme.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert theme.contrast("#2438b4", "#2438b4") == pytest.approx(1)


def test_own_accent_brings_readable_companions_in_both_schemes() -> None:
    resolved = theme.resolve(preset="fjord", accent_light="#005f3c")
    assert resolved.light.accent == "#005f3c"
    assert resolved.light.accent_soft != theme.FJORD.light.accent_soft
    assert resolved.dark.accent not in ("#005f3c", theme.FJORD.dark.accent)
    assert theme.contrast_faults(resolved) == []


@pytest.mark.parametrize("preset", sorted(theme.PRESETS))
@pytest.mark.parametrize("accent", ["#7a1f1f", "#0b5394", "#3d3d3d", "#6a329f", "#14505c"])
def test_usual_brand_colours_pass(preset: str, accent: str) -> None:
    assert theme.contrast_faults(theme.resolve(preset=preset, accent_light=accent)) == []


@pytest.mark.parametrize("accent", ["#ffd200", "#8ab4f8", "#ff7a00"])
def test_pale_accent_is_reported_as_unreadable_on_paper(accent: str) -> None:
    assert ("accent", "paper") in faulty_pairs(
        theme.resolve(preset="fjord", accent_light=accent), "light"
    )


def test_dark_accent_is_judged_by_itself() -> None:
    resolved = theme.resolve(preset="fjord", accent_light="#2438b4", accent_dark="#2438b4")
    assert ("accent", "paper") in faulty_pairs(resolved, "dark")
    assert faulty_pairs(resolved, "light") == set()


def test_fault_states_measured_and_required_ratio() -> None:
    resolved = theme.resolve(preset="fjord", accent_light="#ffd200")
    fault = next(f for f in theme.contrast_faults(resolved) if f.background == "paper")
    assert fault.ratio < fault.required == theme.TEXT_RATIO


@pytest.mark.parametrize(
    "hostile",
    [
        "red",
        "#12345",
        "#1234567",
        "#12345g",
        "#123456;}body{display:none",
        "#123456\n",
        "url(//evil.example)",
        "expression(1)",
        " #123456",
    ],
)
def test_what_is_no_hex_colour_is_refused(hostile: str) -> None:
    with pytest.raises(ValueError, match="colour"):
        theme.resolve(preset="fjord", accent_light=hostile)
    with pytest.raises(ValueError, match="colour"):
        theme.resolve(preset="fjord", accent_dark=hostile)
    with pytest.raises(ValueError, match="colour"):
        theme.render_css(replace(theme.FJORD, dark=replace(theme.FJORD.dark, line=hostile)))


@pytest.mark.parametrize(
    "hostile", ["1.7rem", "2rem", "4px", "-.4rem", "1e0rem", ".4rem;", "calc(1rem)", "1.6", "rem"]
)
def test_radius_outside_of_the_range_is_refused(hostile: str) -> None:
    with pytest.raises(ValueError, match="radius"):
        theme.resolve(preset="fjord", radius=hostile)


@pytest.mark.parametrize("radius", ["0", ".4rem", "0.4rem", "1rem", "1.25rem", "1.6rem"])
def test_radius_in_the_range_is_rendered(radius: str) -> None:
    assert f"--os-radius:{radius};" in theme.render_css(theme.resolve(preset="hede", radius=radius))


@pytest.mark.parametrize("hostile", ['"IBM', "a;}b{", "url(x)", "</style>", ""])
def test_font_that_is_no_list_of_names_is_refused(hostile: str) -> None:
    with pytest.raises(ValueError, match="font"):
        theme.render_css(replace(theme.FJORD, font=hostile))


def test_unknown_preset_is_refused() -> None:
    with pytest.raises(ValueError, match="preset"):
        theme.resolve(preset="nope")


def test_css_gives_every_property_in_light_and_in_dark() -> None:
    css = theme.render_css(theme.FJORD)
    names = [
        field.name.replace("_", "-")
        for part in (theme.Palette, theme.StatusColours)
        for field in fields(part)
    ]
    for name in names:
        assert css.count(f"--os-{name}:") == 3, name
    assert css.count("{") == css.count("}")


def test_paper_is_never_dark() -> None:
    on_paper = re.sub(r"@media screen.*", "", theme.render_css(theme.FJORD))
    assert theme.FJORD.light.paper in on_paper
    assert theme.FJORD.dark.paper not in on_paper


def test_version_changes_with_the_theme_only() -> None:
    assert theme.version(theme.resolve(preset="fjord")) == theme.version(theme.FJORD)
    assert theme.version(theme.FJORD) != theme.version(theme.HEDE)
    assert re.fullmatch(r"[0-9a-f]{12}", theme.version(theme.FJORD))


@pytest.mark.parametrize("preset", sorted(theme.PRESETS))
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_style_sheet_holds_the_same_presets(preset: str, scheme: str) -> None:
    selector = "" if preset == theme.DEFAULT_PRESET else f'[data-theme="{preset}"]'
    if scheme == "dark":
        selector += '[data-scheme="dark"]'
    block = re.search(
        rf"^ *:root{re.escape(selector)} \{{(.*?)^ *\}}",
        TOKENS.read_text(),
        re.DOTALL | re.MULTILINE,
    )
    assert block
    declared = {
        name.replace("-", "_"): value
        for name, value in re.findall(r"--os-([\w-]+): (.+?);", block[1])
    }
    resolved = theme.PRESETS[preset]
    parts = (
        (resolved.light, resolved.status_light)
        if scheme == "light"
        else (resolved.dark, resolved.status_dark)
    )
    expected = {
        field.name: getattr(part, field.name) for part in parts for field in fields(part)
    } | {"font": resolved.font, "font_heading": resolved.font_heading}
    assert declared.pop("radius", resolved.radius).lstrip("0") == resolved.radius.lstrip("0")
    assert declared
    assert {name: expected[name] for name in declared} == declared
