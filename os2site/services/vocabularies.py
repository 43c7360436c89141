"""Terms as visitors see them."""

from __future__ import annotations

from collections.abc import Iterable

from os2site.models import Term


def terms(*, vocabulary: str, language: str) -> list[Term]:
    """Terms of a vocabulary in the editors' order, each in ``language`` where it is translated."""
    return terms_of(vocabularies=(vocabulary,), language=language)[vocabulary]


def terms_of(*, vocabularies: tuple[str, ...], language: str) -> dict[str, list[Term]]:
    """Vocabulary → its terms as :func:`terms` gives them; one query for all."""
    rows = Term.objects.filter(vocabulary__in=vocabularies).select_related("locale")
    found: dict[str, dict[str, Term]] = {vocabulary: {} for vocabulary in vocabularies}
    for term in rows.order_by("order", "title", "pk"):
        known = found[term.vocabulary]
        if term.slug not in known or term.locale.language_code == language:
            known[term.slug] = term
    return {vocabulary: list(known.values()) for vocabulary, known in found.items()}


def in_language(*, terms: Iterable[Term], locale_id: int | None) -> list[Term]:
    """The terms in the order given, each in the language where it is translated.

    Pages in all languages point at the same terms, those of the source language, so that a
    translated page keeps them. Terms that are in the language already cost no query.
    """
    found = list(terms)
    others = [term for term in found if term.locale_id != locale_id]
    if not others or locale_id is None:
        return found
    rows = Term.objects.filter(
        locale_id=locale_id,
        vocabulary__in={term.vocabulary for term in others},
        slug__in={term.slug for term in others},
    )
    translated = {(term.vocabulary, term.slug): term for term in rows}
    return [translated.get((term.vocabulary, term.slug), term) for term in found]
