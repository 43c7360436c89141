"""Numbers that plugins can count, and figures that editors keep with a date and a source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from os2site.plugins import PluginConfig, registry

if TYPE_CHECKING:
    from wagtail.models import Site


@dataclass(frozen=True)
class KeyFigure:
    """A number that a page may show.

    :param name: key by which pages and imports name it, such as ``"products"``.
    :param label: what is counted (lazy string).
    :param value: computes it for a site; ``None`` when it is not known, and it is not shown then.
    :param note: date and source, or how it is counted (lazy string).
    :param of: the whole that it is a part of, such as 98 municipalities.
    :param unit: what stands after the number, such as "mio. kr." (lazy string).
    """

    name: str
    label: Any
    value: Callable[[Site], int | None]
    note: Any = ""
    of: int | None = None
    unit: Any = ""


#: A contribution of the kind ``key_figures`` is a figure, or gives those that editors keep.
FigureSource = Callable[["Site"], Iterable[KeyFigure]]


@dataclass(frozen=True)
class ShownFigure:
    """A key figure with its number, as ``components/key_figures.html`` takes it."""

    name: str
    label: str
    value: int
    note: str
    of: int | None
    unit: str = ""


def figures(*, site: Site) -> Iterator[tuple[PluginConfig, KeyFigure]]:
    """All figures of the plugins that are active on the site, not computed yet."""
    for plugin, item in registry.contributions("key_figures", site=site):
        if isinstance(item, KeyFigure):
            yield plugin, item
        else:
            found: list[KeyFigure] = registry.call(
                plugin, "key_figures", partial(_listed, item, site), []
            )
            for figure in found:
                yield plugin, figure


def _listed(source: FigureSource, site: Site) -> list[KeyFigure]:
    return list(source(site))


def collect(*, site: Site, names: Iterable[str] | None = None) -> list[ShownFigure]:
    """Compute figures; those that are unknown, or whose plugin fails, are left out.

    :param names: figures to compute, in this order; all when ``None``.
    """
    available = {figure.name: (plugin, figure) for plugin, figure in figures(site=site)}
    shown = []
    for name in available if names is None else dict.fromkeys(names):
        if name not in available:
            continue
        plugin, figure = available[name]
        value = registry.call(plugin, f"key_figures.{name}", partial(figure.value, site), None)
        if value is not None:
            shown.append(
                ShownFigure(
                    name,
                    str(figure.label),
                    value,
                    str(figure.note),
                    figure.of,
                    str(figure.unit),
                )
            )
    return shown
