"""Vocabularies: every term with every fact it has."""

from __future__ import annotations

from typing import ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from os2site.models import Term
from os2site.transfer.contract import Row, Slug, TransferContext
from os2site.transfer.records import ModelKind

#: Facts of single vocabularies, kept in :attr:`Term.attributes`.
FACTS = (
    "source",
    "applies_to",
    "criteria_own",
    "criteria_cumulative",
    "emoji",
    "min_citizens",
    "max_citizens",
)


class TermRow(Row):
    """A term in a file; ``order`` is given where the vocabulary has an order of its own."""

    vocabulary: Slug = Field(max_length=40)
    slug: Slug = Field(max_length=80)
    title: str = Field(min_length=1, max_length=160)
    description: str | None = None
    note: str | None = None
    source: str | None = None
    order: int | None = Field(None, ge=0)
    applies_to: list[str] | None = None
    criteria_own: int | None = None
    criteria_cumulative: int | None = None
    emoji: str | None = None
    min_citizens: int | None = None
    max_citizens: int | None = None


class TermKind(ModelKind[TermRow, Term]):
    """Terms of all vocabularies, in the language of the site's content."""

    name = "terms"
    label = _("Vocabularies")
    row_model = TermRow
    model = Term
    key_fields = ("vocabulary", "slug")
    ordering: ClassVar[tuple[str, ...]] = ("vocabulary", "order", "pk")

    def records(self, *, context: TransferContext) -> QuerySet[Term]:
        return Term.objects.filter(locale=context.locale)

    def fill(self, record: Term, row: TermRow, *, context: TransferContext) -> None:
        record.locale = context.locale
        record.title = row.title
        record.description = row.description or ""
        record.note = row.note or ""
        if row.order is not None:
            record.order = row.order
        # Facts that others keep with a term stay.
        facts = {name: value for name, value in record.attributes.items() if name not in FACTS}
        facts |= {name: value for name in FACTS if (value := getattr(row, name)) is not None}
        if row.order is not None:
            facts["ordered"] = True
        record.attributes = facts

    def record_row(self, record: Term, *, context: TransferContext) -> TermRow:
        facts = {name: record.attributes.get(name) for name in FACTS}
        # Zero is also what an order is that nobody gave.
        is_ordered = record.order > 0 or record.attributes.get("ordered", False)
        return TermRow(
            vocabulary=record.vocabulary,
            slug=record.slug,
            title=record.title,
            description=record.description or None,
            note=record.note or None,
            order=record.order if is_ordered else None,
            **facts,
        )
