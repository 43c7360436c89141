"""What the site remembers of its own upkeep."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

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
