"""Which entry types and facets the active plugins declare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from os2site.enums import Audience
from os2site.models import Region, SearchEntry, Term
from os2site.page_types import find_page_model
from os2site.plugins import PluginConfig, registry
from os2site.search.analysis.languages import get_language
from os2site.search.analysis.words import normalise, split
from os2site.search.dates import date_labels, date_order, date_ranges
from os2site.search.types import Facet, LabelLookup, SearchType
from os2site.services.visibility import public_pages

if TYPE_CHECKING:
    from django.db.models import TextChoices
    from wagtail.models import Page, Site


def choice_labels(choices: type[TextChoices]) -> LabelLookup:
    """Labels from a closed set."""

    def lookup(values: Sequence[str], language: str) -> Mapping[str, str]:
        labels = dict(choices.choices)
        return {value: str(labels.get(value, value)) for value in values}

    return lookup


@dataclass(frozen=True)
class TermLabels:
    """Labels from a vocabulary: the term in the language asked for, else in any."""

    vocabulary: str

    def __call__(self, values: Sequence[str], language: str) -> Mapping[str, str]:
        return _term_titles({self.vocabulary: values}, language)[self.vocabulary]


def term_labels(vocabulary: str) -> LabelLookup:
    """Labels from a vocabulary; all vocabularies of a page take one query together."""
    return TermLabels(vocabulary)


def facet_labels(
    values: Iterable[tuple[Facet, Sequence[str]]], language: str
) -> dict[str, Mapping[str, str]]:
    """Facet name → value → label, for facets with the values that they show."""
    wanted = [(facet, shown) for facet, shown in values if shown]
    by_vocabulary: dict[str, list[str]] = {}
    for facet, shown in wanted:
        if isinstance(facet.labels, TermLabels):
            by_vocabulary.setdefault(facet.labels.vocabulary, []).extend(shown)
    titles = _term_titles(by_vocabulary, language) if by_vocabulary else {}
    return {
        facet.name: titles[facet.labels.vocabulary]
        if isinstance(facet.labels, TermLabels)
        else facet.labels(shown, language)
        for facet, shown in wanted
    }


def _term_titles(values: Mapping[str, Sequence[str]], language: str) -> dict[str, dict[str, str]]:
    """Vocabulary → slug → title of these terms: one query."""
    found: dict[str, dict[str, str]] = {vocabulary: {} for vocabulary in values}
    wanted = Q()
    for vocabulary, slugs in values.items():
        wanted |= Q(vocabulary=vocabulary, slug__in=slugs)
    rows = Term.objects.filter(wanted).order_by("pk")
    for vocabulary, slug, title, code in rows.values_list(
        "vocabulary", "slug", "title", "locale__language_code"
    ):
        if slug not in found[vocabulary] or code == language:
            found[vocabulary][slug] = title
    return found


def region_labels(values: Sequence[str], language: str) -> Mapping[str, str]:
    """Names of regions."""
    return dict(Region.objects.filter(slug__in=values).values_list("slug", "full_name"))


@dataclass(frozen=True)
class PageLabels:
    """Names of public pages by slug: in the language asked for where there are several.

    A page that may not be seen has none, also while an index still tells of it.
    """

    entry_type: str

    def __call__(self, values: Sequence[str], language: str) -> Mapping[str, str]:
        found: dict[str, str] = {}
        public = public_pages().values("pk")
        rows = SearchEntry.objects.filter(type=self.entry_type, slug__in=values, page__in=public)
        for slug, title, code in rows.values_list("slug", "title", "language"):
            if slug not in found or code == language:
                found[slug] = title
        return found


def page_labels(entry_type: str) -> LabelLookup:
    """Labels from the titles of public pages; a value that has none is not offered."""
    return PageLabels(entry_type)


def choice_order(choices: type[TextChoices]) -> Mapping[str, int]:
    """Position of each value in a closed set."""
    return {value: number for number, value in enumerate(choices.values)}


#: Facets that several plugins share.
CATEGORY = Facet("category", _("Need"), term_labels("category"))
TECHNOLOGY = Facet("technology", _("Technology"), term_labels("technology"))
SERVICE = Facet("service", _("Service"), term_labels("service"))
REGION = Facet("region", _("Region"), region_labels)
#: Products that an entry is about. A search for what a product does finds these entries too.
PRODUCT = Facet("product", _("Product"), page_labels("product"))
AUDIENCE = Facet(
    "audience",
    _("For"),
    choice_labels(Audience),
    lambda value: choice_order(Audience).get(value, 99),
)
DATE = Facet("date", _("Date"), date_labels, date_order, date_ranges)


def search_types(*, site: Site | None = None) -> dict[str, SearchType]:
    """Entry types of the active plugins by name, in the plugins' order.

    A type that several plugins have stands where the plugin with its own kind of page is.
    """
    items = [item for __, item in registry.contributions("search_types", site=site)]
    places = {item.name: item for item in items if item.name == item.page_type}
    return places | {item.name: item for item in items}


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


def type_words(types: Mapping[str, SearchType], *, language: str) -> Mapping[str, str]:
    """Lemma of each word in the labels of these types → name of the type."""
    analysis = get_language(language)
    found: dict[str, str] = {}
    with override(language):
        for name, item in types.items():
            for label in (item.label, item.label_plural):
                for word in split(normalise(str(label))):
                    if word.text not in analysis.stop_words:
                        found.setdefault(analysis.analyse(word.text).lemma, name)
    return found
