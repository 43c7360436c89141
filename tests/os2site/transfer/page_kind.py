"""A kind stored as product pages, for tests of what the kernel does for all page kinds."""

from __future__ import annotations

import datetime
from typing import Any

from os2site.page_types import get_page_model
from os2site.transfer.contract import RelativeDate, Row, Slug, TransferContext, WebAddress
from os2site.transfer.lookups import relation_rows, relation_slug
from os2site.transfer.pages import PageKind
from os2site.transfer.texts import Paragraphs, html_to_paragraphs, paragraphs_to_html


class ThingRow(Row):
    """Few fields, one of each sort."""

    slug: Slug
    name: str
    description: Paragraphs = []
    addresses: list[WebAddress] = []
    related: list[str] = []
    decided_days_ago: int | None = None
    decided_on: datetime.date | None = None
    published: bool = True


class ThingKind(PageKind[ThingRow]):
    """Product pages in a few words."""

    name = "things"
    label = "Ting"
    row_model = ThingRow
    page_type = "product"
    unordered_fields = frozenset({"addresses"})
    relative_dates = (RelativeDate("decided_days_ago", "decided_on", direction=-1),)

    def is_live(self, row: ThingRow) -> bool:
        return row.published

    def fill(self, page: Any, row: ThingRow, *, context: TransferContext) -> None:
        page.title = row.name
        page.description = paragraphs_to_html(row.description)
        page.basis_date = row.decided_on
        page.repository_urls = row.addresses
        related = get_page_model("product")._meta.get_field("related_products").related_model
        page.related_products = relation_rows(related, page_type="product", slugs=row.related)

    def page_row(self, page: Any, *, context: TransferContext) -> ThingRow:
        return ThingRow(
            slug=page.slug,
            name=page.title,
            description=html_to_paragraphs(page.description),
            addresses=page.repository_urls,
            related=[relation_slug(row) for row in page.related_products.all()],
            decided_on=page.basis_date,
            published=page.live,
        )
