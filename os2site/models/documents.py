"""Documents in one place, and the control header of guidance."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from os2site.conf import base_page_model_name
from os2site.enums import Access, DocumentState, DocumentType
from os2site.models.document_texts import DocumentText


class Document(models.Model):
    """A dated document of a product, an event, a group or the association (no page)."""

    title = models.CharField(_("title"), max_length=255)
    type = models.CharField(_("type"), max_length=20, choices=DocumentType.choices)
    date = models.DateField(_("date"), null=True, blank=True)
    version = models.CharField(_("version"), max_length=20, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=DocumentState.choices, default=DocumentState.DRAFT
    )
    access = models.CharField(
        _("who may read it"), max_length=20, choices=Access.choices, default=Access.PUBLIC
    )
    page = models.ForeignKey(
        base_page_model_name(),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("belongs to page"),
    )
    group = models.ForeignKey(
        "os2site.WorkingGroup",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("working group"),
    )
    file = models.ForeignKey(
        "wagtaildocs.Document",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("file"),
    )
    url = models.URLField(_("address"), blank=True, help_text=_("When the file is kept elsewhere."))
    demo = models.BooleanField(_("example"), default=False)

    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("type"), FieldPanel("date"), FieldPanel("version")]),
        FieldRowPanel([FieldPanel("state"), FieldPanel("access")]),
        FieldRowPanel([FieldPanel("page"), FieldPanel("group")]),
        FieldPanel("file"),
        FieldPanel("url"),
        FieldPanel("demo"),
    ]

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-date", "title"]
        permissions = [("read_for_members", _("Can read what is for members only"))]

    def __str__(self) -> str:
        return self.title

    @property
    def text_state(self) -> str:
        """Whether the file's text is found in search, in words, with the reason when not."""
        row = DocumentText.objects.filter(file=self.file_id).first() if self.file_id else None
        if row is None:
            return ""
        return " ".join(filter(None, [row.get_state_display(), row.get_reason_display()]))

    def clean(self) -> None:
        """Require at most one place for the file.

        :raises ValidationError: when both a file and an address are given.
        """
        if self.file_id and self.url:
            raise ValidationError({"url": _("Choose either a file or an address.")})


class DocumentControlMixin(models.Model):
    """Control header of the association's guidance: who owns it, which version, until when."""

    owner_role = models.CharField(
        _("owner"), max_length=120, blank=True, help_text=_("A role, not a person.")
    )
    approver_role = models.CharField(
        _("approver"), max_length=120, blank=True, help_text=_("A role, not a person.")
    )
    version = models.CharField(_("version"), max_length=20, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    revise_by = models.DateField(
        _("revise by"),
        null=True,
        blank=True,
        help_text=_("Editors are reminded when this day has passed."),
    )
    control_state = models.CharField(
        _("state"), max_length=20, choices=DocumentState.choices, default=DocumentState.DRAFT
    )

    control_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("owner_role"), FieldPanel("approver_role")]),
                FieldRowPanel([FieldPanel("version"), FieldPanel("control_state")]),
                FieldRowPanel([FieldPanel("approved_on"), FieldPanel("revise_by")]),
            ],
            heading=_("Document control"),
        )
    ]

    class Meta:
        abstract = True

    def is_overdue(self, *, today: datetime.date | None = None) -> bool:
        """Whether the day for revision has passed."""
        today = today or timezone.localdate()
        return self.revise_by is not None and self.revise_by < today
