"""The questions of an event's form, and what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from os2site_events.enums import QuestionKind
from os2site_events.services.registration.versions import original, paired_rows

#: A question's text with its answer in words, as they are stored; several answers on lines.
Answered = tuple[str, str]


@dataclass(frozen=True)
class Question:
    """A question as the form needs it. What is stored is in the words of the event's original.

    :param label: the text in the reader's words; ``labels`` are the options'.
    :param yes: what is stored for a box that is ticked.
    :param after: place of the question that it depends on, ``None`` for none; ``when`` is the
        answer that it takes, empty for any.
    """

    text: str
    label: str
    hint: str
    kind: QuestionKind
    options: Sequence[str]
    labels: Sequence[str]
    yes: str
    required: bool
    sensitive: bool
    after: int | None = None
    when: str = ""

    def is_asked(self, given: Sequence[str]) -> bool:
        """Whether it is asked after these answers to the questions before it."""
        if self.after is None:
            return True
        answer = given[self.after]
        return self.when in answer.split("\n") if self.when else bool(answer)


@dataclass(frozen=True)
class Person:
    """One who comes, as written in the form."""

    name: str
    group: str = ""
    votes: bool = False
    answers: Sequence[Answered] = ()
    sensitive_answers: Sequence[Answered] = ()


def questions_of(*, event: Any) -> list[Question]:
    """The event's questions in their order. A condition that names no earlier question is none."""
    found: list[Question] = []
    with override(original(event=event).locale.language_code):
        yes = _("Yes")
    for row, words in paired_rows(event=event, name="questions"):
        earlier = [number for number, item in enumerate(found) if item.text == row.only_if_question]
        found.append(
            Question(
                text=row.text,
                label=words.text,
                hint=words.hint,
                kind=QuestionKind(row.kind),
                options=row.options,
                labels=words.options if len(words.options) == len(row.options) else row.options,
                yes=yes,
                required=row.required,
                sensitive=row.sensitive,
                after=earlier[0] if earlier else None,
                when=row.only_if_answer if earlier else "",
            )
        )
    return found


def groups_of(*, event: Any) -> list[tuple[str, str]]:
    """The event's groups: names as they are stored, with those in the reader's words."""
    return [(row.name, words.name) for row, words in paired_rows(event=event, name="quotas")]


def divided(
    questions: Sequence[Question], given: Sequence[str]
) -> tuple[list[Answered], list[Answered]]:
    """Plain and sensitive answers; those that are empty, or were not asked for, are left out."""
    plain: list[Answered] = []
    sensitive: list[Answered] = []
    for question, answer in zip(questions, given, strict=True):
        if answer and question.is_asked(given):
            (sensitive if question.sensitive else plain).append((question.text, answer))
    return plain, sensitive
