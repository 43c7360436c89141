"""Labels of facets: the terms of all vocabularies in one query."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale

from os2site.models import Term
from os2site.search.catalogue import facet_labels, term_labels
from os2site.search.types import Facet

pytestmark = pytest.mark.django_db


def add(vocabulary: str, slug: str, title: str, language: str = "da") -> None:
    locale = Locale.objects.get_or_create(language_code=language)[0]
    Term.objects.create(vocabulary=vocabulary, slug=slug, title=title, locale=locale)


def test_all_vocabularies_take_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    add("colour", "red", "Rød")
    add("shape", "red", "Ikke en farve")
    add("shape", "round", "Rund")
    facets = [
        Facet("colour", "Colour", term_labels("colour")),
        Facet("shape", "Shape", term_labels("shape")),
        Facet("year", "Year", lambda values, language: {value: f"{value}!" for value in values}),
        Facet("empty", "Empty", term_labels("colour")),
    ]
    values = [["red", "unknown"], ["round"], ["2026"], []]
    with django_assert_num_queries(1):
        labels = facet_labels(list(zip(facets, values, strict=True)), "da")
    assert labels == {
        "colour": {"red": "Rød"},
        "shape": {"round": "Rund"},
        "year": {"2026": "2026!"},
    }


def test_a_term_has_its_title_in_the_language_asked_for_else_in_any() -> None:
    add("colour", "red", "Rød")
    add("colour", "red", "Red", "en")
    add("colour", "blue", "Blå")
    lookup = term_labels("colour")
    assert lookup(["red", "blue"], "en") == {"red": "Red", "blue": "Blå"}
    assert lookup(["red"], "da") == {"red": "Rød"}


def test_facets_without_vocabulary_ask_nothing(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0):
        assert facet_labels([(Facet("empty", "Empty", term_labels("colour")), [])], "da") == {}
