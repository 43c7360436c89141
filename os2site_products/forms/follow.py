"""The form by which visitors follow a product."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from os2site.forms import PublicFormMixin
from os2site_products.services.follow import PURPOSE

if TYPE_CHECKING:
    from django.http import HttpRequest


class FollowForm(PublicFormMixin, forms.Form):
    """A mail address and what it is used for."""

    purpose = PURPOSE

    email = forms.EmailField(
        label=gettext_lazy("Your mail address"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, product: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        self.fields["email"].help_text = _(
            "Used for mails about %(product)s only, and deleted when you stop them or after two "
            "years."
        ) % {"product": product.title}
