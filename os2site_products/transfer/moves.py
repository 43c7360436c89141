"""Moves of products in files: what happened before the site knew of it, and what it has noted."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from os2site.services.relations import find_by_ref
from os2site.transfer.contract import Row, Slug, TransferContext
from os2site.transfer.records import ModelKind
from os2site_products.enums import Axis
from os2site_products.models import ProductMove


class MoveRow(Row):
    """A move of a product. ``before`` and ``after`` are values of the axis, empty for none stated.

    It tells of the past and changes nothing of where the product is now: that is the product's own
    row.
    """

    product: Slug
    axis: Axis
    date: datetime.date
    before: str | None = Field(None, max_length=20)
    after: str | None = Field(None, max_length=20)
    decided_by_role: str | None = Field(None, max_length=120)
    note: str | None = Field(None, max_length=300)


class MoveKind(ModelKind[MoveRow, ProductMove]):
    """Moves; a product moves to the same place on the same day once."""

    name = "product_moves"
    label = gettext_lazy("Moves of products")
    row_model = MoveRow
    model = ProductMove
    key_fields = ("product", "axis", "date", "after")
    ordering = ("product__slug", "date", "axis", "pk")

    def records(self, *, context: TransferContext) -> QuerySet[ProductMove]:
        return ProductMove.objects.select_related("product")

    def lookup(self, row: MoveRow) -> dict[str, Any]:
        return {
            "product__slug": row.product,
            "axis": row.axis.value,
            "date": row.date,
            "after": row.after or "",
        }

    def begin(self, row: MoveRow) -> ProductMove:
        product = find_by_ref(ref=f"product/{row.product}")
        if product is None:
            raise ValidationError(
                {"product": _("There is no product “%(slug)s”.") % {"slug": row.product}}
            )
        return ProductMove(
            product_id=product.pk, axis=row.axis.value, date=row.date, after=row.after or ""
        )

    def fill(self, record: ProductMove, row: MoveRow, *, context: TransferContext) -> None:
        record.before = row.before or ""
        record.decided_by_role = row.decided_by_role or ""
        record.note = row.note or ""

    def record_row(self, record: ProductMove, *, context: TransferContext) -> MoveRow:
        return MoveRow(
            product=record.product.slug,
            axis=Axis(record.axis),
            date=record.date,
            before=record.before or None,
            after=record.after or None,
            decided_by_role=record.decided_by_role or None,
            note=record.note or None,
        )
