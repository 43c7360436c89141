"""Who is registered for an event. Written by :mod:`os2site_events.services.registration`."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from os2site.conf import base_page_model_name
from os2site_events.enums import SEATED, ParticipantState

#: Letters and figures that nobody mistakes for others when reading them aloud.
CODE_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def random_key() -> str:
    """What makes a registration's link one of a kind."""
    return get_random_string(32)


def random_code() -> str:
    """The code on a ticket."""
    return get_random_string(10, CODE_SIGNS)


class SeatBook(models.Model):
    """One row for each event with registrations: whoever gives or takes seats locks it."""

    event = models.OneToOneField(
        base_page_model_name(), on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    #: The number that the next one on the waiting list gets.
    next_queue = models.PositiveIntegerField(default=1)
    #: What the registered were last told of time, place and status.
    told = models.JSONField(default=dict)
    #: When the mail after the event was sent.
    followed_up_at = models.DateTimeField(null=True)
    #: How many came and so on, kept when the registrations are deleted.
    figures = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("seats of an event")
        verbose_name_plural = _("seats of events")

    def __str__(self) -> str:
        return f"SeatBook {self.pk}"


class Registration(models.Model):
    """One person's message that one or more are coming."""

    event = models.ForeignKey(
        base_page_model_name(),
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("event"),
    )
    #: The same for one form that is sent twice.
    submission = models.CharField(max_length=64, unique=True, editable=False)
    #: Part of the link by which it is changed; a new one makes old links useless.
    key = models.CharField(max_length=32, unique=True, default=random_key, editable=False)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("mail address"))
    organisation = models.CharField(_("organisation"), max_length=160)
    #: Whether anybody of it still wants to come: an address has one such registration.
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=10, blank=True)
    note = models.TextField(
        _("the organiser's note"), blank=True, help_text=_("Only organisers see it.")
    )
    created_at = models.DateTimeField(_("received"), default=timezone.now)
    consented_at = models.DateTimeField(_("consent given"), null=True, default=timezone.now)
    reminded_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [
            models.UniqueConstraint(
                "event",
                Lower("email"),
                condition=models.Q(is_active=True),
                name="os2site_registration_once",
            )
        ]
        indexes = [models.Index(fields=["email"], name="os2site_registration_email")]

    def __str__(self) -> str:
        return f"{self.name}, {self.organisation}"


class Participant(models.Model):
    """One person of a registration, with a seat or a place on the waiting list."""

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="participants"
    )
    event = models.ForeignKey(base_page_model_name(), on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    state = models.CharField(_("status"), max_length=20, choices=ParticipantState.choices)
    #: Numbered from 1. No two of an event have the same: this keeps an event from being overbooked
    #: even where a lock fails.
    seat = models.PositiveIntegerField(_("seat"), null=True, editable=False)
    queue = models.PositiveIntegerField(_("place on the waiting list"), null=True, editable=False)
    group = models.CharField(_("group"), max_length=80, blank=True)
    #: Pairs of question and answer, in the form's order.
    answers = models.JSONField(_("answers"), default=list, blank=True)
    sensitive_answers = models.JSONField(_("sensitive answers"), default=list, blank=True)
    #: The organisation's vote that the person casts, numbered from 1; empty for none.
    vote = models.PositiveSmallIntegerField(_("vote"), null=True, blank=True)
    #: The organisation's name in small letters, by which votes are counted.
    organisation_key = models.CharField(max_length=160, editable=False)
    #: On the ticket.
    code = models.CharField(max_length=16, unique=True, default=random_code, editable=False)
    offer_expires_at = models.DateTimeField(_("offer expires"), null=True, editable=False)
    checked_in_at = models.DateTimeField(_("came"), null=True, editable=False)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "seat"], name="os2site_one_on_each_seat"),
            models.UniqueConstraint(fields=["event", "queue"], name="os2site_one_in_each_place"),
            models.UniqueConstraint(
                fields=["event", "organisation_key", "vote"], name="os2site_one_for_each_vote"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=sorted(SEATED), seat__isnull=False)
                | (~models.Q(state__in=sorted(SEATED)) & models.Q(seat__isnull=True)),
                name="os2site_seat_with_state",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ParticipantState.WAITING, queue__isnull=False)
                | (~models.Q(state=ParticipantState.WAITING) & models.Q(queue__isnull=True)),
                name="os2site_queue_with_state",
            ),
        ]
        indexes = [models.Index(fields=["event", "state"], name="os2site_participant_state")]

    def __str__(self) -> str:
        return self.name
