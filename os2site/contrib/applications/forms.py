"""The form of an application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from os2site.contrib.applications.enums import ApplicationKind
from os2site.contrib.applications.services.applications import PURPOSE, Answers
from os2site.forms import PublicFormMixin

if TYPE_CHECKING:
    from django.http import HttpRequest


class ApplicationForm(PublicFormMixin, forms.Form):
    """As little as the secretariat needs to answer: no names, no numbers."""

    purpose = PURPOSE

    organisation = forms.CharField(
        label=gettext_lazy("Organisation"),
        max_length=160,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    role = forms.CharField(
        label=gettext_lazy("Role of the contact"),
        max_length=120,
        help_text=gettext_lazy("Such as head of digitalisation. A role and no name."),
        widget=forms.TextInput({"autocomplete": "organization-title"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Mail address"),
        max_length=254,
        help_text=gettext_lazy("We write to it, and you confirm the application there."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    website = forms.URLField(
        label=gettext_lazy("Website"),
        required=False,
        max_length=200,
        assume_scheme="https",
        widget=forms.URLInput({"autocomplete": "url"}),
    )
    message = forms.CharField(
        label=gettext_lazy("Message"),
        required=False,
        max_length=5000,
        widget=forms.Textarea({"rows": 6}),
    )
    consent = forms.BooleanField(
        error_messages={"required": gettext_lazy("Tick the box to send the application.")}
    )

    def __init__(self, *args: Any, page: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        if page.kind != ApplicationKind.SUPPLIER:
            del self.fields["website"]
        self.fields["consent"].label = page.consent or _(
            "What I write here may be stored to handle the application. It is deleted 90 days "
            "after the decision, and after a year at the latest."
        )

    def answers(self) -> Answers:
        """What was written, once the form is valid."""
        data = self.cleaned_data
        names = ("organisation", "role", "email", "website", "message")
        return Answers(**{name: data.get(name, "") for name in names})
