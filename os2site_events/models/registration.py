"""Who may come to an event, until when, and what it costs."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from os2site.models import AudiencesField


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

    registration_panels = [
        MultiFieldPanel(
            [
                FieldPanel("audience"),
                FieldRowPanel([FieldPanel("capacity"), FieldPanel("registration_deadline")]),
                FieldRowPanel([FieldPanel("marked_full"), FieldPanel("waiting_list")]),
                FieldPanel("contact_email"),
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

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a waiting list for an event without a limit.

        :raises ValidationError: for ``waiting_list``.
        """
        super().clean()
        if self.waiting_list and self.capacity is None:
            raise ValidationError({"waiting_list": _("A waiting list needs a number of seats.")})
