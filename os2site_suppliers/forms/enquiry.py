"""The form by which visitors write to a supplier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from os2site.forms import PublicFormMixin
from os2site_suppliers.services.delivered import delivered
from os2site_suppliers.services.enquiries import PURPOSE, Answers

if TYPE_CHECKING:
    from django.http import HttpRequest

MAX_MESSAGE = 5000


class EnquiryForm(PublicFormMixin, forms.Form):
    """Name, organisation, mail, product, message and consent."""

    purpose = PURPOSE

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    organisation = forms.CharField(
        label=gettext_lazy("Organisation"),
        max_length=160,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Your mail address"),
        max_length=254,
        help_text=gettext_lazy("The supplier answers to this address."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    product = forms.ChoiceField(label=gettext_lazy("Product"), required=False)
    message = forms.CharField(
        label=gettext_lazy("Message"),
        max_length=MAX_MESSAGE,
        help_text=gettext_lazy("Don't write anything confidential or about named persons."),
        widget=forms.Textarea({"rows": 8}),
    )
    consent = forms.BooleanField(
        error_messages={"required": gettext_lazy("Tick the box to send the enquiry.")}
    )

    def __init__(self, *args: Any, supplier: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        titles = [item.title for item in delivered(supplier=supplier)]
        product: Any = self.fields["product"]
        product.choices = [
            ("", _("Not about one product")),
            *((title, title) for title in dict.fromkeys(titles)),
        ]
        if not titles:
            del self.fields["product"]
        self.fields["consent"].label = _(
            "What I write here may be sent to %(supplier)s. It is deleted on this site when it is "
            "delivered, my name and address within 30 days."
        ) % {"supplier": supplier.title}

    def answers(self) -> Answers:
        """What was written, once the form is valid."""
        data = self.cleaned_data
        return Answers(
            name=data["name"],
            organisation=data["organisation"],
            email=data["email"],
            message=data["message"],
            product=data.get("product", ""),
        )
