"""Working groups: people show as roles and organisations only."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from os2site.enums import GroupStatus, GroupType
from os2site.models.organisation import Organisation


class WorkingGroup(models.Model):
    """A group around one or more products; pages point at it, so that a group can span products."""

    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=160)
    type = models.CharField(_("type"), max_length=30, choices=GroupType.choices)
    status = models.CharField(
        _("status"), max_length=30, choices=GroupStatus.choices, default=GroupStatus.UNKNOWN
    )
    note = models.TextField(_("note"), blank=True)
    mandate = models.TextField(_("terms of reference"), blank=True)
    organisations = models.ManyToManyField(
        Organisation, blank=True, related_name="groups", verbose_name=_("organisations")
    )
    demo = models.BooleanField(_("example"), default=False)

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("type"), FieldPanel("status")]),
        FieldPanel("note"),
        FieldPanel("mandate"),
        FieldPanel("organisations"),
        FieldPanel("demo"),
        FieldPanel("slug"),
    ]

    class Meta:
        verbose_name = _("working group")
        verbose_name_plural = _("working groups")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
