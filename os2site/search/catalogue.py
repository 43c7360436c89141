"""Which entry types and facets the active plugins declare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from os2site.enums import Audience
from os2site.models import Region, Term
from os2site.page_types import find_page_model
from os2site.plugins import PluginConfig, registry
from os2site.search.dates import date_labels, date_order, date_ranges
from os2site.search.types import Facet, LabelLookup, SearchType

if TYPE_CHECKING:
    from django.db.models import TextChoices
    from wagtail.models import Page, Site


def choice_labels(choices: type[TextChoices]) -> LabelLookup:
    """Labels from a closed set."""

    def lookup(values: Sequence[str], language: str) -> Mapping[str, str]:
        labels = dict(choices.choices)
        return {value: str(labels.get(value, value)) for value in values}

    return lookup


def term_labels(vocabulary: str) -> LabelLookup:
    """Labels from a vocabulary: the term in the language asked for, else in any."""

    def lookup(values: Sequence[str], language: str) -> Mapping[str, str]:
        found: dict[str, str] = {}
        rows = Term.objects.filter(vocabulary=vocabulary, slug__in=values)
        for slug, title, code in rows.values_list("slug", "title", "locale__language_code"):
            if slug not in found or code == language:
                found[slug] = title
        return found

    return lookup


def region_labels(values: Sequence[str], language: str) -> Mapping[str, str]:
    """Names of regions."""
    return dict(Region.objects.filter(slug__in=values).values_list("slug", "full_name"))


def choice_order(choices: type[TextChoices]) -> Mapping[str, int]:
    """Position of each value in a closed set."""
    return {value: number for number, value in enumerate(choices.values)}


#: Facets that several plugins share.
CATEGORY = Facet("category", _("Need"), term_labels("category"))
TECHNOLOGY = Facet("technology", _("Technology"), term_labels("technology"))
SERVICE = Facet("service", _("Service"), term_labels("service"))
REGION = Facet("region", _("Region"), region_labels)
AUDIENCE = Facet(
    "audience",
    _("For"),
    choice_labels(Audience),
    lambda value: choice_order(Audience).get(value, 99),
)
DATE = Facet("date", _("Date"), date_labels, date_order, date_ranges)


def search_types(*, site: Site | None = None) -> dict[str, SearchType]:
    """Entry types of the active plugins by name, in the plugins' order."""
    return {item.name: item for __, item in registry.contributions("search_types", site=site)}


def facets(*, site: Site | None = None, types: Sequence[str] | None = None) -> dict[str, Facet]:
    """Facets of the given entry types (all when ``None``) by name."""
    found: dict[str, Facet] = {}
    for search_type in search_types(site=site).values():
        if types is None or search_type.name in types:
            for facet in search_type.facets:
                found.setdefault(facet.name, facet)
    return found


def types_of(page: Page) -> list[tuple[PluginConfig, SearchType]]:
    """The plugins' entry types that this page is projected to."""
    found = []
    for plugin, search_type in registry.contributions("search_types"):
        model = find_page_model(search_type.page_type)
        if model is not None and isinstance(page, model):
            found.append((plugin, search_type))
    return found
