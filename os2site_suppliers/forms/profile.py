"""The form in which a supplier edits its own profile. It works without JavaScript."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from os2site.enums import OrganisationType
from os2site.models import Region, Term
from os2site_suppliers.enums import Size
from os2site_suppliers.services.product_lookup import ProductLookup
from os2site_suppliers.services.self_service import ProfileData

#: Empty rows below those that are there; more are had by sending the form again.
EXTRA = 2
MAX_ROWS = 60
_NOT_STATED = ("", gettext_lazy("Not stated"))


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _text(**attrs: str) -> forms.TextInput:
    return forms.TextInput(attrs=attrs)


def _terms(vocabulary: str) -> list[tuple[str, str]]:
    found = Term.source_terms(Term.objects.filter(vocabulary=vocabulary))
    return list(found.order_by("order", "title").values_list("slug", "title"))


class ProfileForm(forms.Form):
    """The profile's own fields."""

    summary = forms.CharField(
        label=gettext_lazy("In one line"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("What you do. It stands first in every list."),
        widget=_text(),
    )
    description = forms.CharField(
        label=gettext_lazy("About you"),
        max_length=10_000,
        required=False,
        help_text=gettext_lazy(
            "Plain text. An empty line begins a new paragraph, a hyphen a line of a list."
        ),
        widget=_lines(12),
    )
    services = forms.MultipleChoiceField(
        label=gettext_lazy("Services"), required=False, widget=forms.CheckboxSelectMultiple
    )
    services_complete = forms.BooleanField(
        label=gettext_lazy("These are all services that we offer"), required=False
    )
    expertise = forms.MultipleChoiceField(
        label=gettext_lazy("Expertise"), required=False, widget=forms.CheckboxSelectMultiple
    )
    regions = forms.MultipleChoiceField(
        label=gettext_lazy("Where you work"), required=False, widget=forms.CheckboxSelectMultiple
    )
    organisation_type = forms.ChoiceField(
        label=gettext_lazy("Type of organisation"),
        required=False,
        choices=[_NOT_STATED, *OrganisationType.choices],
        widget=forms.Select,
    )
    size = forms.ChoiceField(
        label=gettext_lazy("Size"),
        required=False,
        choices=[_NOT_STATED, *Size.choices],
        widget=forms.Select,
    )
    website_url = forms.URLField(
        label=gettext_lazy("Website"),
        max_length=200,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput,
    )
    contact_role = forms.CharField(
        label=gettext_lazy("Contact"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("A role such as “Sales”, not a person's name."),
        widget=_text(),
    )
    contact_email = forms.EmailField(
        label=gettext_lazy("Mail address"),
        required=False,
        help_text=gettext_lazy("A shared mailbox, not a person's own. Visitors can see it."),
        widget=forms.EmailInput,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "services": _terms("service"),
            "expertise": _terms("expertise"),
            "regions": list(Region.objects.order_by("name").values_list("slug", "name")),
        }
        for name, values in choices.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]

    def clean_website_url(self) -> str:
        """Only addresses of the web.

        :raises ValidationError: for ``ftp:`` and others.
        """
        value = str(self.cleaned_data["website_url"])
        if value and not value.startswith(("https://", "http://")):
            raise forms.ValidationError(_("The address must start with https:// or http://."))
        return value


class ProductForm(forms.Form):
    """A product that the supplier works with, and what it does for it."""

    product = forms.CharField(
        label=gettext_lazy("Product"),
        max_length=255,
        required=False,
        help_text=gettext_lazy(
            "The product's name, or a part of it: then you choose among those that are found."
        ),
        widget=_text(list="product-names", autocomplete="off"),
    )
    #: Has choices, and is shown, where no product has the name that was written.
    match = forms.CharField(
        label=gettext_lazy("Which of these do you mean?"),
        max_length=255,
        required=False,
        widget=forms.RadioSelect,
    )
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("What you do for it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        lookup: ProductLookup,
        services: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lookup = lookup
        self.fields["roles"].choices = services  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Find the product by its name, else by the one that was chosen among those offered.

        :raises ValidationError: for a name that no product has, and for roles without a product.
        """
        data: dict[str, Any] = super().clean() or {}
        name = str(data.get("product") or "").strip()
        data["id"] = self.lookup.id_of(name) or self._offer(name, str(data.get("match") or ""))
        if data["id"] is None and self.is_offered:
            self.add_error("product", _("No product is called that. Choose one of those below."))
        elif data["id"] is None and name:
            self.add_error("product", _("No product has this name. Try a shorter part of it."))
        elif data["id"] is None and data.get("roles"):
            self.add_error("product", _("Write which product this is about."))
        return data

    @property
    def is_offered(self) -> bool:
        """Whether products are offered for the name that was written."""
        return bool(self.fields["match"].widget.choices)

    @property
    def shown_fields(self) -> list[forms.BoundField]:
        """The fields in their order, without a choice where nothing is to be chosen."""
        return [field for field in self if field.name != "match" or self.is_offered]

    def _offer(self, name: str, chosen: str) -> int | None:
        """Offer what a search finds, and the product of it that was chosen."""
        offered = self.lookup.near(name) if name else []
        if offered and self.lookup.id_of(name) is None:
            self.fields["match"].widget.choices = [(title, title) for title in offered]
        return self.lookup.id_of(chosen if chosen in offered else name)


class CaseForm(forms.Form):
    """A reference; one without a title is taken out."""

    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=200, required=False, widget=_text()
    )
    customer = forms.CharField(
        label=gettext_lazy("Customer"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("An organisation, not a person."),
        widget=_text(),
    )
    year = forms.IntegerField(
        label=gettext_lazy("Year"),
        required=False,
        validators=[MinValueValidator(1950), MaxValueValidator(2200)],
        widget=forms.NumberInput(attrs={"class": "input-width-xs"}),
    )
    text = forms.CharField(
        label=gettext_lazy("In a few words"), max_length=2000, required=False, widget=_lines(3)
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a title where the rest is filled in.

        :raises ValidationError: on the title.
        """
        data: dict[str, Any] = super().clean() or {}
        if not data.get("title") and any(data.get(name) for name in ("customer", "year", "text")):
            self.add_error("title", _("Write a title, or empty the whole reference."))
        return data


ProductForms = forms.formset_factory(
    ProductForm, extra=EXTRA, max_num=MAX_ROWS, absolute_max=MAX_ROWS, validate_max=True
)
CaseForms = forms.formset_factory(
    CaseForm, extra=EXTRA, max_num=MAX_ROWS, absolute_max=MAX_ROWS, validate_max=True
)


def _typed_names(data: Any) -> list[str]:
    """Names of products that a form has, in the rows that it may have."""
    found = (str(data.get(f"products-{row}-product", "")).strip() for row in range(MAX_ROWS))
    return [name for name in found if name and "\0" not in name]


class ProfileForms:
    """The three forms of the page as one."""

    def __init__(self, data: Any | None, *, shown: ProfileData, page: Any) -> None:
        services = _terms("service")
        lookup = ProductLookup(page)
        products = lookup.titles([item["product"] for item in shown.products])
        #: Names to choose from, where there are few.
        self.product_names = lookup.few()
        self.profile = ProfileForm(data, initial=dict(shown.fields))
        self.product_rows = ProductForms(
            data,
            prefix="products",
            initial=[
                {"product": products[item["product"]], "roles": item["roles"]}
                for item in shown.products
                if item["product"] in products
            ],
            form_kwargs={"lookup": lookup, "services": services},
        )
        if data is not None:
            lookup.learn(_typed_names(data))
        self.case_rows = CaseForms(data, prefix="cases", initial=[dict(i) for i in shown.cases])
        #: Products that visitors can't see now; they were not in the form and stay.
        self.hidden = [item for item in shown.products if item["product"] not in products]

    def is_valid(self) -> bool:
        """Whether all of them are; each is looked at, so that all faults are shown."""
        return all(
            [self.profile.is_valid(), self.product_rows.is_valid(), self.case_rows.is_valid()]
        )

    def data(self) -> ProfileData:
        """What was sent; a product that was given twice has the roles of both."""
        roles: dict[int, list[str]] = {}
        for form in self.product_rows:
            given = form.cleaned_data
            if given.get("id") is not None:
                known = roles.setdefault(given["id"], [])
                known += [role for role in given["roles"] if role not in known]
        return ProfileData(
            fields=self.profile.cleaned_data,
            products=[
                *self.hidden,
                *({"product": pk, "roles": found} for pk, found in roles.items()),
            ],
            cases=[
                {**form.cleaned_data, "title": form.cleaned_data["title"].strip()}
                for form in self.case_rows
                if form.cleaned_data.get("title")
            ],
        )
