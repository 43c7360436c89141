"""What has happened around a product: for the feed, and for those who follow it by mail."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from os2site.search import catalogue
from os2site_products.services import linked, moves
from os2site_products.services.linked import PRODUCT

if TYPE_CHECKING:
    from wagtail.models import Page


@dataclass(frozen=True)
class Update:
    """Something that happened on a day.

    :param url: absolute; :param kind: what it is, in lower case; :param key: the same for ever.
    """

    title: str
    text: str
    url: str
    day: datetime.date
    kind: str
    key: str


def updates(*, product: Any) -> Sequence[Update]:
    """Public pages about the product by the day they came out, and its moves; newest first.

    The number of queries does not depend on how many there are.
    """
    about = [link.page for link in linked.pointing_at(product=product) if link.kind == PRODUCT]
    found = [*_pages(about), *_moves(product)]
    return sorted(found, key=lambda item: (item.day, item.key), reverse=True)


def _pages(pages: Sequence[Page]) -> Sequence[Update]:
    ids = {page.pk for page in pages}
    entries = {entry.page_id: entry for entry in linked.entries_of(page_ids=ids)}
    types = catalogue.search_types() if entries else {}
    return [
        Update(
            title=entries[page.pk].title,
            text=entries[page.pk].summary,
            url=page.full_url,
            day=timezone.localdate(page.first_published_at),
            kind=str(types[entries[page.pk].type].label).lower()
            if entries[page.pk].type in types
            else "",
            key=f"page:{page.pk}",
        )
        for page in {page.pk: page for page in pages}.values()
        if page.pk in entries and page.first_published_at is not None and page.full_url
    ]


def _moves(product: Any) -> Sequence[Update]:
    today = timezone.localdate()
    return [
        Update(
            title=f"{product.title}: {moves.title(move)}",
            text=moves.text(move),
            url=f"{product.full_url}#historie",
            day=move.date,
            kind="",
            key=f"move:{move.pk}",
        )
        for move in moves.moves_of(product=product)
        if move.date <= today
    ]
