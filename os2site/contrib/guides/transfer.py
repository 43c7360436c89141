"""Import and export of guides."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field, StringConstraints
from wagtail.blocks import StreamValue

from os2site.enums import Audience, DocumentState
from os2site.page_types import get_page_model
from os2site.transfer.contract import RelativeDate, Row, Slug, TransferContext
from os2site.transfer.lookups import term_titled
from os2site.transfer.pages import PageKind
from os2site.transfer.related import PageRef, other_refs, rows_for, slugs_by_type
from os2site.transfer.texts import Paragraphs, paragraphs_to_stream, stream_to_paragraphs

#: Vocabulary of the collections.
COLLECTIONS = "guide_collection"
#: Field of a row → page type that its slugs name.
RELATED = {"related_guides": "guide", "related_pages": "page"}

Role = Annotated[str, StringConstraints(max_length=120)]


class ControlRow(Row):
    """The control header. ``demo`` says that its values are invented, not the guide's text."""

    owner_role: Role | None = None
    approver_role: Role | None = None
    version: Annotated[str, StringConstraints(max_length=20)] | None = None
    revision_in_days: int | None = None
    revise_by: datetime.date | None = None
    approved_days_ago: int | None = None
    approved_on: datetime.date | None = None
    status: DocumentState = DocumentState.DRAFT
    demo: bool = False


class SectionRow(Row):
    """A heading with its paragraphs; only text before the first heading has none."""

    heading: Annotated[str, StringConstraints(max_length=160)] | None = None
    paragraphs: Paragraphs = []


class GuideRow(Row):
    """A guide as a file has it."""

    slug: Slug
    title: Annotated[str, StringConstraints(min_length=1, max_length=255)]
    summary: Annotated[str, StringConstraints(max_length=300)] | None = None
    collection: Annotated[str, StringConstraints(min_length=1, max_length=160)] | None = None
    document_control: ControlRow = Field(default_factory=ControlRow)
    audience: list[Audience] = []
    sections: list[SectionRow] = []
    checklist: list[Annotated[str, StringConstraints(min_length=1)]] = []
    related_guides: list[Slug] = []
    related_pages: list[Slug] = []
    other_pages: list[PageRef] = []
    glossary_terms: list[Slug] = []
    demo: bool = False
    sources: list[str] = []


class GuideKind(PageKind[GuideRow]):
    """Guides. What is not approved is stored and not published."""

    name = "guides"
    label = gettext_lazy("Guides")
    row_model = GuideRow
    page_type = "guide"
    unordered_fields = frozenset({"audience"})
    relative_dates = (
        RelativeDate("document_control.revision_in_days", "document_control.revise_by"),
        RelativeDate(
            "document_control.approved_days_ago", "document_control.approved_on", direction=-1
        ),
    )

    def is_live(self, row: GuideRow) -> bool:
        return row.document_control.status == DocumentState.APPROVED

    def fill(self, page: Any, row: GuideRow, *, context: TransferContext) -> None:
        page.title = row.title
        page.summary = row.summary or ""
        page.collection = (
            term_titled(vocabulary=COLLECTIONS, title=row.collection, locale=context.locale)
            if row.collection
            else None
        )
        control = row.document_control
        page.owner_role = control.owner_role or ""
        page.approver_role = control.approver_role or ""
        page.version = control.version or ""
        page.approved_on = control.approved_on
        page.revise_by = control.revise_by
        page.control_state = control.status
        page.control_demo = control.demo
        page.audience = [audience.value for audience in Audience if audience in row.audience]
        page.body = _stream(row.sections)
        page.checklist = row.checklist
        page.glossary_terms = row.glossary_terms
        page.demo = row.demo
        page.sources = row.sources
        page.related_pages = rows_for(
            _row_model(),
            slugs={kind: getattr(row, name) for name, kind in RELATED.items()},
            others=row.other_pages,
            before=page.related_pages.all(),
        )

    def page_row(self, page: Any, *, context: TransferContext) -> GuideRow:
        related = slugs_by_type(page.related_pages.all())
        return GuideRow(
            slug=page.slug,
            title=page.title,
            summary=page.summary or None,
            collection=page.collection.title if page.collection is not None else None,
            document_control=ControlRow(
                owner_role=page.owner_role or None,
                approver_role=page.approver_role or None,
                version=page.version or None,
                revise_by=page.revise_by,
                approved_on=page.approved_on,
                status=DocumentState(page.control_state),
                demo=page.control_demo,
            ),
            audience=[Audience(item) for item in page.audience],
            sections=_sections(page.body),
            checklist=page.checklist,
            **{name: related.get(kind, []) for name, kind in RELATED.items()},
            other_pages=other_refs(related, but=RELATED.values()),
            glossary_terms=page.glossary_terms,
            demo=page.demo,
            sources=page.sources,
        )


def _stream(sections: Sequence[SectionRow]) -> str:
    raw: list[Any] = []
    for number, section in enumerate(sections):
        if section.heading:
            raw.append({"type": "heading", "value": section.heading})
        elif number:
            raise ValidationError(
                {"sections": _("Section %(number)s has no heading.") % {"number": number + 1}}
            )
        raw += json.loads(paragraphs_to_stream(section.paragraphs, block="text"))
    return json.dumps(raw)


def _sections(stream: StreamValue) -> list[SectionRow]:
    groups: list[tuple[str | None, list[Any]]] = []
    for child in stream.get_prep_value():
        if child["type"] == "heading":
            groups.append((child["value"], []))
        else:
            if not groups:
                groups.append((None, []))
            groups[-1][1].append(child)
    return [
        SectionRow(
            heading=heading,
            paragraphs=stream_to_paragraphs(
                StreamValue(stream.stream_block, raw, is_lazy=True), block="text"
            ),
        )
        for heading, raw in groups
    ]


def _row_model() -> Any:
    """Model of the rows of related pages, whichever the host uses."""
    return get_page_model("guide")._meta.get_field("related_pages").related_model


IMPORTERS = (GuideKind(),)
