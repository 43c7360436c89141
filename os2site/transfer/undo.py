"""Take an import back: what was touched since is kept, with the reason."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision

from os2site.models import ImportedRecord, ImportJob, ImportState, UndoState
from os2site.page_types import base_page_model
from os2site.search import projection
from os2site.transfer import stalled
from os2site.transfer.catalogue import get_kind
from os2site.transfer.contract import RecordKind, TransferContext, TransferError
from os2site.transfer.records import ModelKind

if TYPE_CHECKING:
    from django.contrib.auth.models import User

logger = logging.getLogger(__name__)


class _Kept(Exception):  # noqa: N818 - no error: the record stays as it is
    """The record is kept; the message says why."""


def undo(job_id: int, user_id: int) -> None:
    """Take back each record, last ones first, in one transaction."""
    from django.contrib.auth import get_user_model  # noqa: PLC0415 (models may not be ready)

    job = ImportJob.objects.filter(pk=job_id, state=ImportState.UNDOING).first()
    if job is None:
        return
    stalled.begin(job.pk)
    user = get_user_model()._default_manager.filter(pk=user_id).first()
    try:
        with projection.batch(), transaction.atomic():
            _undo_all(job, user)
            job.state = ImportState.UNDONE
            job.undone_at = timezone.now()
            job.save()
    except TransferError as error:
        ImportJob.objects.filter(pk=job.pk).update(state=ImportState.DONE, reason=str(error))
    except Exception:
        logger.exception("Undo of import %s failed", job.pk)
        reason = _("The import could not be undone; nothing was changed.")
        ImportJob.objects.filter(pk=job.pk).update(state=ImportState.DONE, reason=reason)


def _undo_all(job: ImportJob, user: User | None) -> None:
    kind, context = get_kind(job.kind), TransferContext.current()
    records = list(job.records.order_by("-number", "-pk"))
    plain = frozenset(record.key for record in records if record.page_id is None)
    rows = {
        kind.key(row): kind.complete(row, context=context).model_dump(mode="json")
        for row in (kind.existing_among(plain, context=context) if plain else ())
    }
    for record in records:
        try:
            with transaction.atomic():
                if record.page_id is not None:
                    _undo_page(record, kind, user, context)
                else:
                    _undo_row(record, kind, rows.get(record.key), context)
        except _Kept as kept:
            record.undo, record.undo_reason = UndoState.KEPT, str(kept)[:300]
        except (ValidationError, ProtectedError, RestrictedError):
            record.undo = UndoState.KEPT
            record.undo_reason = _("something else needs it as it is now")
        else:
            record.undo = UndoState.UNDONE
    ImportedRecord.objects.bulk_update(records, ["undo", "undo_reason"], batch_size=500)


def _undo_page(
    record: ImportedRecord, kind: RecordKind[Any], user: User | None, context: TransferContext
) -> None:
    found = base_page_model()._default_manager.filter(pk=record.page_id).first()
    if found is None:
        raise _Kept(_("the page was deleted since"))
    page: Any = found.specific
    if page.latest_revision_id != record.revision_after:
        raise _Kept(_("the page was edited since"))
    if record.is_new:
        if page.numchild:
            raise _Kept(_("the page has got subpages since"))
        page.delete(user=user)
        return
    before = record.page_before or {}
    live = _revision(before.get("live_revision") or before.get("latest"))
    latest = _revision(before.get("latest"))
    if latest is None or live is None:
        # No revision to go back to, but the row as it was.
        kind.store(kind.row_model.model_validate(record.before), context=context)
        return
    if before["live"]:
        _again(live, user).publish(user=user)
        if latest.pk != live.pk:
            _again(latest, user)
    else:
        if page.live:
            page.unpublish(user=user)
        _again(latest, user)


def _revision(pk: int | None) -> Revision | None:
    return Revision.objects.filter(pk=pk).first() if pk else None


def _again(old: Revision, user: User | None) -> Revision:
    """The old revision as the newest one."""
    page = old.as_object()
    revision: Revision = page.save_revision(
        user=user, changed=True, log_action=True, previous_revision=old, clean=False
    )
    return revision


def _undo_row(
    record: ImportedRecord,
    kind: RecordKind[Any],
    now: dict[str, Any] | None,
    context: TransferContext,
) -> None:
    if now is None:
        raise _Kept(_("it was deleted since"))
    if now != record.after:
        raise _Kept(_("it was edited since"))
    if not record.is_new:
        kind.store(kind.row_model.model_validate(record.before), context=context)
        return
    if not isinstance(kind, ModelKind):
        raise _Kept(_("what is new of this kind has to be taken out by hand"))
    row = kind.row_model.model_validate(now)
    kind.records(context=context).get(**kind.lookup(row)).delete()
