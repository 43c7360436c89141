"""Form fields of a guide."""

from __future__ import annotations

from typing import Any

from django import forms

from os2site.enums import Audience


class AudienceCheckboxes(forms.CheckboxSelectMultiple):
    """The audiences as check boxes, for a :class:`~os2site.models.LinesField`."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, choices=Audience.choices)

    def format_value(self, value: Any) -> list[str]:
        """The chosen values; a lines field gives them as lines."""
        if isinstance(value, str):
            return value.splitlines()
        return [str(item) for item in value or ()]
