"""Ordinary pages as records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from os2site.contrib.content.transfer.blocks import BlockRow, rows_to_stream, stream_to_rows
from os2site.page_types import page_type_of
from os2site.transfer.contract import Row, Slug, TransferContext
from os2site.transfer.lookups import relation_row, relation_slug
from os2site.transfer.pages import PageKind


class PageRow(Row):
    """An ordinary page in a file."""

    slug: Slug
    title: str = Field(min_length=1, max_length=255)
    lead: str | None = Field(default=None, max_length=300)
    blocks: list[BlockRow] = []
    state: Literal["klar", "udkast"] = "klar"
    related_pages: list[Slug] = []
    related_guides: list[Slug] = []
    show_in_menu: bool = False
    legal_review_required: bool = False
    demo: bool = False
    sources: list[str] = []


class StandardPageKind(PageKind[PageRow]):
    """Pages right below the front page; ``show_in_menu`` means the menu of the section."""

    name = "pages"
    label = _("Pages")
    row_model = PageRow
    page_type = "page"

    def is_live(self, row: PageRow) -> bool:
        return row.state == "klar"

    def fill(self, page: Any, row: PageRow, *, context: TransferContext) -> None:
        page.title = row.title
        page.lead = row.lead or ""
        stream_block = page._meta.get_field("body").stream_block
        page.body = rows_to_stream(row.blocks, stream_block=stream_block)
        page.in_section_menu = row.show_in_menu
        page.legal_review_required = row.legal_review_required
        page.demo = row.demo
        page.sources = row.sources
        page.related = self._related(page, row)

    def page_row(self, page: Any, *, context: TransferContext) -> PageRow:
        related = list(page.related.all())
        return PageRow(
            slug=page.slug,
            title=page.title,
            lead=page.lead or None,
            blocks=stream_to_rows(page.body),
            state="klar" if page.live else "udkast",
            related_pages=_slugs(related, "page"),
            related_guides=_slugs(related, "guide"),
            show_in_menu=page.in_section_menu,
            legal_review_required=page.legal_review_required,
            demo=page.demo,
            sources=page.sources,
        )

    def _related(self, page: Any, row: PageRow) -> list[Any]:
        """Rows for the file's pages and guides; what else an editor chose stays, after them."""
        model = page._meta.get_field("related").related_model
        refs = [
            *(f"page/{slug}" for slug in row.related_pages),
            *(f"guide/{slug}" for slug in row.related_guides),
        ]
        rows = [relation_row(model, ref=ref) for ref in refs]
        rows += [
            model(target_id=item.target_id, target_ref=item.target_ref)
            for item in page.related.all()
            if _type_of(item) not in {"page", "guide"}
        ]
        for number, item in enumerate(rows):
            item.sort_order = number
        return rows


def _slugs(rows: Iterable[Any], page_type: str) -> list[str]:
    return [relation_slug(row) for row in rows if _type_of(row) == page_type]


def _type_of(row: Any) -> str:
    """Type of the page that a row points at or waits for."""
    if row.target is None:
        return str(row.target_ref.partition("/")[0])
    page_type = page_type_of(row.target.specific_deferred)
    return page_type.name if page_type is not None else ""
