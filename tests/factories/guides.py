"""Guides for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wagtail.models import Site

from os2site.page_types import get_page_model
from os2site.search import projection
from os2site.transfer.contract import TransferContext
from os2site.transfer.lookups import danish_slug, term_titled
from os2site.transfer.pages import index_page
from tests.factories.publishing import put_below


def guide_index() -> Any:
    """The list of guides of the default site."""
    return index_page("guide", context=TransferContext.current()).specific


def build_guide(
    title: str = "Kom godt i gang",
    *,
    sections: Mapping[str, str] | None = None,
    collection: str = "",
    related: Sequence[Any] = (),
    **values: Any,
) -> Any:
    """An approved guide that is in no tree yet; ``sections`` are headings with HTML."""
    locale = Site.objects.get().root_page.locale
    values.setdefault("slug", danish_slug(title) or "vejledning")
    values.setdefault("control_state", "godkendt")
    if collection:
        values["collection"] = term_titled(
            vocabulary="guide_collection", title=collection, locale=locale
        )
    model: Any = get_page_model("guide")
    row: Any = model._meta.get_field("related_pages").related_model
    page = model(title=title, live=False, locale=locale, **values)
    page.body = [
        block
        for heading, html in (sections or {}).items()
        for block in (("heading", heading), ("text", html))
    ]
    page.related_pages = [row(target=target) for target in related]
    return page


def guide(title: str = "Kom godt i gang", *, live: bool = True, **values: Any) -> Any:
    """A guide below the list: published, or a draft."""
    page = build_guide(title, **values)
    put_below(guide_index(), page, live=live)
    return type(page).objects.get(pk=page.pk)


def many_guides(count: int, *, start: int = 0, **values: Any) -> None:
    """So many published guides."""
    with projection.batch():
        for number in range(start, start + count):
            guide(f"Vejledning nummer {number}", **values)
