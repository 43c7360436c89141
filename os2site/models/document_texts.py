"""The text of uploaded files, for search."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class TextState(models.TextChoices):
    """How far the reading of a file is."""

    WAITING = "waiting", _("Not read yet")
    READ = "read", _("Can be found in search")
    EMPTY = "empty", _("Has no text (a scan?)")
    UNREADABLE = "unreadable", _("Could not be read")


class Unreadable(models.TextChoices):
    """Why a file could not be read, in words for whoever uploaded it."""

    WRONG_TYPE = "wrong_type", _("The content is not what the file name says.")
    ENCRYPTED = "encrypted", _("The file is protected by a password.")
    DAMAGED = "damaged", _("The file is damaged or empty.")
    TOO_LARGE = "too_large", _("The file is too large, or becomes too large when it is unpacked.")
    TOO_SLOW = "too_slow", _("The file takes too long to read.")
    MISSING = "missing", _("The file can't be fetched from where it is stored.")


class DocumentText(models.Model):
    """Text of an uploaded file, taken out once for each content of it.

    Says nothing of who may read it: what comes into search is decided when a page is projected.
    """

    file = models.OneToOneField(
        "wagtaildocs.Document", on_delete=models.CASCADE, related_name="os2site_text"
    )
    #: Which upload it belongs to; another one than the file's means that it must be read anew.
    source = models.CharField(max_length=300)
    #: SHA-256 of the bytes that were read, so that copies of a file are read once.
    content_hash = models.CharField(max_length=64, blank=True, db_index=True)
    state = models.CharField(
        max_length=20, choices=TextState.choices, default=TextState.WAITING, db_index=True
    )
    reason = models.CharField(max_length=20, choices=Unreadable.choices, blank=True)
    text = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    #: When a file that waits is tried next.
    available_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("text of a file")
        verbose_name_plural = _("texts of files")

    def __str__(self) -> str:
        return f"{self.file_id}: {self.state}"
