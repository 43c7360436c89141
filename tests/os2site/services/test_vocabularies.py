"""Words of the vocabularies in the visitor's language, and once each in editors' forms."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.models import Locale

from os2site.models import Term
from os2site.services.vocabularies import in_language
from tests.factories.products import make_term

pytestmark = pytest.mark.django_db


@pytest.fixture
def english() -> Locale:
    """English, the second language."""
    return Locale.objects.get_or_create(language_code="en")[0]


def translated(term: Term, locale: Locale, title: str) -> Term:
    copy: Term = term.copy_for_translation(locale)
    copy.title = title
    copy.save()
    return copy


def test_terms_are_in_the_language_where_they_are_translated(
    english: Locale, django_assert_num_queries: Any
) -> None:
    school, care = (
        make_term("category", "skole", "Skole"),
        make_term("category", "sundhed", "Ældre"),
    )
    translated(school, english, "School")
    translated(make_term("service", "sundhed", "Ydelse"), english, "Service")
    with django_assert_num_queries(1):
        found = in_language(terms=[care, school], locale_id=english.pk)
    assert [term.title for term in found] == ["Ældre", "School"]
    with django_assert_num_queries(0):
        assert in_language(terms=[care, school], locale_id=care.locale_id) == [care, school]


def test_forms_offer_each_word_once(english: Locale) -> None:
    school = make_term("category", "skole", "Skole")
    translated(school, english, "School")
    only_english = Term.objects.create(
        vocabulary="category", slug="farming", title="Farming", locale=english
    )
    offered = Term.source_terms(Term.objects.all())
    assert set(offered) == {school, only_english}
