"""Rules and figures of the economy in files."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from os2site.transfer.contract import Row, Slug, TransferContext
from os2site.transfer.records import ModelKind
from os2site_products.models import EconomyRule


class EconomyRow(Row):
    """A rule or a figure; ``values`` is its form for computing, an object or a list."""

    slug: Slug
    type: str = Field(min_length=1, max_length=40)
    title: str = Field(min_length=1, max_length=200)
    text: str = Field(min_length=1)
    values: dict[str, Any] | list[Any] | None = None
    sources: list[str] = []
    demo: bool = False
    order: int | None = Field(None, ge=0)


class EconomyKind(ModelKind[EconomyRow, EconomyRule]):
    """Rules of the economy; without ``order`` a new one goes last."""

    name = "economy"
    label = _("Rules of the economy")
    row_model = EconomyRow
    model = EconomyRule
    ordering = ("order", "slug")

    def fill(self, record: EconomyRule, row: EconomyRow, *, context: TransferContext) -> None:
        record.type = row.type
        record.title = row.title
        record.text = row.text
        record.values = row.values
        record.sources = row.sources
        record.demo = row.demo
        if row.order is not None:
            record.order = row.order
        elif record._state.adding:
            record.order = EconomyRule.objects.count() + 1

    def record_row(self, record: EconomyRule, *, context: TransferContext) -> EconomyRow:
        return EconomyRow(
            slug=record.slug,
            type=record.type,
            title=record.title,
            text=record.text,
            values=record.values,
            sources=record.sources,
            demo=record.demo,
            order=record.order,
        )
