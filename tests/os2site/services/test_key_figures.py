"""Key figures of plugins."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from wagtail.models import Site

from os2site.plugins import PluginConfig, registry
from os2site.services import key_figures
from os2site.services.key_figures import KeyFigure


def fail(site: Site) -> int | None:
    raise RuntimeError("no number")


def kept_by_editors(site: Site) -> Iterable[KeyFigure]:
    return [KeyFigure("kept", "Kommuner", lambda site: 93, note="Oplyst 2023", of=98)]


FIGURES = [
    KeyFigure("pages", "Sider", lambda site: site.root_page.get_descendant_count()),
    KeyFigure("unknown", "Ukendt", lambda site: None),
    KeyFigure("broken", "I stykker", fail),
    kept_by_editors,
]


class FiguresPlugin(PluginConfig):
    name = "tests.os2site.services"
    label = "figures_plugin"
    path = "."
    compatible = "<99"
    key_figures = "tests.os2site.services.test_key_figures.FIGURES"


@pytest.fixture
def site(db: None, monkeypatch: pytest.MonkeyPatch) -> Site:
    import tests.os2site.services as module

    plugin = FiguresPlugin("figures_plugin", module)
    monkeypatch.setattr(registry, "installed", lambda: [plugin])
    return Site.objects.get(is_default_site=True)


def test_figures_are_computed_and_unknown_or_failing_ones_left_out(site: Site) -> None:
    shown = key_figures.collect(site=site)
    assert [(item.name, item.value, item.of) for item in shown] == [
        ("pages", 0, None),
        ("kept", 93, 98),
    ]
    assert [fault.where for fault in registry.faults] == ["key_figures.broken"]


def test_figures_come_in_the_order_asked_for(site: Site) -> None:
    shown = key_figures.collect(site=site, names=["kept", "missing", "pages", "kept"])
    assert [item.name for item in shown] == ["kept", "pages"]
