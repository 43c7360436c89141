"""Why a row is refused, in words for the person who made the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.core.exceptions import ValidationError as DjangoValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

#: Reasons by pydantic's type of error, or by the beginning of it.
_REASONS: dict[str, Any] = {
    "missing": gettext_lazy("must be filled in"),
    "extra_forbidden": gettext_lazy("is not a known field"),
    "string_pattern_mismatch": gettext_lazy(
        "may hold only letters, digits, hyphens and underscores"
    ),
    "string_too_short": gettext_lazy("must have at least %(min_length)s characters"),
    "string_too_long": gettext_lazy("may have at most %(max_length)s characters"),
    "string_": gettext_lazy("must be a text"),
    "int_": gettext_lazy("must be a whole number"),
    "float_": gettext_lazy("must be a number"),
    "finite_number": gettext_lazy("must be a number"),
    "decimal_": gettext_lazy("must be a number"),
    "bool_": gettext_lazy("must be true or false"),
    "datetime_": gettext_lazy("must be a date and time, such as 2026-12-31T09:30"),
    "timezone_": gettext_lazy("must be a date and time, such as 2026-12-31T09:30"),
    "date_": gettext_lazy("must be a date, such as 2026-12-31"),
    "time_": gettext_lazy("must be a time, such as 09:30"),
    "list_": gettext_lazy("must be a list"),
    "too_long": gettext_lazy("may have at most %(max_length)s items"),
    "too_short": gettext_lazy("must have at least %(min_length)s items"),
    "dict_": gettext_lazy("must be an object with fields (JSON)"),
    "model_": gettext_lazy("must be an object with fields (JSON)"),
    "literal_error": gettext_lazy("must be one of %(expected)s"),
    "enum": gettext_lazy("must be one of %(expected)s"),
    "greater_than_equal": gettext_lazy("must be at least %(ge)s"),
    "greater_than": gettext_lazy("must be greater than %(gt)s"),
    "less_than_equal": gettext_lazy("must be at most %(le)s"),
    "less_than": gettext_lazy("must be less than %(lt)s"),
    "control_character": gettext_lazy("has control characters, which can't be stored"),
    "web_address": gettext_lazy("must be an address that starts with https:// or http://"),
}


def from_pydantic(error: ValidationError) -> Iterator[tuple[str, str]]:
    """Yield ``(field, reason)`` for each fault; a field in an object reads ``prices[1].vat``."""
    for item in error.errors(include_url=False, include_input=False):
        yield _field_name(item["loc"]), _reason(item["type"], item.get("ctx", {}))


def from_django(error: DjangoValidationError) -> Iterator[tuple[str, str]]:
    """Yield ``(field, reason)`` for each message; the field is empty where none is named."""
    if hasattr(error, "error_dict"):
        for name, messages in error.message_dict.items():
            for message in messages:
                yield ("" if name == NON_FIELD_ERRORS else name), message
    else:
        for message in error.messages:
            yield "", message


def _reason(error_type: str, context: dict[str, Any]) -> str:
    if error_type == "value_error" and "error" in context:
        return str(context["error"])
    text = _REASONS.get(error_type)
    if text is None:
        prefixes = [name for name in _REASONS if name.endswith("_") and error_type.startswith(name)]
        text = _REASONS[max(prefixes, key=len)] if prefixes else None
    if text is None:
        return _("has a value that can't be used")
    return str(text) % {name: str(value).replace(" or ", ", ") for name, value in context.items()}


def _field_name(path: tuple[int | str, ...]) -> str:
    name = ""
    for part in path:
        if isinstance(part, int):
            name += f"[{part + 1}]"
        elif part.isidentifier():
            # Pydantic adds the names of a union's types, which are no part of the file.
            name += f".{part}" if name else part
    return name
