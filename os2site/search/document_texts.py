"""Keeps the text of uploaded files up to date: noted with the upload, read afterwards.

An upload only notes that its file must be read. A worker reads it right after; without a worker,
``os2site_run_due`` does. When it is done, the pages that show the file are projected anew.
"""

from __future__ import annotations

import datetime
import logging
import time
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import default_task_backend
from wagtail.documents import get_document_model

from os2site.models import Document, DocumentText, TextState, Unreadable
from os2site.search import projection, tasks
from os2site.services import document_reading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

logger = logging.getLogger(__name__)

#: Seconds that :func:`read_due` works at most, and how often a file that can't be fetched is tried.
MAX_SECONDS: Final = 45.0
MAX_ATTEMPTS: Final = 5
#: Files of before that are noted at a time.
NOTED_AT_ONCE: Final = 500


def source_of(file: Any) -> str:
    """Tells one upload from another; ends with the file's name."""
    return f"{file.file_hash}:{file.file.name}"[-300:]


def note(file: Any) -> None:
    """Note that an upload must be read, unless its text is that of just this upload."""
    if not document_reading.kind_of(file.file.name):
        DocumentText.objects.filter(file=file).delete()
        return
    source = source_of(file)
    known = DocumentText.objects.filter(file=file).first()
    if known is not None and known.source == source:
        return
    DocumentText.objects.update_or_create(file=file, defaults=_waiting(source))
    # A task that runs at once would run in the request of whoever uploads.
    if default_task_backend.supports_defer:
        transaction.on_commit(lambda: tasks.read_document.enqueue(file.pk), robust=True)


def _waiting(source: str) -> dict[str, Any]:
    return {
        "source": source,
        "state": TextState.WAITING,
        "reason": "",
        "text": "",
        "content_hash": "",
        "attempts": 0,
        "available_at": timezone.now(),
    }


def read(file_id: int) -> bool:
    """Read a file that waits and project the pages that show it; whether there was one to read."""
    row = _readable().filter(file=file_id).select_related("file").first()
    if row is None:
        return False
    reading = document_reading.read_text(file=row.file)
    again = reading.reason == Unreadable.MISSING and row.attempts + 1 < MAX_ATTEMPTS
    values = {
        "state": TextState.WAITING if again else reading.state,
        "reason": reading.reason or "",
        "text": reading.text,
        "content_hash": reading.content_hash,
        "attempts": row.attempts + 1,
        "available_at": timezone.now() + datetime.timedelta(minutes=2**row.attempts),
        "updated_at": timezone.now(),
    }
    with transaction.atomic():
        # What was uploaded in the meantime waits for a reading of its own.
        changed = DocumentText.objects.filter(pk=row.pk, source=row.source).update(**values)
        if changed and reading.text:
            files_changed([file_id])
    return True


def read_due() -> int:
    """Read what waits, files of before this version included; how many files were read."""
    _note_earlier()
    number, until = 0, time.monotonic() + MAX_SECONDS
    due = _readable().filter(available_at__lte=timezone.now()).order_by("available_at")
    for file_id in list(due.values_list("file", flat=True)):
        if time.monotonic() > until:
            break
        number += read(file_id)
    return number


def forget_failures() -> int:
    """Let :func:`read_due` read again what could not be read; how many files."""
    return DocumentText.objects.filter(state=TextState.UNREADABLE).update(
        state=TextState.WAITING, reason="", attempts=0, available_at=timezone.now()
    )


def failures() -> list[str]:
    """The files that could not be read, with the reason, one on each line."""
    rows = DocumentText.objects.filter(state=TextState.UNREADABLE).select_related("file")
    return [f"{row.file.filename}: {row.get_reason_display()}" for row in rows.order_by("pk")]


def files_changed(ids: Iterable[int]) -> None:
    """Project the pages that repeat these files, or documents that have them."""
    ids = list(ids)
    projection.records_changed(get_document_model(), ids)
    for chunk in projection.batched(ids, 500):
        documents = Document.objects.filter(file__in=chunk).values_list("pk", flat=True)
        projection.records_changed(Document, documents)


def _readable() -> QuerySet[DocumentText]:
    """Files that wait and whose library is installed."""
    endings = Q()
    for kind in document_reading.installed_kinds():
        endings |= Q(source__iendswith=f".{kind}")
    waiting = DocumentText.objects.filter(state=TextState.WAITING)
    return waiting.filter(endings) if endings else waiting.none()


def _note_earlier() -> None:
    endings = Q()
    for kind in document_reading.LIBRARIES:
        endings |= Q(file__iendswith=f".{kind}")
    files = get_document_model().objects.filter(endings, os2site_text__isnull=True)
    DocumentText.objects.bulk_create(
        [
            DocumentText(file=file, **_waiting(source_of(file)))
            for file in files.order_by("pk")[:NOTED_AT_ONCE]
        ],
        ignore_conflicts=True,
    )
