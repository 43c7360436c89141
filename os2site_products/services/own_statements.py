"""Organisations that say on their own page that they use a product.

Such a page (of the type ``member``) links to the product as one that it uses, and names the
organisation that it is about.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from os2site.models import PageRelation
from os2site.page_types import find_page_model
from os2site.services.languages import one_of_each
from os2site.services.visibility import public_among

if TYPE_CHECKING:
    from wagtail.models import Page

#: Kind of relation from the page of who uses a product, and the type of that page.
USES: Final = "uses"
PAGE_TYPE: Final = "member"
#: What is told of an organisation's place, for ``select_related``.
PLACES: Final = ("organisation__region", "organisation__municipality__region")


def own_statements(*, keys: Any, locale_id: int | None) -> Mapping[uuid.UUID, Mapping[int, Page]]:
    """Product → organisation → its public page that says so; in two queries.

    :param keys: translation keys of products, as a list or a queryset: who names a product in one
        language uses it in all.
    :param locale_id: the language that is wanted where a page is there in several.
    """
    links = PageRelation.objects.filter(kind=USES, target__translation_key__in=keys)
    pairs = list(links.values_list("target__translation_key", "source_id"))
    pages = {page.pk: page for page in _pages({source for __, source in pairs})} if pairs else {}
    of_product: dict[uuid.UUID, list[Any]] = defaultdict(list)
    for key, source in pairs:
        if source in pages:
            of_product[key].append(pages[source])
    return {key: _by_organisation(naming, locale_id) for key, naming in of_product.items()}


def statements_on(*, product: Any) -> Mapping[int, Page]:
    """:func:`own_statements` on one product, invented ones on an invented product only; empty for
    one that was never saved. One query, organisations and their places included.
    """
    if product.pk is None:
        return {}
    links = PageRelation.objects.filter(kind=USES, target__translation_key=product.translation_key)
    stated = _by_organisation(_pages(links.values("source")), product.locale_id)
    return {
        pk: page for pk, page in stated.items() if product.demo or not getattr(page, "demo", False)
    }


def _pages(sources: Any) -> list[Any]:
    """Public pages among these that name an organisation, which comes with them."""
    model = find_page_model(PAGE_TYPE)
    if model is None:
        return []
    named: Any = model._default_manager.filter(pk__in=sources, organisation__isnull=False)
    pages = list(named.live().select_related(*PLACES))
    # What is private is asked for only where there is something to hide.
    return public_among(pages) if pages else []


def _by_organisation(pages: list[Any], locale_id: int | None) -> dict[int, Page]:
    found: dict[int, Page] = {}
    chosen: list[Any] = one_of_each(pages=pages, locale_id=locale_id)
    for page in chosen:
        found.setdefault(page.organisation_id, page)
    return found
