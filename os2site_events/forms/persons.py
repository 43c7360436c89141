"""The part of a form that is about the persons who come: one block of fields for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from os2site_events.enums import QuestionKind
from os2site_events.services.registration.questions import (
    Answered,
    Person,
    Question,
    divided,
    groups_of,
    questions_of,
)
from os2site_events.services.registration.receiving import Answers

if TYPE_CHECKING:
    from os2site_events.models import Participant

#: Characters of an answer.
MAX_ANSWER = 200
MAX_LONG_ANSWER = 2000
#: Characters of a name.
MAX_NAME = 120


@dataclass(frozen=True)
class Block:
    """Fields that belong together, under a heading."""

    legend: str
    fields: Sequence[forms.BoundField]


class PersonsMixin(forms.BaseForm):
    """Adds the fields of persons to a form, and reads them back. The form has the ``event``."""

    event: Any

    @cached_property
    def questions(self) -> Sequence[Question]:
        """What each person is asked."""
        return questions_of(event=self.event)

    @cached_property
    def groups(self) -> Sequence[tuple[str, str]]:
        """What each person can take part as."""
        return groups_of(event=self.event)

    def add_person(self, prefix: str, *, named: bool) -> None:
        """Add a block of fields; ``named`` asks for the person's name."""
        if named:
            self.fields[f"{prefix}-name"] = forms.CharField(
                label=_("Name of the participant"), max_length=MAX_NAME
            )
        if self.groups:
            self.fields[f"{prefix}-group"] = forms.ChoiceField(
                label=_("Takes part as"),
                choices=self.groups,
                widget=forms.RadioSelect,
            )
        for number, question in enumerate(self.questions):
            field = _field_of(question)
            if question.after is not None:
                field.is_owed = question.required  # type: ignore[attr-defined]
                # The page's script hides the question until it is asked.
                field.widget.attrs["data-after"] = f"{prefix}-q{question.after}"
                field.widget.attrs["data-when"] = question.when
                field.help_text = " ".join(
                    filter(None, [str(field.help_text), _condition(question, self.questions)])
                )
            self.fields[f"{prefix}-q{number}"] = field
        if self.event.has_assembly:
            self.fields[f"{prefix}-vote"] = forms.BooleanField(
                label=_("Votes for the organisation at the general assembly"), required=False
            )
        for name, field in self.fields.items():
            if name.startswith(f"{prefix}-"):
                field.error_messages["required"] = _("Answer “%(question)s”.") % {
                    "question": field.label
                }

    def block(self, prefix: str, legend: str) -> Block:
        """The person's fields for the template."""
        return Block(legend, [self[name] for name in self.fields if name.startswith(f"{prefix}-")])

    def clean_person(self, prefix: str) -> None:
        """Require the answers that the person owes: those that were asked."""
        given = self._given(prefix)
        for number, question in enumerate(self.questions):
            name = f"{prefix}-q{number}"
            owed = question.required and question.after is not None and question.is_asked(given)
            if owed and not given[number] and name not in self.errors:
                self.add_error(name, _("Answer “%(question)s”.") % {"question": question.label})

    def person(self, prefix: str, *, name: str = "") -> Person:
        """What was written of the person, once the form is valid."""
        plain, sensitive = divided(self.questions, self._given(prefix))
        return Person(
            name=name or self.cleaned_data[f"{prefix}-name"],
            group=self.cleaned_data.get(f"{prefix}-group", ""),
            votes=bool(self.cleaned_data.get(f"{prefix}-vote")),
            answers=plain,
            sensitive_answers=sensitive,
        )

    def contact_with_persons(self, number: int) -> Answers:
        """What was written of who registers and of so many persons; one without a name is the
        first.
        """
        data = self.cleaned_data
        return Answers(
            name=data["name"],
            email=data["email"],
            organisation=data["organisation"],
            persons=[
                self.person(f"p{index}", name=data.get(f"p{index}-name") or data["name"])
                for index in range(number)
            ],
        )

    def _given(self, prefix: str) -> list[str]:
        given = []
        for number, question in enumerate(self.questions):
            value = self.cleaned_data.get(f"{prefix}-q{number}")
            if question.kind == QuestionKind.TICK:
                given.append(question.yes if value else "")
            elif isinstance(value, list):
                given.append("\n".join(value))
            else:
                given.append("" if value is None else str(value).strip())
        return given


class RegisteredPersonsMixin(PersonsMixin):
    """Adds the fields of persons who are registered, as they are stored."""

    persons: Sequence[Participant]

    def stored_values(self) -> dict[str, Any]:
        """The first values of all of them."""
        found: dict[str, Any] = {}
        for person in self.persons:
            found |= _initial_of(f"p{person.pk}", person, self.questions)
        return found

    def add_registered(self) -> None:
        """Add a block for each, without the group: a seat belongs to its group."""
        for person in self.persons:
            self.add_person(f"p{person.pk}", named=True)
            self.fields.pop(f"p{person.pk}-group", None)

    def registered(self) -> dict[int, Person]:
        """What was written of them by the keys of their rows, once the form is valid."""
        return {person.pk: self.person(f"p{person.pk}") for person in self.persons}


def _initial_of(prefix: str, person: Participant, questions: Sequence[Question]) -> dict[str, Any]:
    """What a stored participant answered, as the fields' first values."""
    stored: dict[str, str] = dict(_pairs(person.answers) + _pairs(person.sensitive_answers))
    found: dict[str, Any] = {
        f"{prefix}-name": person.name,
        f"{prefix}-group": person.group,
        f"{prefix}-vote": person.vote is not None,
    }
    for number, question in enumerate(questions):
        answer = stored.get(question.text, "")
        value: Any = answer
        if question.kind == QuestionKind.TICK:
            value = bool(answer)
        elif question.kind == QuestionKind.CHOICES:
            value = [option for option in question.options if option in answer.split("\n")]
        found[f"{prefix}-q{number}"] = value
    return found


def _pairs(stored: Any) -> list[Answered]:
    return [(str(question), str(answer)) for question, answer in stored]


def _condition(question: Question, questions: Sequence[Question]) -> str:
    before = questions[question.after or 0]
    if question.when:
        labels = dict(zip(before.options, before.labels, strict=True))
        return _("Only when “%(question)s” is answered with “%(answer)s”.") % {
            "question": before.label,
            "answer": labels.get(question.when, question.when),
        }
    return _("Only after “%(question)s”.") % {"question": before.label}


def _field_of(question: Question) -> forms.Field:
    """A field for the question. One that depends on another is never required by itself."""
    hint = question.hint
    required = question.required and question.after is None
    common: dict[str, Any] = {
        "label": question.label,
        "help_text": hint,
        "required": required,
    }
    if question.sensitive:
        note = _("Only the organiser sees the answer. It is deleted soon after the event.")
        common["help_text"] = f"{hint} {note}".strip()
    choices = list(zip(question.options, question.labels, strict=True))
    match question.kind:
        case QuestionKind.LONG_TEXT:
            return forms.CharField(
                max_length=MAX_LONG_ANSWER, widget=forms.Textarea({"rows": 4}), **common
            )
        case QuestionKind.NUMBER:
            return forms.IntegerField(min_value=0, max_value=1_000_000_000, **common)
        case QuestionKind.CHOICE:
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
        case QuestionKind.CHOICES:
            return forms.MultipleChoiceField(
                choices=choices, widget=forms.CheckboxSelectMultiple, **common
            )
        case QuestionKind.TICK:
            return forms.BooleanField(**common)
        case _:
            return forms.CharField(max_length=MAX_ANSWER, **common)
