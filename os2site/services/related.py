"""Related pages as visitors see them: grouped by what they are, public ones only.

Rows are read from the page in memory, so that a preview shows what an editor has chosen.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from os2site.models import RelationRow, SearchEntry
from os2site.page_types import base_page_model
from os2site.plugins import registry
from os2site.services.languages import active_language, localised

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True)
class RelatedLink:
    """A public page; ``date`` is what its entry is dated, ``example`` whether it is invented."""

    title: str
    url: str
    date: datetime.datetime | None = None
    example: bool = False


@dataclass(frozen=True)
class RelatedGroup:
    """Related pages of one entry type, such as ``"product"``; ``type`` is empty for other pages."""

    type: str
    title: str
    links: Sequence[RelatedLink]


def related_groups(
    *, rows: Iterable[RelationRow], request: HttpRequest | None = None
) -> list[RelatedGroup]:
    """The public pages that rows point at, in the visitor's language where they are translated.

    Groups come in the order in which the editor first named one of their pages. The number of
    queries does not depend on the number of rows; without rows nothing is asked.
    """
    ids = list(dict.fromkeys(row.target_id for row in rows if row.target_id is not None))
    if not ids:
        return []
    chosen = base_page_model()._default_manager.in_bulk(ids)
    shown = localised(pages=chosen.values(), language=active_language())
    # A page may have an entry for each section; the entry of the page itself has no anchor.
    entries = {
        entry.page_id: entry
        for entry in SearchEntry.objects.filter(page__in=[page.pk for page in shown.values()])
        if "#" not in entry.key
    }
    labels = {item.name: item.label_plural for __, item in registry.contributions("search_types")}
    groups: dict[str, list[RelatedLink]] = {}
    for page_id in ids:
        page = shown.get(page_id)
        if page is None:
            continue
        entry = entries.get(page.pk)
        name = entry.type if entry is not None and entry.type in labels else ""
        groups.setdefault(name, []).append(
            RelatedLink(
                page.title,
                page.get_url(request) or "",
                entry.date if entry is not None else None,
                entry.demo if entry is not None else False,
            )
        )
    return [
        RelatedGroup(name, str(labels[name]) if name else _("Other pages"), links)
        for name, links in groups.items()
    ]
