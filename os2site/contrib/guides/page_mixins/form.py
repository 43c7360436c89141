"""The form in which editors write a guide."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from os2site.enums import DocumentState
from os2site.models.slugs import SitePageForm


class GuidePageForm(SitePageForm):
    """Refuses to publish what nobody has approved: a draft is found by nobody."""

    def clean(self) -> dict[str, Any]:
        """Wagtail's rules, and that only an approved guide is published."""
        cleaned: dict[str, Any] = super().clean()
        state = cleaned.get("control_state")
        if "action-publish" in self.data and state and state != DocumentState.APPROVED:
            self.add_error(
                "control_state",
                _("Only an approved guide can be published. Choose Approved, or save a draft."),
            )
        return cleaned
