"""A panel of the page editor that shows what follows from what is stored."""

from __future__ import annotations

from typing import Any

from django.utils.module_loading import import_string
from wagtail.admin.panels import Panel


class ReportPanel(Panel):
    """Shows a computed report of the page as it was last saved; it has no fields.

    :param report: dotted path of a function that takes the page as ``event`` and returns the
        template's context, or ``None`` when there is nothing to report. A path and not the
        function, because services know models and not the other way round.
    :param template: template that shows the report.
    """

    def __init__(self, *, report: str, template: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.report = report
        self.template = template

    def clone_kwargs(self) -> dict[str, Any]:
        """Arguments for a copy that is bound to a model."""
        return {**super().clone_kwargs(), "report": self.report, "template": self.template}

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        """The panel with a page and a request."""

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.template_name = self.panel.template
            self._context = import_string(self.panel.report)(event=self.instance)

        def is_shown(self) -> bool:
            """Only when there is something to report."""
            return self._context is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The report's own context beside the panel's."""
            return {**super().get_context_data(parent_context), **(self._context or {})}
