"""Typed links between two pages.

An app keeps its own rows (subclasses of :class:`RelationRow`), which are part of a page's draft.
When a page is saved, its live rows are projected into :class:`PageRelation`, the one table in which
both ends can be asked. A row may name a page that does not exist yet, or whose app is not
installed: it keeps the reference and shows nothing until the page is there.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Orderable

from os2site.conf import base_page_model_name


class RelationRow(Orderable):
    """Abstract row of a page's list of related pages; the subclass adds ``page`` (ParentalKey)."""

    #: What the link means; ``None`` takes the type of the page that it points at.
    relation_kind: ClassVar[str | None] = None

    target = models.ForeignKey(
        base_page_model_name(),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page"),
    )
    target_ref = models.CharField(
        _("waiting for"),
        max_length=300,
        blank=True,
        editable=False,
        help_text=_("Type and slug of a page that is not there yet, such as supplier/magenta."),
    )

    class Meta(Orderable.Meta):
        abstract = True

    def clean(self) -> None:
        """Require a page, or the reference to one that is awaited.

        :raises ValidationError: when the row points at nothing.
        """
        super().clean()
        if self.target_id is None and not self.target_ref:
            raise ValidationError({"target": _("Choose a page.")})

    def link_facts(self) -> dict[str, Any]:
        """What the link itself says (``roles``, ``note``, ``active``); subclasses extend it."""
        return {}


class PageRelation(models.Model):
    """Read model: a live link from one page to another. Written by the projection only."""

    source = models.ForeignKey(
        base_page_model_name(), on_delete=models.CASCADE, related_name="os2site_links_out"
    )
    target = models.ForeignKey(
        base_page_model_name(), on_delete=models.CASCADE, related_name="os2site_links_in"
    )
    kind = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        indexes = [
            models.Index(fields=["source", "kind"], name="os2site_rel_source"),
            models.Index(fields=["target", "kind"], name="os2site_rel_target"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} –{self.kind}→ {self.target_id}"
