"""Denmark's regions and municipalities, as data: regions have been merged before."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from os2site.enums import SizeClass
from os2site.models.fields import LinesField


class Region(models.Model):
    """A region. "Hovedstaden" and "Region Hovedstaden" are the same one."""

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name = models.CharField(_("short name"), max_length=80, unique=True)
    full_name = models.CharField(_("full name"), max_length=100)

    panels = [FieldRowPanel([FieldPanel("name"), FieldPanel("full_name")]), FieldPanel("slug")]

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.full_name


class Municipality(models.Model):
    """One of the 98 municipalities. ``member`` is empty when no source says either way."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=100)
    short_name = models.CharField(_("short name"), max_length=80)
    code = models.CharField(
        _("municipality code"), max_length=4, unique=True, help_text=_("Three digits, such as 101.")
    )
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="municipalities", verbose_name=_("region")
    )
    population = models.PositiveIntegerField(
        _("population"),
        null=True,
        blank=True,
        help_text=_("From Statistics Denmark (table BY2). Leave empty when unknown."),
    )
    size_class = models.CharField(
        _("size class"), max_length=20, choices=SizeClass.choices, blank=True
    )
    member = models.BooleanField(_("member"), null=True, blank=True)
    member_basis = models.CharField(_("basis of the membership"), max_length=255, blank=True)
    member_sources = LinesField(_("sources"))

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("short_name")]),
        FieldRowPanel([FieldPanel("code"), FieldPanel("region")]),
        FieldRowPanel([FieldPanel("population"), FieldPanel("size_class")]),
        FieldPanel("member"),
        FieldPanel("member_basis"),
        FieldPanel("member_sources"),
        FieldPanel("slug"),
    ]

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["short_name"]

    def __str__(self) -> str:
        return self.name
