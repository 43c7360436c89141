"""The key figures that editors keep, as the kernel shows them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from os2site import partial_dates
from os2site.contrib.content.models import TypedFigure
from os2site.services.key_figures import KeyFigure
from os2site.services.languages import active_language

if TYPE_CHECKING:
    from wagtail.models import Site


def figures_in(*, language: str) -> list[TypedFigure]:
    """Figures in the editors' order, each in ``language`` where it is translated. One query."""
    found: dict[str, TypedFigure] = {}
    for figure in TypedFigure.objects.select_related("locale").order_by("order", "slug", "pk"):
        if figure.slug not in found or figure.locale.language_code == language:
            found[figure.slug] = figure
    return list(found.values())


def typed_figures(site: Site) -> Iterator[KeyFigure]:
    """What editors typed, in the active language, with date and source."""
    for figure in figures_in(language=active_language()):
        yield KeyFigure(
            name=figure.slug,
            label=figure.title,
            value=partial(_typed, figure),
            note=note_of(figure),
            of=figure.whole,
            unit=figure.shown_unit,
        )


def _typed(figure: TypedFigure, site: Site) -> int:
    return figure.value


def note_of(figure: TypedFigure) -> str:
    """Who says so, of when the number is and that it is old; an invented number says what it is."""
    if figure.demo:
        return _("Invented number")
    if figure.as_of:
        return _("Stated by the association, %(as_of)s") % {
            "as_of": partial_dates.dated(figure.as_of)
        }
    return _("Stated by the association, undated")


FIGURE_SOURCES = (typed_figures,)
