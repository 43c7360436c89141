"""Governance criteria in files."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from os2site.transfer.contract import Row, Slug, TransferContext
from os2site.transfer.records import ModelKind
from os2site_products.enums import Level, Theme
from os2site_products.models import Criterion


class CriterionRow(Row):
    """A criterion of a set."""

    slug: Slug
    code: str = Field(min_length=1, max_length=10)
    theme: Theme
    level: Level
    is_recommendation: bool = False
    title: str = Field(min_length=1, max_length=200)
    guidance: str | None = None
    order: int = Field(0, ge=0)
    criteria_set: str = Field(min_length=1, max_length=20)
    source: str | None = Field(None, max_length=300)


class CriterionKind(ModelKind[CriterionRow, Criterion]):
    """Criteria; a slug is unique within its set, so that older sets stay as they were."""

    name = "criteria"
    label = _("Governance criteria")
    row_model = CriterionRow
    model = Criterion
    key_fields = ("criteria_set", "slug")
    ordering = ("criteria_set", "order", "pk")

    def fill(self, record: Criterion, row: CriterionRow, *, context: TransferContext) -> None:
        record.code = row.code
        record.theme = row.theme.value
        record.level = row.level.value
        record.is_recommendation = row.is_recommendation
        record.title = row.title
        record.guidance = row.guidance or ""
        record.order = row.order
        record.source = row.source or ""

    def record_row(self, record: Criterion, *, context: TransferContext) -> CriterionRow:
        return CriterionRow(
            slug=record.slug,
            code=record.code,
            theme=Theme(record.theme),
            level=Level(record.level),
            is_recommendation=record.is_recommendation,
            title=record.title,
            guidance=record.guidance or None,
            order=record.order,
            criteria_set=record.criteria_set,
            source=record.source or None,
        )
