"""Papers before an event and recordings after it, and when they come."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from os2site.enums import Access, DocumentState
from os2site_events.services.times import long_date

if TYPE_CHECKING:
    from os2site.models import Document


@dataclass(frozen=True)
class Material:
    """A document of the event.

    :param url: empty while visitors can't have it.
    :param note: when it comes, or why it can't be had.
    :param before: whether it belongs to the preparation.
    """

    title: str
    type: str
    url: str
    note: str
    before: bool


def materials(
    *, event: Any, today: datetime.date | None = None
) -> tuple[list[Material], list[Material]]:
    """Documents to prepare with, and those that come afterwards."""
    today = today or timezone.localdate()
    rows = _rows(event)
    found = [_material(row, event, today) for row in rows]
    return [item for item in found if item.before], [item for item in found if not item.before]


def document_url(document: Document | None) -> str:
    """Address of a document that everyone may read; empty for a draft, a private one or none."""
    if (
        document is None
        or document.state != DocumentState.APPROVED
        or document.access != Access.PUBLIC
    ):
        return ""
    if document.url:
        return document.url
    if document.file is None or document.file.collection.get_view_restrictions():
        return ""
    return str(document.file.url)


def _rows(event: Any) -> Sequence[Any]:
    rows = list(event.materials.all())
    ids = [row.document_id for row in rows if row.document_id is not None]
    if ids:
        field = event.materials.model._meta.get_field("document")
        documents = field.related_model._default_manager.select_related("file__collection").in_bulk(
            ids
        )
        for row in rows:
            row.document = documents.get(row.document_id)
    return rows


def _material(row: Any, event: Any, today: datetime.date) -> Material:
    url = document_url(row.document)
    return Material(
        title=row.title,
        type=row.get_type_display(),
        url=url,
        note="" if url else _note(row, event, today),
        before=row.days_before is not None,
    )


def _note(row: Any, event: Any, today: datetime.date) -> str:
    if row.document is not None and row.document.access == Access.MEMBERS:
        return _("For members")
    day = row.available_on(first_day=event.local_start.date(), last_day=event.local_end.date())
    if day is not None and day >= today:
        return _("Comes by %(date)s") % {"date": long_date(day)}
    return _("Not published yet")
