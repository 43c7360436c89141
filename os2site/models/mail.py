"""Mails that wait, that were sent, and that were given up."""

from __future__ import annotations

import uuid
from email.utils import parseaddr

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MailState(models.TextChoices):
    """What has become of a mail."""

    WAITING = "venter", _("Waiting")
    SENDING = "sendes", _("Being sent")
    SENT = "sendt", _("Sent")
    FAILED = "opgivet", _("Given up")


class OutgoingMail(models.Model):
    """A mail to one address, written in the same transaction as what it tells of.

    Written and sent by :mod:`os2site.mail.outbox` only. After some days the address and the texts
    are emptied; the row stays a while longer, so that the figures are right.
    """

    #: What the message identifier is made of, so that a repeat can be recognised as one.
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    state = models.CharField(
        _("status"), max_length=10, choices=MailState.choices, default=MailState.WAITING
    )
    to = models.EmailField(_("to"), blank=True)
    reply_to = models.EmailField(_("reply to"), blank=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict, blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    #: When it is tried next.
    due_at = models.DateTimeField(_("next try"), default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    #: When it was sent or given up.
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    attempts = models.PositiveIntegerField(_("tries"), default=0)
    #: Tries after which nobody knows whether the server took the mail.
    unsure = models.PositiveIntegerField(default=0)
    error = models.CharField(_("last error"), max_length=500, blank=True)
    emptied = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes = [
            models.Index(fields=["state", "due_at"], name="os2site_mail_due"),
            models.Index(fields=["to", "kind", "created_at"], name="os2site_mail_recipient"),
        ]

    def __str__(self) -> str:
        return self.subject or self.kind

    @property
    def message_id(self) -> str:
        """The same in each try, in angle brackets."""
        host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
        return f"<{self.uid}@{host}>"


class MailAttachment(models.Model):
    """A file that goes with a mail."""

    mail = models.ForeignKey(OutgoingMail, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=120)
    content = models.BinaryField()

    class Meta:
        verbose_name = _("attachment of a mail")
        verbose_name_plural = _("attachments of mails")

    def __str__(self) -> str:
        return self.name
