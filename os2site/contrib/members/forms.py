"""Forms of the members' accesses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from os2site.contrib.members.models import MemberAccess
from os2site.contrib.members.services import access as accesses

if TYPE_CHECKING:
    _SetPasswordForm = SetPasswordForm[Any]
else:  # It is generic for type checkers only.
    _SetPasswordForm = SetPasswordForm

#: Longest address: that of Django's user names.
MAX_ADDRESS = 150


class InvitationForm(WagtailAdminModelForm):
    """Whom staff invite to read for which member."""

    email = forms.EmailField(
        label=_("Mail address"),
        max_length=MAX_ADDRESS,
        help_text=_("The invitation is sent there, and it becomes the user name."),
    )

    def clean(self) -> dict[str, Any]:
        """Say beforehand what would keep the access from being given."""
        cleaned: dict[str, Any] = super().clean() or {}
        page, email = cleaned.get("page"), cleaned.get("email")
        if page is not None and email:
            try:
                accesses.check(page=page, email=email)
            except accesses.AccessError as error:
                raise forms.ValidationError(str(error)) from error
        return cleaned

    def save(self, commit: bool = True) -> MemberAccess:
        """Give the access."""
        data = self.cleaned_data
        return accesses.give(page=data["page"], email=data["email"], role=data["role"])

    def save_m2m(self) -> None:
        """Nothing is left to do."""


class ForgottenForm(forms.Form):
    """Asks for a new password."""

    email = forms.EmailField(
        label=_("Mail address"),
        max_length=MAX_ADDRESS,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )


class PasswordForm(_SetPasswordForm):
    """Chooses a password, with what it must be like in one sentence after the other."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = " ".join(password_validators_help_texts())
