"""News for tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wagtail.models import Site

from os2site.page_types import get_page_model
from os2site.search import projection
from os2site.transfer.contract import TransferContext
from os2site.transfer.lookups import danish_slug
from os2site.transfer.pages import index_page
from os2site.transfer.texts import paragraphs_to_stream
from tests.factories.publishing import put_below


def news_index() -> Any:
    """The list of news of the default site."""
    return index_page("news", context=TransferContext.current()).specific


def build_news(
    title: str = "Ny version",
    *,
    body: Sequence[str] = (),
    tags: Sequence[str] = (),
    related: Sequence[Any] = (),
    **values: Any,
) -> Any:
    """A piece of news that is in no tree yet; ``related`` are pages."""
    values.setdefault("slug", danish_slug(title) or "nyhed")
    model: Any = get_page_model("news")
    row: Any = model._meta.get_field("related_pages").related_model
    page = model(title=title, live=False, locale=Site.objects.get().root_page.locale, **values)
    page.body = paragraphs_to_stream(body, block="text")
    page.tags.set(tags)
    page.related_pages = [row(target=target) for target in related]
    return page


def news(title: str = "Ny version", *, live: bool = True, **values: Any) -> Any:
    """A piece of news below the list: published, or a draft."""
    page = build_news(title, **values)
    put_below(news_index(), page, live=live)
    return type(page).objects.get(pk=page.pk)


def many_news(count: int, *, start: int = 0, **values: Any) -> None:
    """So many published pieces of news, with tags."""
    with projection.batch():
        for number in range(start, start + count):
            news(f"Nyhed nummer {number}", tags=["valg", f"emne {number}"], **values)
