"""A plugin that makes the host's pages findable, with the names of documents that all may read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from os2site.models import Document
from os2site.plugins import PageType, PluginConfig
from os2site.search.types import EntryDraft, SearchType
from os2site.services.documents import load, may_read


def project(page: Any) -> Iterator[EntryDraft]:
    """One entry for the page, in which its open documents can be found."""
    documents = load(Document.objects.filter(page=page))
    yield EntryDraft(
        title=page.title,
        slug=page.slug,
        documents="\n".join(
            document.title for document in documents if may_read(document=document, request=None)
        ),
        references=documents,
    )


TYPES: Sequence[SearchType] = (SearchType("body", "Side", "Sider", "body", project),)


class BodyShelf(PluginConfig):
    name = "tests.os2site.search.body_pages"
    label = "body_shelf"
    version = "1.0"
    compatible = "<100"
    page_types = (PageType("body", "testapp.BodyPage", "Side"),)
    search_types = "tests.os2site.search.body_pages.TYPES"
