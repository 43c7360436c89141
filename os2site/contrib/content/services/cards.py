"""Search entries as rows of a list."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.timezone import localtime

if TYPE_CHECKING:
    from os2site.models import SearchEntry


@dataclass(frozen=True)
class EntryRow:
    """An entry as ``components/event_row.html`` and ``components/news_row.html`` take it.

    :param start: its date in local time, ``None`` when undated; ``date`` is the same.
    :param meta: short texts, such as type and place.
    :param badge: ``{"tone", "label", "icon"}`` for a status that needs attention.
    """

    title: str
    url: str
    summary: str
    start: datetime.datetime | None
    meta: Sequence[str] = ()
    badge: Mapping[str, str] | None = None
    example: bool = False

    @property
    def date(self) -> datetime.datetime | None:
        """The date, under the name that news rows use."""
        return self.start


def entry_row(entry: SearchEntry) -> EntryRow:
    """A row from what the entry's type put on its card: ``"meta"`` and ``"badge"``."""
    return EntryRow(
        title=entry.title,
        url=entry.url,
        summary=entry.summary,
        start=localtime(entry.date) if entry.date is not None else None,
        meta=_texts(entry.card.get("meta")),
        badge=_badge(entry.card.get("badge")),
        example=entry.demo,
    )


def _texts(value: Any) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [str(item) for item in items if item]


def _badge(value: Any) -> dict[str, str] | None:
    if not isinstance(value, dict) or not value.get("label"):
        return None
    return {name: str(value.get(name, "")) for name in ("tone", "label", "icon")}
