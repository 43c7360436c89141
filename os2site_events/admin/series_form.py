"""Forms of series and copies."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from os2site.date_inputs import DateInput
from os2site_events.enums import RecurrenceKind
from os2site_events.services.recurrence import (
    MAX_DATES,
    MAX_INTERVAL,
    Rule,
    dates,
    rule_text,
    week_of_month,
)
from os2site_events.services.times import capitalised

#: Weeks of a month that every month has.
WHOLE_WEEKS = 4


class RuleForm(forms.Form):
    """The rule of a series, counted from the event's own day.

    :param first: that day, in the event's time zone.
    """

    kind = forms.ChoiceField(label=gettext_lazy("How often"), widget=forms.RadioSelect)
    interval = forms.IntegerField(
        label=gettext_lazy("Every so many weeks or months"),
        min_value=1,
        max_value=MAX_INTERVAL,
        initial=1,
        help_text=gettext_lazy("1 is every week or every month, 2 every second one."),
    )
    count = forms.IntegerField(
        label=gettext_lazy("Number of further dates"),
        required=False,
        min_value=1,
        max_value=MAX_DATES,
        help_text=gettext_lazy("Give a number or a last day, not both."),
    )
    until = forms.DateField(
        label=gettext_lazy("Last day at the latest"), required=False, widget=DateInput
    )

    def __init__(self, *args: Any, first: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first = first
        kinds = [
            kind
            for kind in RecurrenceKind
            # Not all months have a fifth such day: of those, the last one is meant.
            if kind != RecurrenceKind.MONTHLY_NTH or week_of_month(first) <= WHOLE_WEEKS
        ]
        field: Any = self.fields["kind"]
        field.choices = [(kind.value, capitalised(rule_text(Rule(kind, first)))) for kind in kinds]
        self.initial.setdefault("kind", RecurrenceKind.WEEKLY.value)

    def clean(self) -> dict[str, Any]:
        """Require one end, and a number of dates that can be made.

        :raises ValidationError: for none or both, no date, and too many.
        """
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            return data
        if (data["count"] is None) == (data["until"] is None):
            raise forms.ValidationError(_("Give either a number of dates or a last day."))
        found = dates(self.rule)
        if not found:
            raise forms.ValidationError(_("The rule gives no date after the event itself."))
        if len(found) > MAX_DATES:
            raise forms.ValidationError(_("A series has at most %(n)s dates.") % {"n": MAX_DATES})
        return data

    @property
    def rule(self) -> Rule:
        """The rule as it is given; only of a form without errors in its fields."""
        data = self.cleaned_data
        return Rule(
            RecurrenceKind(data["kind"]),
            self.first,
            interval=data["interval"],
            until=data["until"],
            count=data["count"],
        )


class ReuseForm(forms.Form):
    """The day of the new event."""

    day = forms.DateField(label=gettext_lazy("First day of the new event"), widget=DateInput)

    def clean_day(self) -> datetime.date:
        """Refuse a day that lies in the past.

        :raises ValidationError: then.
        """
        day: datetime.date = self.cleaned_data["day"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("The day has passed."))
        return day
