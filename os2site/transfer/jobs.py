"""Imports of the administration: a file is looked at, shown, and then carried out as it was shown.

Each step is one transaction. What is at work says so in its state, so that a second click or a
second process finds the step taken.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import logging
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision

from os2site.conf import get_settings
from os2site.models import ImportedRecord, ImportFile, ImportJob, ImportState
from os2site.transfer import cells, formats, stalled
from os2site.transfer.catalogue import get_kind
from os2site.transfer.contract import RecordKind, TransferContext, TransferError
from os2site.transfer.pages import PageKind
from os2site.transfer.runner import Change, ImportReport, run_import

if TYPE_CHECKING:
    from django.contrib.auth.models import User

logger = logging.getLogger(__name__)

#: How long a preview waits to be carried out.
PREVIEW_TIME: Final = datetime.timedelta(days=1)
#: How long an import can be undone.
UNDO_TIME: Final = datetime.timedelta(days=30)
#: Errors that are kept; the rest are counted.
KEPT_ERRORS: Final = 500
SUFFIXES: Final = (".csv", ".xlsx", ".json")
_BATCH: Final = 500
#: Characters of a value in the preview.
_SHOWN: Final = 2000


def accept(
    kind: RecordKind[Any],
    *,
    name: str,
    data: bytes,
    update: bool,
    user: User,
    max_rows: int,
) -> ImportJob:
    """Keep a file for :func:`look`.

    :raises TransferError: when the file as a whole can't be read, or has more rows than may be.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise formats.unknown_format(suffix, kind)
    raw = formats.read_bytes(kind, data, suffix=suffix)
    if len(raw.rows) > max_rows:
        raise TransferError(
            _(
                "The file has %(rows)s rows; here it may have %(limit)s. Divide it, or ask whoever "
                "runs the site to use the command os2site_import."
            )
            % {"rows": len(raw.rows), "limit": max_rows}
        )
    with transaction.atomic():
        job = ImportJob.objects.create(
            kind=kind.name,
            # A name may come with a path; the last characters have the ending.
            file_name=PurePath(name.replace("\\", "/")).name[-200:],
            digest=hashlib.sha256(data).hexdigest(),
            update_existing=update,
            user=user,
            rows=len(raw.rows),
            notes=raw.notes,
        )
        ImportFile.objects.create(job=job, content=data)
        stalled.begin(job.pk)
    return job


def look(job_id: int) -> None:
    """Find all errors and all that would change, and write nothing of it."""
    job = ImportJob.objects.filter(pk=job_id, state=ImportState.READING).first()
    if job is None:
        return
    stalled.begin(job.pk)
    try:
        report = _run(job, dry_run=True)
    except Exception as error:
        _failed(job, error)
        return
    with transaction.atomic():
        job.records.all().delete()
        _keep_changes(job, report.changes)
        job.created, job.updated, job.skipped = report.created, report.updated, report.skipped
        job.error_count = len(report.errors)
        job.errors = [
            [error.number, error.field, error.reason] for error in report.errors[:KEPT_ERRORS]
        ]
        job.plan_digest = _digest(report.changes)
        job.state = ImportState.PREVIEWED if report.ok else ImportState.REFUSED
        job.save()


def claim(job: ImportJob, *, state: ImportState, becomes: ImportState) -> bool:
    """Take the next step; false when somebody else has, or the job is not that far."""
    with transaction.atomic():
        found = ImportJob.objects.filter(pk=job.pk, state=state).update(state=becomes, reason="")
        if found:
            stalled.begin(job.pk)
    return found == 1


def carry_out(job_id: int) -> None:
    """Do what the preview showed, all of it or nothing."""
    job = ImportJob.objects.filter(pk=job_id, state=ImportState.RUNNING).first()
    if job is None:
        return
    stalled.begin(job.pk)
    try:
        with transaction.atomic():
            kind, context = get_kind(job.kind), TransferContext.current()
            keys = list(job.records.values_list("key", flat=True))
            before = page_states(kind, keys, context=context)
            report = _run(job, dry_run=False)
            if not report.ok or _digest(report.changes) != job.plan_digest:
                raise TransferError(
                    _("The content was changed since the preview. Upload the file once more.")
                )
            _note_written(job, kind, before, context=context)
            job.created, job.updated, job.skipped = report.created, report.updated, report.skipped
            job.state = ImportState.DONE
            job.finished_at = timezone.now()
            job.save()
            ImportFile.objects.filter(job=job).delete()
    except Exception as error:
        _failed(job, error)


