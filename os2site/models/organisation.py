"""Organisations: members, users of products, and others that pages name."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from os2site.enums import OrganisationType
from os2site.models.geography import Municipality, Region


class Organisation(models.Model):
    """An organisation by name. A user of a product need not be a member of the association."""

    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=160, unique=True)
    type = models.CharField(_("type"), max_length=20, choices=OrganisationType.choices, blank=True)
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("municipality"),
    )
    region = models.ForeignKey(
        Region,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("region"),
    )
    demo = models.BooleanField(
        _("example"), default=False, help_text=_("Invented, and shown with the mark Example.")
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("type"),
        FieldRowPanel([FieldPanel("municipality"), FieldPanel("region")]),
        FieldPanel("demo"),
        FieldPanel("slug"),
    ]

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
