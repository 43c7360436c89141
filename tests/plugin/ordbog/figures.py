"""Numbers that a page may show."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from os2site.page_types import get_page_model
from os2site.services.key_figures import KeyFigure
from os2site.services.visibility import public_pages


def words(site: Site) -> int:
    """Number of words on public glossaries."""
    pages = public_pages(site=site, pages=get_page_model("ordbog").objects.all())
    return sum(page.words.count() for page in pages)


FIGURES = (KeyFigure("ordbog-words", _("Words explained"), words, _("Counted on this site today")),)
