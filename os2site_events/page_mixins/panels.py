"""Panels of the page editor for the rules that an event follows, and what comes of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel

from os2site_events.services import assembly, promotion

#: Context of a report for the event given as ``event``, ``None`` when there is nothing to report.
Report = Callable[..., dict[str, Any] | None]


class ReportPanel(Panel):
    """Shows a computed report of the page as it was last saved; it has no fields.

    :param report: gives the template's context for the page.
    :param template: template that shows the report.
    """

    def __init__(self, *, report: Report, template: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]
        self.report = report
        self.template = template

    def clone_kwargs(self) -> dict[str, Any]:
        """Arguments for a copy that is bound to a model."""
        inherited: dict[str, Any] = super().clone_kwargs()  # type: ignore[no-untyped-call]
        return {**inherited, "report": self.report, "template": self.template}

    class BoundPanel(Panel.BoundPanel):
        """The panel with a page and a request."""

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)  # type: ignore[no-untyped-call]
            self.template_name = self.panel.template
            self._context = self.panel.report(event=self.instance)

        def is_shown(self) -> bool:
            """Only when there is something to report."""
            return self._context is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The report's own context beside the panel's."""
            inherited: dict[str, Any] = super().get_context_data(  # type: ignore[no-untyped-call]
                parent_context
            )
            return {**inherited, **(self._context or {})}


ASSEMBLY_PANELS = [
    MultiFieldPanel(
        [
            FieldPanel("has_assembly"),
            ReportPanel(
                report=assembly.editor_schedule,
                template="os2site_events/panels/assembly.html",
            ),
            FieldPanel("assembly_notice_sent_on"),
            FieldRowPanel(
                [FieldPanel("assembly_notice_days"), FieldPanel("assembly_proposals_due_days")]
            ),
            FieldRowPanel(
                [FieldPanel("assembly_papers_days"), FieldPanel("assembly_minutes_days")]
            ),
            FieldRowPanel([FieldPanel("assembly_votes"), FieldPanel("assembly_months")]),
            FieldRowPanel([FieldPanel("assembly_majority"), FieldPanel("assembly_bylaw_majority")]),
            FieldPanel("assembly_source"),
        ],
        heading=_("General assembly"),
    )
]

PROMOTION_PANELS = [
    MultiFieldPanel(
        [
            ReportPanel(
                report=promotion.editor_report,
                template="os2site_events/panels/promotion.html",
            ),
            FieldPanel("promotion_co_organised"),
            FieldPanel("promotion_user_case"),
            FieldPanel("promotion_community_minutes"),
            FieldPanel("promotion_getting_started"),
            FieldPanel("promotion_group_agrees"),
            FieldPanel("promotion_communications"),
            FieldPanel("promotion_source"),
        ],
        heading=_("Promotion of a webinar"),
    )
]
