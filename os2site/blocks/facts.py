"""Facts that the site keeps elsewhere: key figures, governance levels, sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, MultipleChoiceBlock, StructBlock
from wagtail.models import Site

from os2site.services import key_figures
from os2site.services.vocabularies import terms

if TYPE_CHECKING:
    from collections.abc import Sequence


def figure_choices() -> list[tuple[str, str]]:
    """The figures that an editor can choose from, those of the default site."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        return []
    return [(item.name, str(item.label)) for __, item in key_figures.figures(site=site)]


def _site(parent_context: Any) -> Site | None:
    request = (parent_context or {}).get("request")
    site: Site | None
    if request is not None:
        site = Site.find_for_request(request)
        return site
    return Site.objects.filter(is_default_site=True).first()


class KeyFiguresBlock(MultipleChoiceBlock):
    """Chosen key figures, computed when the page is shown."""

    def get_context(self, value: Sequence[str], parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        site = _site(parent_context)
        context["figures"] = (
            [] if site is None else key_figures.collect(site=site, names=value or ())
        )
        return context

    class Meta:
        template = "os2site/blocks/key_figures.html"
        icon = "order"
        label = _("Key figures")
        group = _("Facts")
        description = _("Numbers with date and source. What can be counted is counted.")
        preview_template = "os2site/blocks/preview.html"
        preview_value: list[str] = []


class VocabularyBlock(StructBlock):
    """All terms of one vocabulary with their descriptions."""

    #: Vocabulary that is shown.
    vocabulary = ""

    title = CharBlock(label=_("Title"), required=False, max_length=160)

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["terms"] = terms(vocabulary=self.vocabulary, language=get_language() or "da")
        return context


class LevelsBlock(VocabularyBlock):
    """The governance levels, with the number of criteria of each."""

    vocabulary = "governance_level"

    class Meta:
        template = "os2site/blocks/levels.html"
        icon = "tasks"
        label = _("Governance levels")
        group = _("Facts")
        description = _("The levels as they are described under Base data, Terms.")
        preview_template = "os2site/blocks/preview.html"
        preview_value = {"title": ""}


class SizesBlock(VocabularyBlock):
    """The size classes of municipalities, with their numbers of citizens."""

    vocabulary = "size_class"

    class Meta:
        template = "os2site/blocks/sizes.html"
        icon = "group"
        label = _("Size classes")
        group = _("Facts")
        description = _("The sizes that prices go by, as described under Base data, Terms.")
        preview_template = "os2site/blocks/preview.html"
        preview_value = {"title": ""}
