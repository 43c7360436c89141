"""The products that a supplier delivers services on, as both sides state it.

The supplier names products in its own rows; a product names its suppliers with role, source and
whether they still work on it. Own rows are read from the page, so that a preview shows a draft's
rows; the products' statements are read from the kernel's live relations.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from os2site.page_types import base_page_model, find_page_model
from os2site.services.languages import one_of_each
from os2site.services.relations import LinkedPage, linked_pages
from os2site.services.visibility import public_pages

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Page


class StatedBy(Enum):
    """Who says that the supplier delivers services on the product."""

    BOTH = "both"
    SUPPLIER = "supplier"
    PRODUCT = "product"


@dataclass(frozen=True)
class Delivered:
    """A public product of a supplier.

    :param roles: slugs of services, as the product states them, else as the supplier does.
    :param active: ``None`` when no source says.
    :param source: where the product's statement comes from, empty when it gives none.
    """

    page: Page
    roles: Sequence[str]
    active: bool | None
    note: str
    source: str
    stated_by: StatedBy
    #: When the supplier said so itself, and when somebody else confirmed it.
    stated_on: datetime.date | None = None
    verified_on: datetime.date | None = None

    @property
    def title(self) -> str:
        """Name of the product."""
        return str(self.page.title)

    def url(self, request: HttpRequest | None = None) -> str:
        """Address of the product's page."""
        return self.page.get_url(request) or ""


def delivered(*, supplier: Any) -> list[Delivered]:
    """Public products of a supplier: those with a stated end last, else by name.

    A fixed number of queries, whatever the number of products.
    """
    rows = list(supplier.products.all())
    own = _public(ids=[row.target_id for row in rows])
    links: Sequence[LinkedPage] = ()
    if supplier.pk is not None:
        linked = linked_pages(pages=[supplier], kind="supplier", reverse=True)
        # News and other pages name suppliers, too.
        model = find_page_model("product")
        found_links = linked.get(supplier.pk, ())
        links = [link for link in found_links if model and isinstance(link.page, model)]
    # Either side may name another translation of the product.
    by_id = {row.target_id: row for row in rows}
    own_rows = {page.translation_key: by_id[page.pk] for page in own}
    stated = {link.page.translation_key: link.facts for link in links}
    found = []
    for page in one_of_each(
        pages=[*(link.page for link in links), *own], locale_id=supplier.locale_id
    ):
        facts = stated.get(page.translation_key, {})
        row = own_rows.get(page.translation_key)
        roles = facts.get("roles") or (row.roles if row is not None else ())
        found.append(
            Delivered(
                page=page,
                roles=tuple(roles),
                active=facts.get("active"),
                note=facts.get("note", ""),
                source=facts.get("source", "") or (row.source if row is not None else ""),
                stated_by=_stated_by(
                    in_own=row is not None, in_stated=page.translation_key in stated
                ),
                stated_on=row.stated_on if row is not None else None,
                verified_on=row.verified_on if row is not None else None,
            )
        )
    return sorted(found, key=lambda item: (item.active is False, item.title.casefold()))


def _stated_by(*, in_own: bool, in_stated: bool) -> StatedBy:
    if in_own and in_stated:
        return StatedBy.BOTH
    return StatedBy.SUPPLIER if in_own else StatedBy.PRODUCT


def _public(*, ids: Sequence[int | None]) -> Sequence[Page]:
    wanted = [page_id for page_id in ids if page_id is not None]
    if not wanted:
        return []
    pages = public_pages(pages=base_page_model()._default_manager.filter(pk__in=wanted))
    return list(pages.order_by("path").specific())
