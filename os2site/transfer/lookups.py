"""From the words of a file to the records that they name, and back.

Each raises ``ValidationError({field: message})`` for a word that it doesn't know, which the runner
turns into a row error.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import Locale

from os2site.enums import OrganisationType
from os2site.models import Municipality, Organisation, Region, RelationRow, Term
from os2site.models.slugs import plain_slug
from os2site.services.relations import find_by_ref

RelationRowT = TypeVar("RelationRowT", bound=RelationRow)

#: How names on lists of organisations end or begin, and the type that this tells.
_TYPE_BY_WORD = {
    "kommune": OrganisationType.MUNICIPALITY,
    "region": OrganisationType.REGION,
}


def danish_slug(text: str, *, max_length: int = 80) -> str:
    """A slug in which æ, ø and å read as ae, oe and aa."""
    spelled = text.replace("+", " plus ").replace("#", " sharp ").replace(".", " ")
    return plain_slug(spelled)[:max_length].strip("-")


def term(*, vocabulary: str, slug: str, field: str, locale: Locale) -> Term:
    """The term of a vocabulary with this slug.

    :raises ValidationError: when the vocabulary has no such term.
    """
    found = Term.objects.filter(vocabulary=vocabulary, slug=slug).order_by("pk")
    in_locale = found.filter(locale=locale).first() or found.first()
    if in_locale is None:
        raise ValidationError(
            {
                field: _("“%(slug)s” is not in the vocabulary “%(vocabulary)s”.")
                % {"slug": slug, "vocabulary": vocabulary}
            }
        )
    return in_locale


def terms(*, vocabulary: str, slugs: Iterable[str], field: str, locale: Locale) -> list[Term]:
    """Like :func:`term` for several, in the order given.

    :raises ValidationError: for the first unknown one.
    """
    return [term(vocabulary=vocabulary, slug=slug, field=field, locale=locale) for slug in slugs]


def term_titled(*, vocabulary: str, title: str, locale: Locale) -> Term:
    """The term with this title, such as the technology "PostgreSQL"; made when it is missing."""
    rows = Term.objects.filter(vocabulary=vocabulary, locale=locale)
    found = rows.filter(title__iexact=title).order_by("pk").first()
    if found is not None:
        return found
    base = danish_slug(title, max_length=76) or "term"
    slug, number = base, 1
    while rows.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return Term.objects.create(vocabulary=vocabulary, slug=slug, title=title, locale=locale)


def region(*, name: str, field: str) -> Region:
    """The region with this name: "Hovedstaden" and "Region Hovedstaden" are the same one.

    :raises ValidationError: when there is none.
    """
    found = Region.objects.filter(
        Q(name__iexact=name) | Q(full_name__iexact=name) | Q(slug=name)
    ).first()
    if found is None:
        raise ValidationError({field: _("“%(name)s” is not a region.") % {"name": name}})
    return found


def municipality(*, slug: str, field: str) -> Municipality:
    """The municipality with this slug.

    :raises ValidationError: when there is none.
    """
    found = Municipality.objects.filter(slug=slug).first()
    if found is None:
        raise ValidationError({field: _("“%(slug)s” is not a municipality.") % {"slug": slug}})
    return found


def organisation(*, name: str, demo: bool = False) -> Organisation:
    """The organisation with this name; made when it is missing.

    A new one gets its type, municipality and region where the name tells them.

    :param demo: whether a new one is invented.
    """
    found = Organisation.objects.filter(name=name).first()
    if found is not None:
        return found
    words = name.lower().split()
    type_ = next((kind for word, kind in _TYPE_BY_WORD.items() if word in words), None)
    place = Municipality.objects.filter(name=name).first()
    area = Region.objects.filter(full_name=name).first()
    base = danish_slug(name, max_length=116) or "organisation"
    slug, number = base, 1
    while Organisation.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return Organisation.objects.create(
        slug=slug,
        name=name,
        type=type_.value if type_ else "",
        municipality=place,
        region=place.region if place else area,
        demo=demo,
    )


def relation_row(model: type[RelationRowT], *, ref: str, **values: Any) -> RelationRowT:
    """An unsaved relation row for a reference such as ``"supplier/magenta"``.

    A page that isn't there yet is waited for: the row finds it when it is made.
    """
    return model(target=find_by_ref(ref=ref), target_ref=ref, **values)


def relation_rows(
    model: type[RelationRowT], *, page_type: str, slugs: Iterable[str]
) -> list[RelationRowT]:
    """Unsaved relation rows for slugs of one page type, in the order given."""
    return [
        relation_row(model, ref=f"{page_type}/{slug}", sort_order=number)
        for number, slug in enumerate(slugs)
    ]


def relation_slug(row: RelationRow) -> str:
    """Slug of the page that a relation row points at or waits for."""
    if row.target is not None:
        return str(row.target.slug)
    return row.target_ref.partition("/")[2]
