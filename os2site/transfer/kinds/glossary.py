"""Words in search: synonyms, abbreviations, misspellings and what they mean."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from os2site.models import GlossaryEntry
from os2site.transfer.contract import Row, Slug, TransferContext
from os2site.transfer.records import ModelKind

#: Lists that a row and a record share by name.
LISTS = (
    "synonyms",
    "abbreviations",
    "oneway",
    "related",
    "misspellings",
    "categories",
    "products",
)


class GlossaryRow(Row):
    """A concept with its names in a file."""

    slug: Slug = Field(max_length=80)
    preferred: str = Field(min_length=1, max_length=120)
    synonyms: list[str] = []
    abbreviations: list[str] = []
    oneway: list[str] = []
    related: list[str] = []
    misspellings: list[str] = []
    definition: str | None = None
    categories: list[str] = []
    products: list[str] = []
    note: str | None = None
    demo: bool = False


class GlossaryKind(ModelKind[GlossaryRow, GlossaryEntry]):
    """Words in search, in the language of the site's content."""

    name = "glossary"
    label = _("Words in search")
    row_model = GlossaryRow
    model = GlossaryEntry

    def records(self, *, context: TransferContext) -> QuerySet[GlossaryEntry]:
        return GlossaryEntry.objects.filter(language=context.locale.language_code)

    def fill(self, record: GlossaryEntry, row: GlossaryRow, *, context: TransferContext) -> None:
        record.language = context.locale.language_code
        record.preferred = row.preferred
        for name in LISTS:
            setattr(record, name, getattr(row, name))
        record.definition = row.definition or ""
        record.note = row.note or ""
        record.demo = row.demo

    def record_row(self, record: GlossaryEntry, *, context: TransferContext) -> GlossaryRow:
        return GlossaryRow(
            slug=record.slug,
            preferred=record.preferred,
            definition=record.definition or None,
            note=record.note or None,
            demo=record.demo,
            **{name: getattr(record, name) for name in LISTS},
        )
