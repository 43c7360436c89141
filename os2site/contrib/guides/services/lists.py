"""Guides in lists: rows made of search entries, so that a list needs no page."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from os2site.contrib.guides.services.control import Badge
from os2site.search.entries import visible_entries

if TYPE_CHECKING:
    from django.utils.safestring import SafeString
    from wagtail.models import Site

    from os2site.models import SearchEntry
    from os2site.search.results import Hit

#: Other guides of the same collection that a guide shows.
MORE_SHOWN = 4


@dataclass(frozen=True)
class GuideRow:
    """A guide as ``os2site_guides/guide_row.html`` takes it; ``badge`` only when it is overdue."""

    title: str | SafeString
    url: str
    summary: str
    example: bool
    meta: Sequence[str]
    badge: Badge | None


def row_of(*, hit: Hit) -> GuideRow:
    """The row for a hit, its title with the matches marked."""
    return _row(hit.entry, hit.title, collection=hit.entry.card.get("collection", ""))


def more_in_collection(*, page: Any, site: Site, but: Sequence[int] = ()) -> Sequence[GuideRow]:
    """Other public guides of the page's collection by title, less the pages ``but``."""
    if page.collection_id is None:
        return ()
    entries = visible_entries(site=site, language=page.locale.language_code, types=["guide"])
    found = (
        entries.filter(facets__name="collection", facets__value=page.collection.slug)
        .exclude(page__in=[page.pk, *but])
        .order_by("title")[:MORE_SHOWN]
    )
    return [_row(entry, entry.title, collection="") for entry in found]


def _row(entry: SearchEntry, title: str | SafeString, *, collection: str) -> GuideRow:
    card = entry.card
    meta = [collection]
    if card.get("version"):
        meta.append(_("Version %(version)s") % {"version": card["version"]})
    if approved := _date(card.get("approved_on")):
        meta.append(_("Approved %(date)s") % {"date": date_format(approved, "DATE_FORMAT")})
    revise_by = _date(card.get("revise_by"))
    overdue = revise_by is not None and revise_by < timezone.localdate()
    return GuideRow(
        title=title,
        url=entry.url,
        summary=entry.summary,
        example=entry.demo,
        meta=[text for text in meta if text],
        badge=Badge("warn", _("Revision overdue"), "clock") if overdue else None,
    )


def _date(value: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(value) if value else None
