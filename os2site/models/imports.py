"""Imports that somebody started in the administration: preview, what was written, and undo."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ImportState(models.TextChoices):
    """How far an import has come."""

    READING = "laeses", _("Is being read")
    PREVIEWED = "vist", pgettext_lazy("import", "Preview")
    REFUSED = "fejl", _("Has errors")
    RUNNING = "koerer", _("Is being imported")
    DONE = "importeret", _("Imported")
    UNDOING = "fortrydes", _("Is being undone")
    UNDONE = "fortrudt", _("Undone")
    FAILED = "mislykket", _("Failed")


#: States in which a task is at work.
AT_WORK = frozenset({ImportState.READING, ImportState.RUNNING, ImportState.UNDOING})


class ImportJob(models.Model):
    """One import. What it would change, or has changed, are its records."""

    kind = models.CharField(_("kind"), max_length=40)
    file_name = models.CharField(_("file"), max_length=200)
    digest = models.CharField(max_length=64)
    update_existing = models.BooleanField(_("change what is there"), default=False)
    state = models.CharField(
        _("state"), max_length=12, choices=ImportState.choices, default=ImportState.READING
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    created_at = models.DateTimeField(_("started"), default=timezone.now, db_index=True)
    finished_at = models.DateTimeField(_("imported"), null=True)
    undone_at = models.DateTimeField(_("undone"), null=True)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    created = models.PositiveIntegerField(_("new"), default=0)
    updated = models.PositiveIntegerField(_("changed"), default=0)
    skipped = models.PositiveIntegerField(_("unchanged"), default=0)
    error_count = models.PositiveIntegerField(_("errors"), default=0)
    #: The first of them: number, field, reason.
    errors = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    #: What the preview showed; an import that would do something else is not carried out.
    plan_digest = models.CharField(max_length=64, blank=True)
    #: Why it failed.
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "-pk"]
        default_permissions = ("add",)

    def __str__(self) -> str:
        return f"{self.kind}: {self.file_name}"


class ImportFile(models.Model):
    """The file of an import until it is carried out or a day old.

    In the database and not among the uploaded files, which have addresses: it may hold drafts.
    """

    job = models.OneToOneField(ImportJob, on_delete=models.CASCADE, related_name="file")
    content = models.BinaryField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.job_id)


class UndoState(models.TextChoices):
    """What undo made of a record."""

    UNDONE = "fortrudt", _("Undone")
    KEPT = "beholdt", _("Kept")


class ImportedRecord(models.Model):
    """A record that an import makes or changes."""

    job = models.ForeignKey(ImportJob, on_delete=models.CASCADE, related_name="records")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=600)
    is_new = models.BooleanField()
    #: ``[field, before, after]`` for each field that differs, as texts of a file's cells.
    fields = models.JSONField(default=list)
    #: The row in a file's words, to go back to where there is no revision.
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    page_id = models.BigIntegerField(null=True)
    #: ``{"latest", "live_revision", "live"}`` of the page before the import.
    page_before = models.JSONField(null=True)
    revision_after = models.BigIntegerField(null=True)
    undo = models.CharField(max_length=10, choices=UndoState.choices, blank=True)
    undo_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["number", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["job", "number"], name="os2site_imported_number")]

    def __str__(self) -> str:
        return self.key
