"""Date fields of the administration that keep what an editor typed."""

from __future__ import annotations

from typing import Any, Final

from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

#: Wagtail's picker puts today's date over what it can't read, without a word. The form says so.
_KEEP: Final = {"validateOnBlur": False}


class DateInput(AdminDateInput):
    """Wagtail's date field; what is typed stays until the form has judged it."""

    def get_config(self) -> dict[str, Any]:
        """Options of the picker."""
        return {**super().get_config(), **_KEEP}  # type: ignore[no-untyped-call]


class DateTimeInput(AdminDateTimeInput):
    """Wagtail's field of a date and a time; what is typed stays until the form has judged it."""

    @classmethod
    def instead_of(cls, widget: AdminDateTimeInput) -> DateTimeInput:
        """The same field as Wagtail's, which a panel has made itself."""
        return cls(attrs=widget.attrs, js_overlay_parent_selector=widget.js_overlay_parent_selector)

    def get_config(self) -> dict[str, Any]:
        """Options of the picker."""
        return {**super().get_config(), **_KEEP}  # type: ignore[no-untyped-call]
