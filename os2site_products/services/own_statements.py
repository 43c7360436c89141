"""Organisations that say on their own page that they use a product.

Such a page (a member's) links to the product as one that it uses, and names the organisation that
it is about: more need not be known of the app that it belongs to.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from os2site.models import PageRelation
from os2site.page_types import base_page_model
from os2site.services.languages import one_of_each
from os2site.services.visibility import public_pages

if TYPE_CHECKING:
    from wagtail.models import Page

#: Kind of relation from the page of who uses a product.
USES: Final = "uses"


def own_statements(*, keys: Any, locale_id: int | None) -> Mapping[uuid.UUID, Mapping[int, Page]]:
    """Product → organisation → its public page that says so; in constant queries.

    :param keys: translation keys of products, as a list or a queryset: who names a product in one
        language uses it in all.
    :param locale_id: the language that is wanted where a page is there in several.
    """
    links = PageRelation.objects.filter(kind=USES, target__translation_key__in=keys)
    pairs = list(links.values_list("target__translation_key", "source_id"))
    if not pairs:
        return {}
    sources = base_page_model()._default_manager.filter(pk__in={source for __, source in pairs})
    pages: dict[int, Any] = {page.pk: page for page in public_pages(pages=sources).specific()}
    found: dict[uuid.UUID, dict[int, Page]] = defaultdict(dict)
    of_product: dict[uuid.UUID, list[Any]] = defaultdict(list)
    for key, source in pairs:
        if getattr(pages.get(source), "organisation_id", None) is not None:
            of_product[key].append(pages[source])
    for key, naming in of_product.items():
        chosen: list[Any] = one_of_each(pages=naming, locale_id=locale_id)
        for page in chosen:
            found[key].setdefault(page.organisation_id, page)
    return found


def statements_on(*, product: Any) -> Mapping[int, Page]:
    """:func:`own_statements` on one product, invented ones on an invented product only; empty for
    one that was never saved.
    """
    if product.pk is None:
        return {}
    keys = [product.translation_key]
    stated = own_statements(keys=keys, locale_id=product.locale_id)
    return {
        pk: page
        for pk, page in stated.get(product.translation_key, {}).items()
        if product.demo or not getattr(page, "demo", False)
    }
