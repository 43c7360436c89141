"""Files: .csv, .xlsx and .json to raw rows and back.

Sizes are looked at before a file is read and while it is unpacked, so that none fills the memory.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils.exceptions import InvalidFileException

from os2site.conf import get_settings
from os2site.transfer import cells
from os2site.transfer.contract import RecordKind, Row, TransferError

#: Largest number of columns that is looked at; a kind has far fewer.
MAX_COLUMNS = 200
#: How many times larger than the file limit a workbook may be when it is unpacked.
MAX_UNPACKED_RATIO = 5
#: A spreadsheet's cell holds no more characters.
MAX_CELL_LENGTH = 32_767
_ZIP_MAGIC = b"PK\x03\x04"
_OLE_MAGIC = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class RawRow:
    """A record as the file has it.

    :param number: row of the spreadsheet (the heading is 1), or position in a JSON array from 1.
    """

    number: int
    values: dict[str, Any]


@dataclass
class RawFile:
    """What was read, with notes for the person who sent it."""

    rows: list[RawRow]
    notes: list[str] = field(default_factory=list)


def read(kind: RecordKind[Any], path: Path) -> RawFile:
    """Read a file of the kind.

    :raises TransferError: when it isn't there, too large, of an unknown or another format than its
        name says, or its columns aren't those of the kind.
    """
    limit = get_settings().import_max_bytes
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise TransferError(
            _("The file can't be read: %(reason)s") % {"reason": error.strerror or error}
        ) from error
    return read_bytes(kind, data, suffix=path.suffix)


def read_bytes(kind: RecordKind[Any], data: bytes, *, suffix: str) -> RawFile:
    """Like :func:`read`, for a file's content; ``suffix`` such as ``".csv"``."""
    settings = get_settings()
    if len(data) > settings.import_max_bytes:
        raise TransferError(
            _("The file is too large: at most %(limit)s MB.")
            % {"limit": f"{settings.import_max_bytes / 1024 / 1024:g}"}
        )
    if not data.strip():
        raise TransferError(_("The file is empty."))
    suffix = suffix.lower()
    if suffix == ".csv":
        return _read_csv(kind, data)
    if suffix == ".xlsx":
        return RawFile(_read_xlsx(kind, data))
    if suffix == ".json":
        return RawFile(_number(_read_json(data)))
    if suffix in kind.extra_readers:
        return RawFile(_number(kind.extra_readers[suffix](data)))
    raise unknown_format(suffix, kind)


def unknown_format(suffix: str, kind: RecordKind[Any]) -> TransferError:
    """The error for a file whose name ends in something else."""
    known = ", ".join([".csv", ".xlsx", ".json", *kind.extra_readers])
    return TransferError(
        _(
            "“%(label)s” can't be read from or written to a file that ends in “%(suffix)s”. "
            "Known are: %(known)s."
        )
        % {"label": kind.label, "suffix": suffix or "?", "known": known}
    )


def write(kind: RecordKind[Any], rows: Iterable[Row], path: Path) -> int:
    """Write rows to a file and return how many; the file is complete or isn't there.

    :raises TransferError: when the format is unknown, the file can't be written, or a text is
        longer than a spreadsheet's cell.
    """
    writers = {".csv": _write_csv, ".xlsx": _write_xlsx, ".json": _write_json}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise unknown_format(path.suffix, kind)
    dumped = [row.model_dump(mode="json") for row in rows]
    scratch = path.with_name(f".{path.name}.part")
    try:
        with scratch.open("wb") as file:
            writer(kind, dumped, file)
        scratch.replace(path)
    except OSError as error:
        raise TransferError(
            _("The file can't be written: %(reason)s") % {"reason": error.strerror or error}
        ) from error
    finally:
        scratch.unlink(missing_ok=True)
    return len(dumped)


# --- JSON ---------------------------------------------------------------------------------------


def _read_json(data: bytes) -> list[dict[str, Any]]:
    try:
        records = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise TransferError(_("The file is not UTF-8, which JSON must be.")) from error
    except RecursionError as error:
        raise TransferError(_("The file is nested too deeply.")) from error
    except ValueError as error:
        raise TransferError(
            _("The file is not valid JSON: %(reason)s") % {"reason": error}
        ) from error
    if not isinstance(records, list) or not all(isinstance(item, dict) for item in records):
        raise TransferError(_("The file must be a JSON array of objects."))
    return records


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _number(records: list[dict[str, Any]]) -> list[RawRow]:
    _check_row_count(len(records))
    return [RawRow(number, record) for number, record in enumerate(records, start=1)]


def _write_json(kind: RecordKind[Any], rows: list[dict[str, Any]], file: IO[bytes]) -> None:
    file.write(json.dumps(rows, ensure_ascii=False, indent=2).encode())
    file.write(b"\n")


# --- CSV ----------------------------------------------------------------------------------------


