"""The forms by which people register, and change what they wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from os2site.forms import PublicFormMixin
from os2site_events.enums import WANTED
from os2site_events.forms.persons import MAX_NAME, Block, PersonsMixin, RegisteredPersonsMixin
from os2site_events.services.registration.own import Changes
from os2site_events.services.registration.receiving import Answers

if TYPE_CHECKING:
    from django.http import HttpRequest

    from os2site_events.models import Registration

#: Purpose of the form's stamps and limits.
PURPOSE = "event-registration"
#: Field and buttons that say for how many the form is.
NUMBER, MORE, FEWER = "number", "more", "fewer"


def number_of_persons(data: Mapping[str, Any], *, most: int) -> int:
    """For how many persons the sent form is, with the one that its button asks for."""
    text = str(data.get(NUMBER, "1"))
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1
    number += (MORE in data) - (FEWER in data)
    return max(1, min(number, most))


def asks_for_fields(data: Mapping[str, Any]) -> bool:
    """Whether a button for more or fewer persons was pressed, and nothing is to be sent."""
    return MORE in data or FEWER in data


class RegistrationForm(PublicFormMixin, PersonsMixin, forms.Form):
    """Who registers, and the persons that come; the first is the one who registers, unless another
    name is given.
    """

    purpose = PURPOSE

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=MAX_NAME,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Your mail address"),
        max_length=254,
        help_text=gettext_lazy("We write to it whether you have a seat, and with the link."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    organisation = forms.CharField(
        label=gettext_lazy("Organisation"),
        max_length=160,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )

    def __init__(
        self, *args: Any, event: Any, request: HttpRequest, number: int = 1, **kwargs: Any
    ) -> None:
        super().__init__(*args, request=request, **kwargs)
        self.event = event
        self.number = number
        self.fields[NUMBER] = forms.IntegerField(
            widget=forms.HiddenInput, required=False, initial=number
        )
        for index in range(number):
            self.add_person(f"p{index}", named=bool(index) or event.max_persons > 1)
        if "p0-name" in self.fields:
            self.fields["p0-name"].required = False
            self.fields["p0-name"].help_text = _("Leave it empty when it is you.")
        self.fields["consent"] = forms.BooleanField(
            label=consent_text(event=event),
            error_messages={"required": _("Tick the box to register.")},
        )

    @property
    def blocks(self) -> Sequence[Block]:
        """The fields in groups: who registers, then one for each participant."""
        contact = [self[name] for name in ("name", "email", "organisation")]
        persons = [
            self.block(f"p{index}", _("Participant %(n)s") % {"n": index + 1})
            for index in range(self.number)
        ]
        if self.event.max_persons == 1:
            own = [field for block in persons for field in block.fields]
            return [Block(_("You"), [*contact, *own])]
        return [Block(_("You"), contact), *persons]

    @property
    def can_have_more(self) -> bool:
        """Whether another colleague fits into the registration."""
        return self.number < int(self.event.max_persons)

    @property
    def can_have_fewer(self) -> bool:
        """Whether there is a block of fields to take away."""
        return self.number > 1

    def clean(self) -> dict[str, Any]:
        """Require what each person owes."""
        cleaned = super().clean()
        for index in range(self.number):
            self.clean_person(f"p{index}")
        return cleaned

    def answers(self) -> Answers:
        """What was written, once the form is valid."""
        return self.contact_with_persons(self.number)


class ChangeForm(RegisteredPersonsMixin, forms.Form):
    """Names and answers of a registration, and colleagues that come too."""

    name = forms.CharField(label=gettext_lazy("Your name"), max_length=MAX_NAME)

    def __init__(
        self, *args: Any, event: Any, registration: Registration, more: int = 0, **kwargs: Any
    ) -> None:
        self.persons = list(registration.participants.filter(state__in=WANTED).order_by("pk"))
        self.event = event
        self.more = max(0, min(more, event.max_persons - len(self.persons)))
        kwargs["initial"] = {"name": registration.name, **self.stored_values()}
        super().__init__(*args, **kwargs)
        self.fields[NUMBER] = forms.IntegerField(
            widget=forms.HiddenInput, required=False, initial=self.more
        )
        self.add_registered()
        for index in range(self.more):
            self.add_person(f"n{index}", named=True)

    @property
    def blocks(self) -> Sequence[Block]:
        """The fields in groups."""
        known = [
            self.block(f"p{person.pk}", _("Participant %(n)s") % {"n": number})
            for number, person in enumerate(self.persons, start=1)
        ]
        added = [self.block(f"n{index}", _("One more participant")) for index in range(self.more)]
        return [Block(_("You"), [self["name"]]), *known, *added]

    @property
    def can_have_more(self) -> bool:
        """Whether another colleague fits into the registration."""
        return bool(len(self.persons) + self.more < self.event.max_persons)

    @property
    def can_have_fewer(self) -> bool:
        """Whether there is a block of fields to take away."""
        return bool(self.more > 0)

    def clean(self) -> dict[str, Any]:
        """Require what each person owes."""
        super().clean()
        for prefix in self._prefixes():
            self.clean_person(prefix)
        return self.cleaned_data

    def changes(self) -> Changes:
        """What was written, once the form is valid."""
        return Changes(
            name=self.cleaned_data["name"],
            persons=self.registered(),
            more=[self.person(f"n{index}") for index in range(self.more)],
        )

    def _prefixes(self) -> list[str]:
        return [
            *(f"p{person.pk}" for person in self.persons),
            *(f"n{index}" for index in range(self.more)),
        ]


def typed(form: forms.BaseForm, data: Any) -> dict[str, Any]:
    """What was typed into the fields of a form, to show it again without judging it."""
    return {
        name: field.widget.value_from_datadict(data, {}, name)
        for name, field in form.fields.items()
        if name != NUMBER and any(key == name or key.startswith(f"{name}_") for key in data)
    }


def consent_text(*, event: Any) -> str:
    """What people agree to: the organiser's words, or ours."""
    if event.consent_text:
        return str(event.consent_text)
    return _(
        "What I write here may be kept and used to run the event. It is deleted %(days)s days "
        "after the event, sensitive answers after %(sensitive)s days. Have colleagues agreed to "
        "be registered, too?"
    ) % {"days": event.keep_days, "sensitive": event.keep_sensitive_days}
