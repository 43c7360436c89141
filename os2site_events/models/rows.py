"""Rows of an event page. The concrete classes add ``page``, a ParentalKey to the host's page."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Orderable

from os2site.enums import Audience
from os2site.models import Document, Organisation, RelationRow
from os2site.page_mixins import PageOfTypePanel
from os2site_events.enums import CLOSED_AUDIENCES, RESTRICTED_AUDIENCES, MaterialType


class ProgrammeRow(Orderable):
    """An item of the programme. Speakers are roles or organisations; a person who has agreed to it
    may be named."""

    date = models.DateField(
        _("day"), null=True, blank=True, help_text=_("Only when the event lasts several days.")
    )
    start_time = models.TimeField(_("begins at"), null=True, blank=True)
    end_time = models.TimeField(_("ends at"), null=True, blank=True)
    track = models.CharField(
        _("track"),
        max_length=80,
        blank=True,
        help_text=_("Only when several items take place at the same time."),
    )
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    speaker_role = models.CharField(
        _("held by"), max_length=160, blank=True, help_text=_("A role or an organisation.")
    )
    speaker_organisation = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("the speaker’s organisation"),
    )
    speaker_name = models.CharField(
        _("person’s name"),
        max_length=120,
        blank=True,
        help_text=_("Only with the person’s consent. It stands on the page and nowhere else."),
    )
    speaker_consent = models.BooleanField(
        _("the person has agreed to be named here"), default=False
    )
    speaker_consent_on = models.DateField(_("agreed on"), null=True, blank=True)
    audience = models.CharField(
        _("only for"),
        max_length=20,
        choices=Audience.choices,
        blank=True,
        help_text=_("Empty: the same people as the event itself."),
    )

    panels = [
        FieldRowPanel([FieldPanel("date"), FieldPanel("start_time"), FieldPanel("end_time")]),
        FieldPanel("title"),
        FieldPanel("description"),
        FieldRowPanel([FieldPanel("speaker_role"), FieldPanel("speaker_organisation")]),
        FieldRowPanel([FieldPanel("audience"), FieldPanel("track")]),
        MultiFieldPanel(
            [
                FieldPanel("speaker_name"),
                FieldRowPanel([FieldPanel("speaker_consent"), FieldPanel("speaker_consent_on")]),
            ],
            heading=_("A person as speaker"),
            classname="collapsed",
        ),
    ]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("programme item")
        verbose_name_plural = _("programme")

    def __str__(self) -> str:
        return self.title

    @property
    def is_break(self) -> bool:
        """Whether nothing is said at it (arrival, lunch)."""
        return not (self.description or self.audience or self.track or self.has_speaker)

    @property
    def has_speaker(self) -> bool:
        """Whether anybody is said to hold it."""
        return bool(self.speaker_role or self.speaker_organisation_id or self.public_speaker_name)

    @property
    def public_speaker_name(self) -> str:
        """The person's name, empty without a dated consent."""
        has_consent = self.speaker_consent and self.speaker_consent_on is not None
        return self.speaker_name if has_consent else ""

    @property
    def is_restricted(self) -> bool:
        """Whether only some of the public may take part."""
        return self.audience in RESTRICTED_AUDIENCES

    @property
    def is_closed(self) -> bool:
        """Whether others may know no more than title and time."""
        return self.audience in CLOSED_AUDIENCES

    def clean(self) -> None:
        """Require a beginning for an end, which may lie after midnight, and consent for a name.

        :raises ValidationError: naming the field.
        """
        super().clean()
        if self.speaker_name and not self.speaker_consent:
            raise ValidationError(
                {"speaker_consent": _("A person’s name needs the person’s consent.")}
            )
        if self.speaker_name and self.speaker_consent_on is None:
            raise ValidationError({"speaker_consent_on": _("Say on which day the person agreed.")})
        if self.speaker_consent_on is not None and self.speaker_consent_on > timezone.localdate():
            raise ValidationError({"speaker_consent_on": _("The day lies in the future.")})
        if self.end_time is not None and self.start_time is None:
            raise ValidationError({"start_time": _("Say when it begins.")})


class MaterialRow(Orderable):
    """A paper or recording of the event: which it is, when it comes, and the document itself."""

    type = models.CharField(_("type"), max_length=20, choices=MaterialType.choices)
    title = models.CharField(_("title"), max_length=200)
    days_before = models.PositiveSmallIntegerField(
        _("comes days before"), null=True, blank=True, help_text=_("Papers for the meeting.")
    )
    days_after = models.PositiveSmallIntegerField(
        _("comes days after"), null=True, blank=True, help_text=_("Minutes, slides, recordings.")
    )
    document = models.ForeignKey(
        Document,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
        help_text=_("Shown once it is approved."),
    )

    panels = [
        FieldRowPanel([FieldPanel("type"), FieldPanel("title")]),
        FieldRowPanel([FieldPanel("days_before"), FieldPanel("days_after")]),
        FieldPanel("document"),
    ]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse a paper that comes both before and after.

        :raises ValidationError: for ``days_after``.
        """
        super().clean()
        if self.days_before is not None and self.days_after is not None:
            raise ValidationError({"days_after": _("Choose either before or after.")})

    def available_on(
        self, *, first_day: datetime.date, last_day: datetime.date
    ) -> datetime.date | None:
        """The day on which it is promised, ``None`` when nothing is promised."""
        if self.days_before is not None:
            return first_day - datetime.timedelta(days=self.days_before)
        if self.days_after is not None:
            return last_day + datetime.timedelta(days=self.days_after)
        return None


class EventProductRow(RelationRow):
    """A product that the event is about."""

    relation_kind = "product"

    panels = [PageOfTypePanel("target", page_type="product")]

    class Meta(RelationRow.Meta):
        abstract = True
        verbose_name = _("product")
        verbose_name_plural = _("products")
