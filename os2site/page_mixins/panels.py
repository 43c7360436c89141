"""Editing panels for pages of hosts that differ in their base page."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from wagtail.admin.panels import FieldPanel


class OptionalFieldPanel(FieldPanel):
    """A field of Wagtail's own page model, left out where the host's base page lacks it."""

    def __init__(self, field_name: str, **kwargs: Any) -> None:
        super().__init__(field_name, **kwargs)  # type: ignore[no-untyped-call]

    @property
    def exists(self) -> bool:
        """Whether the bound model has the field."""
        try:
            self.db_field  # noqa: B018 (Wagtail looks the field up)
        except FieldDoesNotExist:
            return False
        return True

    def get_form_options(self) -> dict[str, Any]:
        """Wagtail's options, none for a field that isn't there."""
        options: dict[str, Any] = super().get_form_options() if self.exists else {}  # type: ignore[no-untyped-call]
        return options

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return self.panel.exists and bool(super().is_shown())  # type: ignore[no-untyped-call]