def page_states(
    kind: RecordKind[Any], keys: Iterable[str], *, context: TransferContext
) -> dict[str, dict[str, Any]]:
    """Key → id, revisions and whether it is live, of the pages that there are; one query a batch.

    Empty for kinds that are no pages.
    """
    if not isinstance(kind, PageKind):
        return {}
    wanted = list(keys)
    found = {}
    for start in range(0, len(wanted), _BATCH):
        pages = kind.pages(context=context).filter(slug__in=wanted[start : start + _BATCH])
        for slug, *values in pages.values_list(
            "slug", "pk", "latest_revision_id", "live_revision_id", "live"
        ):
            found[slug] = dict(zip(("pk", "latest", "live_revision", "live"), values, strict=True))
    return found


def purge(*, now: datetime.datetime | None = None) -> int:
    """Delete previews that nobody carried out, and what is needed for undo when it is too late."""
    now = now or timezone.now()
    old = ImportJob.objects.filter(finished_at=None, created_at__lt=now - PREVIEW_TIME)
    count: int = old.count()
    old.delete()
    late = ImportedRecord.objects.filter(job__finished_at__lt=now - UNDO_TIME)
    count += late.count()
    late.delete()
    return count


def _run(job: ImportJob, *, dry_run: bool) -> ImportReport:
    kind = get_kind(job.kind)
    file = ImportFile.objects.filter(job=job).first()
    data = bytes(file.content) if file is not None else b""
    if hashlib.sha256(data).hexdigest() != job.digest:
        raise TransferError(_("The file is no longer there. Upload it once more."))
    raw = formats.read_bytes(kind, data, suffix=PurePath(job.file_name).suffix.lower())
    return run_import(
        kind, raw.rows, dry_run=dry_run, update=job.update_existing, keep_changes=True
    )


def _failed(job: ImportJob, error: Exception) -> None:
    if isinstance(error, TransferError):
        reason = str(error)
    else:
        logger.exception("Import %s failed", job.pk)
        reason = _("Something went wrong; nothing was changed.")
    # One that was given up and has been carried out by another process meanwhile stays as it is.
    at_work = ImportJob.objects.filter(pk=job.pk, state=job.state)
    at_work.update(state=ImportState.FAILED, reason=reason)


def _keep_changes(job: ImportJob, changes: Iterable[Change]) -> None:
    kind = get_kind(job.kind)
    ImportedRecord.objects.bulk_create(
        [
            ImportedRecord(
                job=job,
                number=change.number,
                key=change.key[:600],
                is_new=change.before is None,
                fields=list(_fields(kind, change)),
                before=change.before,
                after=change.after,
            )
            for change in changes
        ],
        batch_size=_BATCH,
    )


def _fields(kind: RecordKind[Any], change: Change) -> Iterable[list[str]]:
    for name in change.fields:
        field = kind.row_model.model_fields[name]
        before, after = (
            cells.to_text(cells.encode(row[name], field))[:_SHOWN] if row is not None else ""
            for row in (change.before, change.after)
        )
        if change.before is not None or after:
            yield [name, before, after]


def _note_written(
    job: ImportJob,
    kind: RecordKind[Any],
    before: Mapping[str, Mapping[str, Any]],
    *,
    context: TransferContext,
) -> None:
    """Remember what undo needs: the revisions before and after, or the rows as they are now."""
    records = list(job.records.all())
    keys = [record.key for record in records]
    after = page_states(kind, keys, context=context)
    rows = {}
    if not after:
        found = kind.existing_among(frozenset(keys), context=context)
        rows = {
            kind.key(row): kind.complete(row, context=context).model_dump(mode="json")
            for row in found
        }
    for record in records:
        state = after.get(record.key)
        if state is not None:
            record.page_id, record.revision_after = state["pk"], state["latest"]
            record.page_before = before.get(record.key)
        record.after = rows.get(record.key, record.after)
    ImportedRecord.objects.bulk_update(
        records, ["page_id", "revision_after", "page_before", "after"], batch_size=_BATCH
    )
    revisions = [record.revision_after for record in records if record.revision_after]
    for start in range(0, len(revisions), _BATCH):
        made = Revision.objects.filter(pk__in=revisions[start : start + _BATCH])
        made.update(user_id=job.user_id)


def _digest(changes: Iterable[Change]) -> str:
    plan = [[change.key, change.before, change.after] for change in changes]
    return hashlib.sha256(json.dumps(plan, sort_keys=True).encode()).hexdigest()


def max_rows(*, in_background: bool) -> int:
    """How many rows a file may have in the administration."""
    settings = get_settings()
    return settings.import_rows_in_background if in_background else settings.import_rows_at_once
