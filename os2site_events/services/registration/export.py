"""Participants as rows of a spreadsheet, answers as columns of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from os2site.payments import PaymentState
from os2site_events.models import Participant, Registration
from os2site_events.services.registration import payment
from os2site_events.services.registration.attendee_list import waiting_places
from os2site_events.services.registration.questions import questions_of


@dataclass(frozen=True)
class Sheet:
    """Columns by key, in their order, and what is needed to fill them.

    :param questions: key of a column, with the question's text and whether it is sensitive.
    :param payments: by the keys of registrations; ``None`` where nobody takes payments.
    """

    headings: Mapping[str, str]
    questions: Mapping[str, tuple[str, bool]]
    places: Mapping[int, int]
    payments: Mapping[int, PaymentState] | None = None

    def row(self, person: Participant) -> dict[str, Any]:
        """The participant's cells."""
        registration = person.registration
        plain = _texts(person.answers)
        sensitive = _texts(person.sensitive_answers)
        cells: dict[str, Any] = {
            "name": person.name,
            "organisation": registration.organisation,
            "group": person.group,
            "state": person.get_state_display(),
            "place": self.places.get(person.pk, ""),
            "email": registration.email,
            "contact": registration.name,
            "vote": "" if person.vote is None else person.vote,
            "came": _moment(person.checked_in_at),
            "received": _moment(registration.created_at),
            "note": registration.note,
        }
        if self.payments is not None:
            state = self.payments.get(person.registration_id)
            cells["payment"] = "" if state is None else str(state.label)
        for key, (text, is_sensitive) in self.questions.items():
            cells[key] = (sensitive if is_sensitive else plain).get(text, "")
        return cells


def sheet(*, event: Any, with_sensitive: bool) -> Sheet:
    """The columns of the event's participants; sensitive answers only for who may see them.

    Answers to questions that the form no longer has keep a column of their own.
    """
    asked = [(question.text, question.sensitive) for question in questions_of(event=event)]
    stored = Participant.objects.filter(event_id=event.pk)
    for plain, sensitive in stored.values_list("answers", "sensitive_answers"):
        asked += [(text, False) for text in _texts(plain)]
        asked += [(text, True) for text in _texts(sensitive)]
    payments = None
    if payment.is_asked(event=event):
        keys = Registration.objects.filter(event_id=event.pk).values_list("pk", flat=True)
        payments = payment.states(event=event, keys=keys)
    kept = [pair for pair in dict.fromkeys(asked) if with_sensitive or not pair[1]]
    questions = {f"answer{number}": pair for number, pair in enumerate(kept)}
    return Sheet(
        headings={
            "name": _("Name"),
            "organisation": _("Organisation"),
            "group": _("Group"),
            "state": _("Status"),
            "place": _("Place on the waiting list"),
            "email": _("Mail address"),
            "contact": _("Registered by"),
            "vote": _("Vote"),
            "came": _("Came"),
            "received": _("Received"),
            "note": _("The organiser's note"),
            **({} if payments is None else {"payment": _("Payment")}),
            **{
                key: _("%(question)s (sensitive)") % {"question": text} if sensitive else text
                for key, (text, sensitive) in questions.items()
            },
        },
        questions=questions,
        places=waiting_places(event_id=event.pk),
        payments=payments,
    )


def _texts(pairs: Iterable[Any]) -> dict[str, str]:
    return {str(question): str(answer).replace("\n", ", ") for question, answer in pairs}


def _moment(value: Any) -> str:
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M") if value else ""
