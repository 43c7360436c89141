"""Papers before an event and recordings after it, and when they come."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from os2site.enums import Access
from os2site.services import documents
from os2site_events.enums import MaterialType
from os2site_events.services.times import long_date

if TYPE_CHECKING:
    from django.http import HttpRequest

#: Papers to prepare with, also where nobody has said when they come.
PREPARING = frozenset(
    {
        MaterialType.NOTICE,
        MaterialType.AGENDA,
        MaterialType.PROPOSALS,
        MaterialType.ACCOUNTS,
    }
)


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
    *, event: Any, request: HttpRequest | None = None, today: datetime.date | None = None
) -> tuple[list[Material], list[Material]]:
    """Documents to prepare with, and those that come afterwards."""
    today = today or timezone.localdate()
    found = [_material(row, event, request, today) for row in rows_of(event=event)]
    return [item for item in found if item.before], [item for item in found if not item.before]


def rows_of(*, event: Any) -> Sequence[Any]:
    """The event's rows of materials, each with its document ready to be asked about."""
    rows = list(event.materials.all())
    ids = [row.document_id for row in rows if row.document_id is not None]
    if ids:
        field = event.materials.model._meta.get_field("document")
        found = field.related_model._default_manager.filter(pk__in=ids)
        by_id = {document.pk: document for document in documents.load(found)}
        for row in rows:
            row.document = by_id.get(row.document_id)
    return rows


def url_of(row: Any, *, request: HttpRequest | None = None) -> str:
    """Address of the row's document for this visitor (everyone, without ``request``), or empty."""
    document = row.document
    return "" if document is None else documents.address_of(document=document, request=request)


def _material(row: Any, event: Any, request: HttpRequest | None, today: datetime.date) -> Material:
    url = url_of(row, request=request)
    return Material(
        title=row.title,
        type=row.get_type_display(),
        url=url,
        note="" if url else _note(row, event, today),
        before=row.days_before is not None or (row.days_after is None and row.type in PREPARING),
    )


def _note(row: Any, event: Any, today: datetime.date) -> str:
    if row.document is not None and row.document.access == Access.MEMBERS:
        return _("For members")
    day = row.available_on(first_day=event.local_start.date(), last_day=event.local_end.date())
    if day is not None and day >= today:
        return _("Comes by %(date)s") % {"date": long_date(day)}
    return _("Not published yet")
