"""Forms by which an organiser registers somebody, corrects a registration, and writes a notice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from os2site_events.enums import WANTED
from os2site_events.forms.persons import MAX_NAME, Block, PersonsMixin, RegisteredPersonsMixin
from os2site_events.forms.registration import NUMBER
from os2site_events.services.registration.announcing import Audience
from os2site_events.services.registration.organising import Correction
from os2site_events.services.registration.questions import Answered, Person
from os2site_events.services.registration.receiving import Answers

if TYPE_CHECKING:
    from os2site_events.models import Participant, Registration

#: Characters of the mark by which a form that is sent twice is known.
MARK = 32


def new_mark() -> str:
    """What is the same for one form that is sent twice."""
    return get_random_string(MARK)


class ContactFields(forms.Form):
    """Who is registered, and for which organisation."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=MAX_NAME)
    email = forms.EmailField(label=gettext_lazy("Mail address"), max_length=254)
    organisation = forms.CharField(label=gettext_lazy("Organisation"), max_length=160)


class ByHandForm(PersonsMixin, ContactFields):
    """Somebody who called: no answer is required."""

    write = forms.BooleanField(
        label=gettext_lazy("Send the mail with the person's own link"), required=False, initial=True
    )
    mark = forms.RegexField(rf"^\w{{{MARK}}}$", widget=forms.HiddenInput)

    def __init__(self, *args: Any, event: Any, number: int = 1, **kwargs: Any) -> None:
        first: dict[str, Any] = {"mark": new_mark(), NUMBER: number}
        super().__init__(*args, **{**kwargs, "initial": first})
        self.event = event
        self.number = number
        self.fields[NUMBER] = forms.IntegerField(widget=forms.HiddenInput, required=False)
        for index in range(number):
            self.add_person(f"p{index}", named=bool(index))
        _require_nothing(self.fields, named=False)
        for index in range(1, number):
            self.fields[f"p{index}-name"].required = True

    @property
    def blocks(self) -> Sequence[Block]:
        """The contact, and the fields of each person."""
        contact = Block(_("Contact"), [self[name] for name in ("name", "email", "organisation")])
        return [
            contact,
            *(
                block
                for index in range(self.number)
                if (block := self.block(f"p{index}", _("Participant %(n)s") % {"n": index + 1}))
                and block.fields
            ),
        ]

    def answers(self) -> Answers:
        """What was written, once the form is valid."""
        return self.contact_with_persons(self.number)


class CorrectionForm(RegisteredPersonsMixin, ContactFields):
    """What an organiser corrects; sensitive answers only for who may see them."""

    note = forms.CharField(
        label=gettext_lazy("The organiser's note"),
        help_text=gettext_lazy("Only organisers see it."),
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        event: Any,
        registration: Registration,
        persons: Sequence[Participant],
        with_sensitive: bool,
        **kwargs: Any,
    ) -> None:
        self.event = event
        self.with_sensitive = with_sensitive
        self.persons = [person for person in persons if person.state in WANTED]
        self.stored = {f"p{person.pk}": dict(person.sensitive_answers) for person in self.persons}
        first: dict[str, Any] = {
            "name": registration.name,
            "email": registration.email,
            "organisation": registration.organisation,
            "note": registration.note,
            **self.stored_values(),
        }
        super().__init__(*args, **{**kwargs, "initial": first})
        self.add_registered()
        for person in self.persons:
            for number, question in enumerate(self.questions):
                if question.sensitive and not with_sensitive:
                    del self.fields[f"p{person.pk}-q{number}"]
        _require_nothing(self.fields, named=True)

    @property
    def blocks(self) -> Sequence[Block]:
        """The contact, and the fields of each person."""
        names = ("name", "email", "organisation", "note")
        return [
            Block(_("Contact"), [self[name] for name in names]),
            *(self.block(f"p{person.pk}", person.name) for person in self.persons),
        ]

    def correction(self) -> Correction:
        """What was written, once the form is valid."""
        data = self.cleaned_data
        return Correction(
            name=data["name"],
            email=data["email"],
            organisation=data["organisation"],
            note=data["note"],
            persons=self.registered(),
            with_sensitive=self.with_sensitive,
        )

    def person(self, prefix: str, *, name: str = "") -> Person:
        """What was written of the person, with answers to questions that the form had before."""
        written = super().person(prefix, name=name)
        asked = {question.text for question in self.questions}
        row = next(item for item in self.persons if f"p{item.pk}" == prefix)
        return Person(
            name=written.name,
            group=row.group,
            votes=written.votes,
            answers=[*written.answers, *_older(row.answers, asked)],
            sensitive_answers=[*written.sensitive_answers, *_older(row.sensitive_answers, asked)],
        )

    def _given(self, prefix: str) -> list[str]:
        # A question may depend on one that this organiser does not see.
        given = super()._given(prefix)
        if self.with_sensitive:
            return given
        stored = self.stored[prefix]
        return [
            stored.get(question.text, "") if question.sensitive else answer
            for question, answer in zip(self.questions, given, strict=True)
        ]


class NoticeForm(forms.Form):
    """What the organiser writes to those who are registered."""

    audience = forms.ChoiceField(
        label=pgettext_lazy("notice", "To"), choices=Audience.choices, widget=forms.RadioSelect
    )
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=160)
    text = forms.CharField(
        label=gettext_lazy("Text"),
        help_text=gettext_lazy("An empty line begins a new paragraph. The own link is added."),
        max_length=5000,
        widget=forms.Textarea({"rows": 10}),
    )
    mark = forms.RegexField(rf"^\w{{{MARK}}}$", widget=forms.HiddenInput)


def _require_nothing(fields: Mapping[str, forms.Field], *, named: bool) -> None:
    """An organiser on the telephone leaves open what was not said, other than whose seat it is."""
    for name, field in fields.items():
        prefix, dash, rest = name.partition("-")
        if dash and rest != "group" and prefix.startswith("p") and not (named and rest == "name"):
            field.required = False


def _older(stored: Any, asked: set[str]) -> list[Answered]:
    return [(str(text), str(answer)) for text, answer in stored if str(text) not in asked]
