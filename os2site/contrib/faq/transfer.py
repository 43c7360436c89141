"""Import and export of questions and answers."""

from __future__ import annotations

from typing import Annotated, Any

from django.utils.translation import gettext_lazy
from pydantic import Field, StringConstraints
from wagtail.models import Locale

from os2site.models import Term
from os2site.page_types import get_page_model
from os2site.transfer.contract import Row, Slug, TransferContext
from os2site.transfer.lookups import term
from os2site.transfer.pages import PageKind
from os2site.transfer.related import PageRef, other_refs, rows_for, slugs_by_type
from os2site.transfer.texts import Paragraphs, html_to_paragraphs, paragraphs_to_html

#: Vocabulary of the groups, which editors own.
GROUPS = "faq_group"
#: Groups that are made when a file names them, in this order. The titles are content.
KNOWN_GROUPS = {
    "om-os2": "Om OS2",
    "medlemskab": "Medlemskab",
    "produkter": "Produkter",
    "oekonomi": "Økonomi",
    "grupper": "Grupper",
    "kommunikation": "Kommunikation",
    "kontakt": "Kontakt",
}
#: Field of a row → page type that its slugs name.
RELATED = {"related_pages": "page", "related_guides": "guide"}


class FaqRow(Row):
    """A question as a file has it."""

    slug: Slug
    group: Slug | None = None
    order: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    question: Annotated[str, StringConstraints(min_length=1, max_length=255)]
    answer: Annotated[Paragraphs, Field(min_length=1)]
    related_pages: list[Slug] = []
    related_guides: list[Slug] = []
    other_pages: list[PageRef] = []
    contact: str | None = None
    demo: bool = False
    sources: list[str] = []


class FaqKind(PageKind[FaqRow]):
    """Questions, a page for each."""

    name = "faq"
    label = gettext_lazy("Questions")
    row_model = FaqRow
    page_type = "faq"

    def fill(self, page: Any, row: FaqRow, *, context: TransferContext) -> None:
        page.title = row.question
        page.group = _group(row.group, locale=context.locale) if row.group else None
        page.order = row.order
        page.answer = paragraphs_to_html(row.answer)
        page.contact = row.contact or ""
        page.demo = row.demo
        page.sources = row.sources
        page.related_pages = rows_for(
            _row_model(),
            slugs={kind: getattr(row, name) for name, kind in RELATED.items()},
            others=row.other_pages,
            before=page.related_pages.all(),
        )

    def page_row(self, page: Any, *, context: TransferContext) -> FaqRow:
        related = slugs_by_type(page.related_pages.all())
        return FaqRow(
            slug=page.slug,
            group=page.group.slug if page.group is not None else None,
            order=page.order,
            question=page.title,
            answer=html_to_paragraphs(page.answer),
            **{name: related.get(kind, []) for name, kind in RELATED.items()},
            other_pages=other_refs(related, but=RELATED.values()),
            contact=page.contact or None,
            demo=page.demo,
            sources=page.sources,
        )


def _group(slug: str, *, locale: Locale) -> Term:
    """The group's term; the known ones are made when they are missing.

    :raises ValidationError: for any other group that is no term.
    """
    if slug in KNOWN_GROUPS:
        found, __ = Term.objects.get_or_create(
            vocabulary=GROUPS,
            slug=slug,
            locale=locale,
            defaults={"title": KNOWN_GROUPS[slug], "order": list(KNOWN_GROUPS).index(slug)},
        )
        return found
    return term(vocabulary=GROUPS, slug=slug, field="group", locale=locale)


def _row_model() -> Any:
    """Model of the rows of related pages, whichever the host uses."""
    return get_page_model("faq")._meta.get_field("related_pages").related_model


IMPORTERS = (FaqKind(),)
