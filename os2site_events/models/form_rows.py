"""Rows that shape an event's registration form: its questions, and groups with own seats.

The concrete classes add ``page``, a ParentalKey to the host's page.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from os2site.models import LinesField
from os2site_events.enums import LISTED_ANSWERS, QuestionKind


class QuestionRow(Orderable):
    """A question that each person answers. Answers are kept under its text."""

    text = models.CharField(_("question"), max_length=200)
    hint = models.CharField(_("explanation"), max_length=200, blank=True)
    kind = models.CharField(
        _("kind of answer"), max_length=20, choices=QuestionKind.choices, default=QuestionKind.TEXT
    )
    options = LinesField(_("answers"), help_text=_("One on each line, where one chooses."))
    required = models.BooleanField(_("must be answered"), default=False)
    sensitive = models.BooleanField(
        _("sensitive"),
        default=False,
        help_text=_("Such as food or access needs: seen by fewer, and deleted sooner."),
    )
    only_if_question = models.CharField(
        _("only after the question"),
        max_length=200,
        blank=True,
        help_text=_("The text of a question above this one."),
    )
    only_if_answer = models.CharField(
        _("when its answer is"),
        max_length=200,
        blank=True,
        help_text=_("One of its answers. Empty: when it is answered or ticked."),
    )

    panels = [
        FieldPanel("text"),
        FieldPanel("hint"),
        FieldPanel("kind"),
        FieldPanel("options"),
        FieldRowPanel([FieldPanel("required"), FieldPanel("sensitive")]),
        FieldRowPanel([FieldPanel("only_if_question"), FieldPanel("only_if_answer")]),
    ]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """Require answers to choose from, and a question for a condition.

        :raises ValidationError: naming the field.
        """
        super().clean()
        if self.kind in LISTED_ANSWERS and not self.options:
            raise ValidationError({"options": _("Write the answers that one can choose.")})
        if self.only_if_answer and not self.only_if_question:
            raise ValidationError({"only_if_question": _("Say which question.")})
        if self.only_if_question and self.only_if_question == self.text:
            raise ValidationError({"only_if_question": _("Choose another question.")})


class QuotaRow(Orderable):
    """A group of participants with seats of its own, within those of the event."""

    name = models.CharField(_("group"), max_length=80, help_text=_("Such as Members."))
    seats = models.PositiveIntegerField(
        _("seats"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: as many as the event has."),
    )

    panels = [FieldRowPanel([FieldPanel("name"), FieldPanel("seats")])]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("group with own seats")
        verbose_name_plural = _("groups with own seats")

    def __str__(self) -> str:
        return self.name
