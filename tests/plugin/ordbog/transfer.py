"""Import and export of words: ``os2site_import ordbog FILE``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from os2site.page_types import get_page_model
from os2site.transfer.contract import RecordKind, Row, Slug, TransferContext


class WordIn(Row):
    """A word in a file."""

    slug: Slug = Field(max_length=80)
    term: str = Field(min_length=1, max_length=120)
    definition: str | None = None
    see_also: list[str] = []


class WordKind(RecordKind[WordIn]):
    """The words of the site's glossary, which is made when there is none."""

    name = "ordbog"
    label = _("Words")
    row_model = WordIn

    def existing(self, *, context: TransferContext) -> Iterator[WordIn]:
        for word in self._words(context).order_by("sort_order", "pk"):
            yield WordIn(
                slug=word.slug,
                term=word.term,
                definition=word.definition or None,
                see_also=word.see_also,
            )

    def store(self, row: WordIn, *, context: TransferContext) -> None:
        page = self._page(context)
        word = next((item for item in page.words.all() if item.slug == row.slug), None)
        if word is None:
            word = page.words.model(slug=row.slug, sort_order=page.words.count())
            page.words.add(word)
        word.term = row.term
        word.definition = row.definition or ""
        word.see_also = row.see_also
        page.save_revision().publish()

    def clear(self, *, context: TransferContext) -> None:
        for page in get_page_model("ordbog").objects.descendant_of(context.site.root_page):
            page.delete()

    def _words(self, context: TransferContext) -> Any:
        pages = get_page_model("ordbog").objects.descendant_of(context.site.root_page)
        model = get_page_model("ordbog").words.rel.related_model
        return model.objects.filter(page__in=pages)

    def _page(self, context: TransferContext) -> Any:
        model = get_page_model("ordbog")
        found = model.objects.descendant_of(context.site.root_page).first()
        if found is None:
            found = model(title=str(_("Glossary")), slug="ordbog", locale=context.locale)
            context.site.root_page.specific.add_child(instance=found)
        return found


IMPORTERS = (WordKind(),)
