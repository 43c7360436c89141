"""Who may come to an event, until when, and what it costs."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from os2site.models import AudiencesField

#: Persons that one registration can ever have.
MAX_PERSONS = 20


class RegistrationMixin(models.Model):
    """Seats, audience, deadline and price."""

    audience = AudiencesField(
        _("meant for"), help_text=_("Leave empty when it is not decided who may come.")
    )
    capacity = models.PositiveIntegerField(
        _("seats"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Leave empty when there is no limit."),
    )
    marked_full = models.BooleanField(
        _("fully booked"),
        default=False,
        help_text=_("Set it when all seats are taken. Visitors then see the waiting list."),
    )
    waiting_list = models.BooleanField(
        _("waiting list"), default=False, help_text=_("Needs a number of seats.")
    )
    registration_deadline = models.DateField(
        _("last day to register"),
        null=True,
        blank=True,
        help_text=_("Leave empty when one can register until it begins."),
    )
    price_amount = models.DecimalField(
        _("price"),
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("0 is shown as free. Leave empty when it is not known."),
    )
    price_currency = models.CharField(_("currency"), max_length=3, default="DKK")
    price_note = models.CharField(
        _("note on the price"), max_length=200, blank=True, help_text=_("Such as free for members.")
    )
    contact_email = models.EmailField(_("mail address for questions and registration"), blank=True)

    takes_registrations = models.BooleanField(
        _("register on this site"),
        default=False,
        help_text=_("Visitors get a form. Without it the page shows the mail address or the link."),
    )
    registration_url = models.URLField(
        _("register elsewhere"),
        blank=True,
        help_text=_("Where another site takes the registrations, or the payment."),
    )
    registration_opens_at = models.DateTimeField(
        _("registration opens"), null=True, blank=True, help_text=_("Empty: at once.")
    )
    needs_approval = models.BooleanField(
        _("the organiser accepts each registration"),
        default=False,
        help_text=_("Nobody has a seat before that."),
    )
    max_persons = models.PositiveSmallIntegerField(
        _("persons in one registration"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_PERSONS)],
        help_text=_("How many colleagues one can register at a time."),
    )
    automatic_offers = models.BooleanField(
        _("offer free seats by itself"),
        default=True,
        help_text=_("To the first on the waiting list. Without it you choose who gets the seat."),
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("hours to accept a seat"),
        default=48,
        help_text=_("0 gives the seat at once, without asking."),
    )
    reminder_days = models.PositiveSmallIntegerField(
        _("reminder, days before"), default=2, help_text=_("0 sends none.")
    )
    follow_up = models.TextField(
        _("mail after the event"),
        blank=True,
        help_text=_("Sent the day after to those who came. Empty: none is sent."),
    )
    consent_text = models.TextField(
        _("what people agree to"),
        blank=True,
        help_text=_("Empty: what is kept, what for, and when it is deleted."),
    )
    keep_days = models.PositiveSmallIntegerField(
        _("registrations are deleted, days after the event"), default=60
    )
    keep_sensitive_days = models.PositiveSmallIntegerField(
        _("sensitive answers are deleted, days after the event"), default=7
    )

    registration_panels = [
        MultiFieldPanel(
            [
                FieldPanel("audience"),
                FieldRowPanel([FieldPanel("capacity"), FieldPanel("registration_deadline")]),
                FieldRowPanel([FieldPanel("marked_full"), FieldPanel("waiting_list")]),
                FieldPanel("contact_email"),
                FieldPanel("registration_url"),
            ],
            heading=_("Registration"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("price_amount"), FieldPanel("price_currency")]),
                FieldPanel("price_note"),
            ],
            heading=_("Price"),
        ),
    ]

    form_panels = [
        MultiFieldPanel(
            [
                FieldPanel("takes_registrations"),
                FieldRowPanel([FieldPanel("registration_opens_at"), FieldPanel("max_persons")]),
                FieldPanel("needs_approval"),
                FieldRowPanel([FieldPanel("automatic_offers"), FieldPanel("offer_hours")]),
            ],
            heading=_("Registration on this site"),
        ),
        InlinePanel("quotas", heading=_("Groups with their own seats"), label=_("group")),
        InlinePanel("questions", heading=_("Questions in the form"), label=_("question")),
        MultiFieldPanel([FieldPanel("reminder_days"), FieldPanel("follow_up")], heading=_("Mails")),
        MultiFieldPanel(
            [
                FieldPanel("consent_text"),
                FieldRowPanel([FieldPanel("keep_days"), FieldPanel("keep_sensitive_days")]),
            ],
            heading=_("Personal data"),
        ),
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a waiting list for an event without a limit, and two ways to register.

        :raises ValidationError: naming the field.
        """
        super().clean()
        if self.takes_registrations and self.registration_url:
            raise ValidationError(
                {"registration_url": _("Choose either this site's form or another site.")}
            )
        if self.keep_sensitive_days > self.keep_days:
            raise ValidationError(
                {"keep_sensitive_days": _("Sensitive answers can't be kept longer than the rest.")}
            )
        if self.waiting_list and self.capacity is None:
            raise ValidationError({"waiting_list": _("A waiting list needs a number of seats.")})
