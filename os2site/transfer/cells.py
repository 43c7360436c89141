"""One value ↔ one cell of a table, by the type of the row model's field.

Plain texts of a list are joined with " | "; what is deeper is JSON text. A text that a spreadsheet
would run as a formula gets an apostrophe in front, which reading takes away again.
"""

from __future__ import annotations

import datetime
import json
import re
from enum import Enum
from typing import Any, Literal

from pydantic.fields import FieldInfo

from os2site.transfer.annotations import allows_none, bare_type, item_type

#: Texts that a spreadsheet may run, with the apostrophes that they may carry already.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n]")
_SEPARATOR = " | "
_TRUE = frozenset({"sand", "true", "ja", "yes", "1"})
_FALSE = frozenset({"falsk", "false", "nej", "no", "0"})
_DANISH_DATE = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})")
_DECIMAL_COMMA = re.compile(r"-?\d+,\d+")
# Tuples, because an annotation need not be hashable.
_TIMES = (datetime.date, datetime.time, datetime.datetime)
_NUMBERS = (int, float)

#: What a cell may hold: spreadsheets know numbers and truth values, CSV only text.
Cell = str | int | float | bool | None


def encode(value: Any, field: FieldInfo) -> Cell:
    """The cell for a value of ``model_dump(mode="json")``."""
    kind = bare_type(field.annotation)
    if value is None or (kind in (bool, *_NUMBERS) and isinstance(value, bool | int | float)):
        return value
    if _is_list_of_texts(kind) and not value:
        return "[]" if allows_none(field.annotation) else None
    if _is_list_of_texts(kind) and _joins(value):
        return _guard(_SEPARATOR.join(value))
    if _is_text(kind) or kind in _TIMES:
        return _guard(str(value))
    return json.dumps(value, ensure_ascii=False)


def decode(cell: Any, field: FieldInfo) -> Any:
    """The value of a cell as the row model wants it; what it can't read is left as it is."""
    kind = bare_type(field.annotation)
    if not isinstance(cell, str):
        return _from_spreadsheet(cell, kind)
    text = _unguard(cell.strip(" \u00a0"))
    return _parse(text, kind) if text else None


def _parse(text: str, kind: Any) -> Any:
    if kind is bool:
        lowered = text.lower()
        return True if lowered in _TRUE else False if lowered in _FALSE else text
    if kind is float and _DECIMAL_COMMA.fullmatch(text):
        return text.replace(",", ".")
    if kind in _TIMES and (found := _DANISH_DATE.fullmatch(text)):
        day, month, year = found.groups()
        return f"{year}-{month:0>2}-{day:0>2}"
    if _is_text(kind) or kind in (*_NUMBERS, *_TIMES):
        return text
    items = _json(text)
    if _is_list_of_texts(kind) and not isinstance(items, list):
        return [item.strip() for item in text.split("|") if item.strip()]
    return items


def to_text(cell: Cell) -> str:
    """A cell as CSV writes it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        # The words of a Danish spreadsheet, whichever language the exporter's interface has.
        return "sand" if cell else "falsk"
    return str(cell)


def _from_spreadsheet(cell: Any, kind: Any) -> Any:
    if isinstance(cell, bool) or cell is None:
        return cell
    if isinstance(cell, datetime.datetime) and kind is not datetime.datetime:
        at_midnight = cell.time() == datetime.time()
        return cell.date().isoformat() if at_midnight or kind is datetime.date else str(cell)
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if _is_text(kind):
        return str(cell)
    if _is_list_of_texts(kind):
        return [str(cell)]
    return cell


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _joins(items: list[Any]) -> bool:
    """Whether splitting the joined texts gives the same texts again."""
    return not items[0].startswith("[") and all(
        isinstance(item, str) and item and item == item.strip() and "|" not in item
        for item in items
    )


def _guard(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _unguard(text: str) -> str:
    return text[1:] if _GUARDED.match(text) else text


def _is_text(kind: Any) -> bool:
    return kind is Literal or (isinstance(kind, type) and issubclass(kind, str | Enum))


def _is_list_of_texts(kind: Any) -> bool:
    return _is_text(item_type(kind))
