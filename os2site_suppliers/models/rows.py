"""Rows of a supplier page. The concrete classes add ``page``, a ParentalKey to the host's page."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from os2site.models import LinesField, RelationRow
from os2site.page_mixins import PageOfTypePanel, TermSlugsSelect


class OfferedProductRow(RelationRow):
    """A product that the supplier says it delivers services on."""

    relation_kind = "offers"

    roles = LinesField(
        _("roles"),
        help_text=_("What they do for it, as the supplier says."),
    )
    source = models.CharField(
        _("source"), max_length=300, blank=True, help_text=_("Who says so, or a web address.")
    )
    stated_on = models.DateField(_("stated on"), null=True, blank=True)
    verified_on = models.DateField(
        _("verified on"),
        null=True,
        blank=True,
        help_text=_("When somebody other than the supplier confirmed it. Empty: not verified."),
    )

    panels = [
        PageOfTypePanel("target", page_type="product", heading=_("Product")),
        FieldPanel("roles", widget=TermSlugsSelect(vocabulary="service")),
        FieldRowPanel([FieldPanel("stated_on"), FieldPanel("verified_on")]),
        FieldPanel("source"),
    ]

    class Meta(RelationRow.Meta):
        abstract = True
        verbose_name = _("product")
        verbose_name_plural = _("products")


class CaseRow(Orderable):
    """A reference: something that the supplier has delivered, in a few words."""

    title = models.CharField(_("title"), max_length=200)
    customer = models.CharField(
        _("customer"), max_length=160, blank=True, help_text=_("An organisation, not a person.")
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    text = models.TextField(_("text"), blank=True)

    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("customer"), FieldPanel("year")]),
        FieldPanel("text"),
    ]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("reference")
        verbose_name_plural = _("references")
