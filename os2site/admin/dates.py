"""Date fields that keep what an editor typed."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import DateField, DateTimeField
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

#: Wagtail's picker puts today's date over what it can't read, without a word. The form says so.
_KEEP: Final = {"validateOnBlur": False}


class DateInput(AdminDateInput):
    """Wagtail's date field; what is typed stays until the form has judged it."""

    def get_config(self) -> dict[str, Any]:
        """Options of the picker."""
        return {**super().get_config(), **_KEEP}


class DateTimeInput(AdminDateTimeInput):
    """Wagtail's field of a date and a time; what is typed stays until the form has judged it."""

    def get_config(self) -> dict[str, Any]:
        """Options of the picker."""
        return {**super().get_config(), **_KEEP}


def register() -> None:
    """Use these fields in all forms of the administration."""
    register_form_field_override(DateField, override={"widget": DateInput})
    register_form_field_override(DateTimeField, override={"widget": DateTimeInput})
