"""What the site remembers of its own upkeep."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Lease(models.Model):
    """A task that only one process may do at a time, whatever the database and the cache.

    A lease ends by itself, so that a killed process blocks nobody for long.
    """

    name = models.CharField(max_length=80, unique=True)
    held_until = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("lease of a task")
        verbose_name_plural = _("leases of tasks")

    def __str__(self) -> str:
        return self.name

    @classmethod
    @contextmanager
    def hold(cls, name: str, *, for_at_most: datetime.timedelta) -> Iterator[bool]:
        """Hold the lease for the block; yields whether it was free."""
        now = timezone.now()
        cls.objects.get_or_create(name=name, defaults={"held_until": now})
        until = now + for_at_most
        # One statement: of two processes that ask at once, one finds the other's value.
        is_ours = cls.objects.filter(name=name, held_until__lte=now).update(held_until=until) == 1
        try:
            yield is_ours
        finally:
            if is_ours:
                cls.objects.filter(name=name, held_until=until).update(held_until=timezone.now())


class LoadedContent(models.Model):
    """A part of the demo content that was loaded, so that editors' changes to it are kept."""

    name = models.CharField(max_length=200, unique=True)
    content_hash = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("loaded demo content")
        verbose_name_plural = _("loaded demo content")

    def __str__(self) -> str:
        return self.name


class PersonalDataAccess(models.Model):
    """That somebody looked up, took or deleted a person's data; whose it was is not kept."""

    class Action(models.TextChoices):
        """What was done."""

        LOOKED_UP = "set", _("Looked up")
        DOWNLOADED = "hentet", _("Downloaded")
        DELETED = "slettet", _("Deleted")

    at = models.DateTimeField(_("time"), default=timezone.now)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("user"),
    )
    action = models.CharField(_("action"), max_length=10, choices=Action.choices)
    records = models.PositiveIntegerField(_("records"))

    class Meta:
        verbose_name = _("use of personal data")
        verbose_name_plural = _("uses of personal data")
        default_permissions = ()
        # Shown as it is where groups are given permissions.
        permissions = [("personal_data", "Persondata")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"
