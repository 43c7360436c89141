"""Terms as visitors see them."""

from __future__ import annotations

from os2site.models import Term


def terms(*, vocabulary: str, language: str) -> list[Term]:
    """Terms of a vocabulary in the editors' order, each in ``language`` where it is translated."""
    rows = Term.objects.filter(vocabulary=vocabulary).select_related("locale")
    found: dict[str, Term] = {}
    for term in rows.order_by("order", "title", "pk"):
        if term.slug not in found or term.locale.language_code == language:
            found[term.slug] = term
    return list(found.values())
