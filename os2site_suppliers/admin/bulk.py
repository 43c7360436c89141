"""Confirming many profiles at once."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from os2site.admin.bulk import ChangePages


class ConfirmProfiles(ChangePages):
    """Say that the profiles are right today."""

    display_name = gettext_lazy("Confirm profile")
    action_type = "os2site_confirm"
    aria_label = gettext_lazy("Confirm the profiles of the selected suppliers")
    explanation = gettext_lazy(
        "Visitors see today as the day on which the profiles were confirmed. Do it when you have "
        "asked the suppliers."
    )
    action_priority = 5

    def now(self, page: Any) -> str:
        day = page.confirmed_on
        return date_format(day, "SHORT_DATE_FORMAT") if day else str(_("Never confirmed"))

    @classmethod
    def change(cls, page: Any, **values: Any) -> bool:
        today = timezone.localdate()
        if page.confirmed_on == today:
            return False
        page.confirmed_on = today
        return True