def _read_csv(kind: RecordKind[Any], data: bytes) -> RawFile:
    notes: list[str] = []
    if data.startswith((_ZIP_MAGIC, _OLE_MAGIC)) or b"\0" in data:
        raise TransferError(_("The file is not a CSV file with text in UTF-8."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError as error:
            raise TransferError(
                _("The text of the file can't be read. Save it as “CSV UTF-8”.")
            ) from error
        notes.append(_("The file is not UTF-8; it was read as Windows-1252."))
    # A cell may be as long as the file: the module's own limit is smaller than a page's blocks.
    csv.field_size_limit(get_settings().import_max_bytes)
    heading = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(";,\t", key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    return RawFile(_read_table(kind, reader), notes)


def _write_csv(kind: RecordKind[Any], rows: list[dict[str, Any]], file: IO[bytes]) -> None:
    # With a byte order mark, Excel reads æ, ø and å right.
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for line in _table(kind, rows):
        writer.writerow([cells.to_text(cell) for cell in line])
    text.flush()
    text.detach()


# --- XLSX ---------------------------------------------------------------------------------------


def _read_xlsx(kind: RecordKind[Any], data: bytes) -> list[RawRow]:
    if data.startswith(_OLE_MAGIC):
        raise TransferError(_("The file is an old or a protected Excel file. Save it as .xlsx."))
    if not data.startswith(_ZIP_MAGIC):
        raise TransferError(_("The file is not an Excel file."))
    settings = get_settings()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sizes = [entry.file_size for entry in archive.infolist()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise TransferError(_("The Excel file is damaged.")) from error
    if len(sizes) > 1000 or sum(sizes) > settings.import_max_bytes * MAX_UNPACKED_RATIO:
        raise TransferError(_("The Excel file is far larger when unpacked and is refused."))
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # What a file says of its size is not to be trusted.
        lines = sheet.iter_rows(
            max_row=settings.import_max_rows + 2, max_col=MAX_COLUMNS, values_only=True
        )
        return _read_table(kind, lines)
    except TransferError:
        raise
    except (InvalidFileException, zipfile.BadZipFile) as error:
        raise TransferError(_("The Excel file is damaged.")) from error
    except Exception as error:
        # The library raises whatever a malformed part makes its code raise.
        raise TransferError(_("The Excel file is damaged.")) from error


def _write_xlsx(kind: RecordKind[Any], rows: list[dict[str, Any]], file: IO[bytes]) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = kind.name[:31]
    for number, line in enumerate(_table(kind, rows), start=1):
        for column, value in enumerate(line, start=1):
            if value is None:
                continue
            cell = sheet.cell(row=number, column=column)
            if isinstance(value, str):
                if len(value) > MAX_CELL_LENGTH:
                    raise TransferError(
                        _("Row %(number)s has a text that is too long for Excel. Export to .json.")
                        % {"number": number}
                    )
                cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
                cell.data_type = "s"  # Never a formula.
            else:
                cell.value = value
            if number == 1:
                cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    book.save(file)


# --- Tables -------------------------------------------------------------------------------------


def _table(kind: RecordKind[Any], rows: list[dict[str, Any]]) -> Iterator[list[cells.Cell]]:
    fields = kind.row_model.model_fields
    yield list(fields)
    for row in rows:
        yield [cells.encode(row[name], info) for name, info in fields.items()]


def _read_table(kind: RecordKind[Any], lines: Iterator[Sequence[Any]]) -> list[RawRow]:
    fields = kind.row_model.model_fields
    columns: list[str] | None = None
    rows: list[RawRow] = []
    for number, line in _numbered(lines):
        if all(cell is None or cell == "" for cell in line):
            continue
        if columns is None:
            columns = _checked_columns(kind, line)
            continue
        if any(cell not in (None, "") for cell in line[len(columns) :]):
            raise TransferError(
                _("Row %(number)s has more cells than the heading.") % {"number": number}
            )
        values = {
            name: cells.decode(cell, fields[name])
            for name, cell in zip(columns, line, strict=False)
        }
        rows.append(RawRow(number, values))
        _check_row_count(len(rows))
    if columns is None:
        raise TransferError(_("The file is empty."))
    return rows


def _numbered(lines: Iterator[Sequence[Any]]) -> Iterator[tuple[int, Sequence[Any]]]:
    number = 0
    while True:
        number += 1
        try:
            line = next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            raise TransferError(
                _("Row %(number)s can't be read: %(reason)s") % {"number": number, "reason": error}
            ) from error
        yield number, line


def _checked_columns(kind: RecordKind[Any], line: Sequence[Any]) -> list[str]:
    """The names in the heading, without empty cells at its end.

    :raises TransferError: when a name is unknown or twice there, or one that is needed is missing.
    """
    names = [str(cell if cell is not None else "").strip() for cell in line[:MAX_COLUMNS]]
    while names and not names[-1]:
        names.pop()
    fields = kind.row_model.model_fields
    unknown = [name or _("(empty)") for name in names if name not in fields]
    missing = [name for name, info in fields.items() if info.is_required() and name not in names]
    twice = sorted({name for name in names if names.count(name) > 1})
    if unknown:
        raise TransferError(
            _("The file has columns that “%(label)s” doesn't: %(names)s. Known are: %(known)s.")
            % {
                "label": kind.label,
                "names": ", ".join(unknown[:20])[:300],
                "known": ", ".join(fields),
            }
        )
    if twice:
        raise TransferError(
            _("The file has columns more than once: %(names)s.") % {"names": ", ".join(twice)}
        )
    if missing:
        raise TransferError(_("The file lacks columns: %(names)s.") % {"names": ", ".join(missing)})
    return names


def _check_row_count(count: int) -> None:
    limit = get_settings().import_max_rows
    if count > limit:
        raise TransferError(
            ngettext(
                "The file has more than %(limit)s row.",
                "The file has more than %(limit)s rows.",
                limit,
            )
            % {"limit": limit}
        )
