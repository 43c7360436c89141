"""Import and export as a whole: one transaction, every bad row reported, nothing half-written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import transaction
from django.db.utils import DataError, IntegrityError
from django.utils.translation import gettext as _
from pydantic import ValidationError

from os2site.search import projection
from os2site.transfer import formats, reasons
from os2site.transfer.contract import RecordKind, Row, TransferContext, TransferError
from os2site.transfer.formats import RawRow


@dataclass(frozen=True, order=True)
class RowError:
    """Why a row is refused: its number, the field (empty for the whole row) and the reason."""

    number: int
    field: str
    reason: str

    def __str__(self) -> str:
        if not self.field:
            return _("Row %(number)s: %(reason)s") % {
                "number": self.number,
                "reason": self.reason,
            }
        return _("Row %(number)s, %(field)s: %(reason)s") % {
            "number": self.number,
            "field": self.field,
            "reason": self.reason,
        }


@dataclass(frozen=True)
class Change:
    """A record that an import makes or changes, as rows in a file's words.

    :param before: ``None`` for a new one. :param fields: names of the fields that differ.
    """

    number: int
    key: str
    before: dict[str, Any] | None
    after: dict[str, Any]
    fields: list[str]


@dataclass
class ImportReport:
    """What an import did, or would do in a dry run; with errors nothing was written."""

    kind: str
    dry_run: bool = False
    created: int = 0
    updated: int = 0
    skipped: int = 0
    errors: list[RowError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    #: Only where the caller asked for them.
    changes: list[Change] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether all rows could be stored."""
        return not self.errors


class _Undo(Exception):  # noqa: N818 - no error: leaves the transaction
    """Undo what was written."""


@dataclass(frozen=True)
class _Job:
    """A row that is to be stored."""

    number: int
    row: Row
    is_new: bool


def import_file(
    kind: RecordKind[Any], path: Path, *, dry_run: bool = False, update: bool = False
) -> ImportReport:
    """Import a file; see :func:`run_import`.

    :raises TransferError: when the file as a whole can't be read.
    """
    raw = formats.read(kind, path)
    report = run_import(kind, raw.rows, dry_run=dry_run, update=update)
    report.notes += raw.notes
    return report


def export_file(kind: RecordKind[Any], path: Path) -> int:
    """Write all records of the kind to a file and return how many.

    :raises TransferError: when the file can't be written in that format.
    """
    context = TransferContext.current()
    return formats.write(kind, stored_rows(kind, context=context), path)


def stored_rows(
    kind: RecordKind[Any], *, context: TransferContext, keys: Set[str] | None = None
) -> Iterator[Row]:
    """What is stored, with both the relative and the absolute form of each date.

    :param keys: only the records with these.

    :raises TransferError: when a record has a value that the row model refuses.
    """
    try:
        found = (
            kind.existing(context=context)
            if keys is None
            else kind.existing_among(keys, context=context)
        )
        for row in found:
            yield kind.complete(row, context=context)
    except ValidationError as error:
        faults = "; ".join(f"{name} {reason}" for name, reason in reasons.from_pydantic(error))
        raise TransferError(
            _("A stored record of “%(label)s” has a value that a file can't have: %(faults)s")
            % {"label": kind.label, "faults": faults}
        ) from error


def run_import(
    kind: RecordKind[Any],
    rows: Sequence[RawRow],
    *,
    dry_run: bool = False,
    update: bool = False,
    keep_changes: bool = False,
    before_end: Callable[[ImportReport], None] | None = None,
) -> ImportReport:
    """Store all rows in one transaction, or none of them.

    A record that is there with the same values is skipped; with other values it is a row error
    unless ``update``.

    :param dry_run: find all errors and count, but write nothing.
    :param keep_changes: tell in the report what each record was and becomes.
    :param before_end: called in the transaction when all is stored and nothing is wrong; what it
        raises undoes all.
    """
    report = ImportReport(kind.name, dry_run=dry_run)
    try:
        with projection.batch(), transaction.atomic():
            context = TransferContext.current()
            jobs = _plan(
                kind, rows, context=context, update=update, report=report, keep=keep_changes
            )
            _carry_out(kind, jobs, context=context, report=report)
            if report.errors or dry_run:
                raise _Undo
            if before_end is not None:
                before_end(report)
    except _Undo:
        if report.errors:
            report.created = report.updated = 0
    report.errors.sort()
    return report


def _plan(
    kind: RecordKind[Any],
    rows: Sequence[RawRow],
    *,
    context: TransferContext,
    update: bool,
    report: ImportReport,
    keep: bool,
) -> list[_Job]:
    given: list[tuple[int, str, Row]] = []
    seen: dict[str, int] = {}
    for raw in rows:
        try:
            row = kind.complete(kind.row_model.model_validate(raw.values), context=context)
        except ValidationError as error:
            report.errors += [RowError(raw.number, *item) for item in reasons.from_pydantic(error)]
            continue
        key = kind.key(row)
        if key in seen:
            text = _("“%(key)s” is already in row %(number)s")
            reason = text % {"key": key, "number": seen[key]}
            report.errors.append(RowError(raw.number, kind.key_fields[-1], reason))
            continue
        seen[key] = raw.number
        given.append((raw.number, key, row))
    stored = {
        kind.key(row): row for row in stored_rows(kind, context=context, keys=frozenset(seen))
    }
    jobs: list[_Job] = []
    for number, key, row in given:
        known = stored.get(key)
        wanted = row if known is None else kind.merged(known, row)
        different = sorted(row.model_fields_set) if known is None else []
        if known is not None:
            different = kind.differences(known, wanted)
            if not different:
                report.skipped += 1
                continue
            if not update:
                reason = _("“%(key)s” is there already with other values") % {"key": key}
                report.errors += [RowError(number, name, reason) for name in different]
                continue
        jobs.append(_Job(number, wanted, is_new=known is None))
        if keep:
            before = None if known is None else known.model_dump(mode="json")
            after = wanted.model_dump(mode="json")
            report.changes.append(Change(number, key, before, after, different))
    return jobs


def _carry_out(
    kind: RecordKind[Any], jobs: Sequence[_Job], *, context: TransferContext, report: ImportReport
) -> None:
    for job in jobs:
        try:
            with transaction.atomic():
                kind.store(job.row, context=context)
        except DjangoValidationError as error:
            report.errors += [
                RowError(job.number, kind.field_names.get(name, name), reason)
                for name, reason in reasons.from_django(error)
            ]
        except (IntegrityError, DataError) as error:
            reason = _("can't be stored: %(reason)s") % {"reason": error}
            report.errors.append(RowError(job.number, "", reason))
        else:
            if job.is_new:
                report.created += 1
            else:
                report.updated += 1
    if jobs and not report.errors:
        kind.after(context=context)
