"""Import and export of news."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from django.utils.translation import gettext_lazy
from pydantic import Field, StringConstraints, field_validator

from os2site.contrib.news.enums import NewsType, Priority
from os2site.page_types import get_page_model
from os2site.transfer.contract import RelativeDate, Row, Slug, TransferContext
from os2site.transfer.pages import PageKind
from os2site.transfer.related import PageRef, other_refs, rows_for, slugs_by_type
from os2site.transfer.texts import Paragraphs, paragraphs_to_stream, stream_to_paragraphs

#: Field of a row → page type that its slugs name.
RELATED = {"products": "product", "suppliers": "supplier", "events": "event", "guides": "guide"}


class NewsRow(Row):
    """A piece of news as a file has it. Without a date it is news of the day it is imported."""

    slug: Slug
    title: Annotated[str, StringConstraints(min_length=1, max_length=255)]
    published_days_ago: int | None = None
    published_on: datetime.date | None = None
    author_role: Annotated[str, StringConstraints(max_length=120)] | None = None
    summary: Annotated[str, StringConstraints(max_length=400)] | None = None
    body: Paragraphs = []
    products: list[Slug] = []
    suppliers: list[Slug] = []
    events: list[Slug] = []
    guides: list[Slug] = []
    other_pages: list[PageRef] = []
    tags: list[Annotated[str, StringConstraints(min_length=1, max_length=100)]] = []
    news_type: NewsType = NewsType.NEWS
    priority: Literal[Priority.HIGH] | None = None
    image_alt: Annotated[str, StringConstraints(max_length=200)] | None = None
    reading_minutes: Annotated[int, Field(ge=1, le=1000)] | None = None
    demo: bool = False
    sources: list[str] = []

    @field_validator("tags", mode="after")
    @classmethod
    def _once(cls, tags: list[str]) -> list[str]:
        return list({tag.casefold(): tag for tag in reversed(tags)}.values())[::-1]

    def model_post_init(self, context: Any, /) -> None:
        """A piece of news always has a date: a row without one says nothing about it."""
        if self.published_on is None and self.published_days_ago is None:
            self.model_fields_set.difference_update({"published_on", "published_days_ago"})


class NewsKind(PageKind[NewsRow]):
    """News pages."""

    name = "news"
    label = gettext_lazy("News")
    row_model = NewsRow
    page_type = "news"
    unordered_fields = frozenset({"tags"})
    relative_dates = (RelativeDate("published_days_ago", "published_on", direction=-1),)

    def fill(self, page: Any, row: NewsRow, *, context: TransferContext) -> None:
        page.title = row.title
        page.date = row.published_on or page.date
        page.author_role = row.author_role or ""
        page.summary = row.summary or ""
        page.body = paragraphs_to_stream(row.body, block="text")
        page.tags.set(row.tags)
        page.news_type = row.news_type
        page.priority = row.priority or ""
        page.image_alt = row.image_alt or ""
        page.reading_minutes = row.reading_minutes
        page.demo = row.demo
        page.sources = row.sources
        page.related_pages = rows_for(
            _row_model(),
            slugs={kind: getattr(row, name) for name, kind in RELATED.items()},
            others=row.other_pages,
            before=page.related_pages.all(),
        )

    def page_row(self, page: Any, *, context: TransferContext) -> NewsRow:
        related = slugs_by_type(page.related_pages.all())
        linked: dict[str, Any] = {name: related.get(kind, []) for name, kind in RELATED.items()}
        return NewsRow(
            slug=page.slug,
            title=page.title,
            published_on=page.date,
            author_role=page.author_role or None,
            summary=page.summary or None,
            body=stream_to_paragraphs(page.body, block="text"),
            **linked,
            other_pages=other_refs(related, but=RELATED.values()),
            tags=[tag.name for tag in page.tags.all()],
            news_type=NewsType(page.news_type),
            priority=Priority.HIGH if page.priority == Priority.HIGH else None,
            image_alt=page.image_alt or None,
            reading_minutes=page.reading_minutes or None,
            demo=page.demo,
            sources=page.sources,
        )


def _row_model() -> Any:
    """Model of the rows of related pages, whichever the host uses."""
    return get_page_model("news")._meta.get_field("related_pages").related_model


IMPORTERS = (NewsKind(),)
