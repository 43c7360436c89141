"""A supplier's way to its own profile, and reminders of profiles that have grown old."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from os2site.conf import base_page_model_name


def new_nonce() -> str:
    """What makes each link a new one, also for a page that had one before."""
    return get_random_string(22)


def in_a_month() -> datetime.datetime:
    """When a link ends that is made now."""
    return timezone.now() + datetime.timedelta(days=30)


class SupplierInvitation(models.Model):
    """A link with which a supplier edits one profile, for a time and a number of times.

    The link itself is not kept: it is made of the record and the site's secret key, and the record
    alone opens nothing.
    """

    #: Days for which the address is kept: a profile is asked about when it is a year old.
    KEPT_DAYS = 800

    page = models.ForeignKey(
        base_page_model_name(), on_delete=models.CASCADE, related_name="os2site_invitations"
    )
    email = models.EmailField(
        _("sent to"),
        blank=True,
        help_text=_("The supplier's shared mailbox. A year later the reminder goes there, too."),
    )
    nonce = models.CharField(max_length=32, default=new_nonce)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    expires_at = models.DateTimeField(_("ends"), default=in_a_month)
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    uses = models.PositiveSmallIntegerField(_("used"), default=0)
    max_uses = models.PositiveSmallIntegerField(_("may be used"), default=5)
    last_used_at = models.DateTimeField(_("last used"), null=True)

    class Meta:
        verbose_name = _("invitation of a supplier")
        verbose_name_plural = _("invitations of suppliers")
        ordering = ["-created_at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.page_id}: {self.created_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Whether the link still opens the form, as far as the invitation itself says."""
        return (
            self.revoked_at is None
            and self.uses < self.max_uses
            and self.expires_at > timezone.now()
        )


class ProfileReminder(models.Model):
    """A profile whose age was noticed; once for each day from which it is old."""

    page = models.ForeignKey(base_page_model_name(), on_delete=models.CASCADE, related_name="+")
    confirmed_on = models.DateField()
    noticed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("reminder of a profile")
        verbose_name_plural = _("reminders of profiles")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["page", "confirmed_on"], name="os2site_suppliers_one_reminder"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.confirmed_on:%Y-%m-%d}"
