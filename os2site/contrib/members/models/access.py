"""Who may log in on behalf of a member."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from os2site.conf import base_page_model_name
from os2site.contrib.members.enums import EndReason


class MemberAccess(models.Model):
    """A member's contact: an account that reads what is for members, until the access ends.

    Written by :mod:`os2site.contrib.members.services.access` only, which keeps the accounts' group
    in step with it.
    """

    page = models.ForeignKey(
        base_page_model_name(),
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("member"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="os2site_member_accesses",
        verbose_name=_("account"),
    )
    role = models.CharField(
        _("role"), max_length=120, blank=True, help_text=_("Such as: contact person.")
    )
    invited_at = models.DateTimeField(_("invited"), default=timezone.now)
    ended_at = models.DateTimeField(_("access ended"), null=True, blank=True)
    end_reason = models.CharField(
        _("why it ended"), max_length=20, choices=EndReason.choices, blank=True
    )

    class Meta:
        verbose_name = _("member's access")
        verbose_name_plural = _("members' accesses")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "user"],
                condition=Q(ended_at__isnull=True),
                name="os2site_member_access_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user.get_username()} ({self.page.title})"

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.ended_at is None
