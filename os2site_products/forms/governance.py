"""Forms of the governance work in the administration."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from os2site_products.enums import Answer, BasisType, Level, Light
from os2site_products.services.assessment_entry import Written

#: Longest text to one criterion.
LONGEST_TEXT = 4000


class CriterionForm(forms.Form):
    """What is written on one criterion, and a mark of what the form was shown with."""

    verdict = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    explanation = forms.CharField(
        required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3})
    )
    documentation_url = forms.URLField(
        label=_("Documentation"),
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text=_("Address of a document or page that shows it."),
    )
    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args: Any, type: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_own = type == BasisType.SELF_ASSESSMENT
        choices = Answer.choices if is_own else Light.choices
        verdict: Any = self.fields["verdict"]
        verdict.choices = [("", _("Not answered yet")), *choices]
        verdict.label = _("Answer") if is_own else _("Light")
        text = self.fields["explanation"]
        text.label = _("Explanation") if is_own else _("Remark")
        text.help_text = (
            _("Follow or explain: needed for every answer but yes. Visitors read it.")
            if is_own
            else _("Visitors read it.")
        )
        if not is_own:
            del self.fields["documentation_url"]

    def written(self, *, documentation_url: str = "") -> Written:
        """What the form says; an address that it has no field for stays as it is."""
        data = self.cleaned_data
        return Written(
            data["verdict"],
            data["explanation"].replace("\r\n", "\n").strip(),
            data.get("documentation_url", documentation_url),
        )

    def show_anew(self, digest: str) -> None:
        """Let a form that was sent be shown as one that knows what is stored now."""
        sent: Any = self.data
        data = sent.copy()
        data[self.add_prefix("seen")] = digest
        self.data = data


class DecisionForm(forms.Form):
    """The level as it was decided."""

    level = forms.ChoiceField(
        label=_("Level"),
        required=False,
        help_text=_("A decision, not a sum: the counts don't decide it."),
    )
    decided_on = forms.DateField(label=_("Decided on"), widget=AdminDateInput)
    decided_by_role = forms.CharField(
        label=_("Decided by"), max_length=120, help_text=_("A role, not a person.")
    )
    text = forms.CharField(
        label=_("Reason for the decision"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What it rests on, in a few sentences. Visitors read it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        level: Any = self.fields["level"]
        level.choices = [("", _("No level")), *Level.choices]

    def clean_decided_on(self) -> Any:
        """The day, when it is not to come.

        :raises ValidationError: for a day in the future.
        """
        day = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise ValidationError(_("The date lies in the future."))
        return day


class StartForm(forms.Form):
    """Which product a report is begun for, and by which criteria."""

    product = forms.TypedChoiceField(label=_("Product"), coerce=int)
    criteria_set = forms.ChoiceField(label=_("Criteria set"))

    def __init__(
        self, *args: Any, products: Sequence[tuple[int, str]], sets: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        product: Any = self.fields["product"]
        product.choices = products
        criteria_set: Any = self.fields["criteria_set"]
        criteria_set.choices = [(name, name) for name in sets]


class NewSetForm(forms.Form):
    """Name of a set that begins as a copy of another."""

    source = forms.ChoiceField(label=_("Copy from"))
    name = forms.RegexField(
        r"^[\w.\-]{1,20}$",
        label=_("Name of the new set"),
        max_length=20,
        help_text=_("Such as 2027: letters, digits, hyphens and full stops."),
        error_messages={"invalid": _("Use letters, digits, hyphens and full stops only.")},
    )

    def __init__(self, *args: Any, sets: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sets = sets
        source: Any = self.fields["source"]
        source.choices = [(name, name) for name in sets]

    def clean_name(self) -> str:
        """The name, when no set has it.

        :raises ValidationError: when it is taken.
        """
        name = str(self.cleaned_data["name"])
        if name in self.sets:
            raise ValidationError(_("There is a set of that name already."))
        return name
