"""Rules and figures of the economy, as the association states them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, TitleFieldPanel
from wagtail.admin.widgets.slug import SlugInput

from os2site.models import LinesField


class EconomyRule(models.Model):
    """A rule or a figure: the membership fee, a size class, an account."""

    slug = models.SlugField(
        _("slug"),
        max_length=80,
        unique=True,
        help_text=_("The rule kontingent gives the membership fee that product pages name."),
    )
    type = models.CharField(
        _("type"), max_length=40, help_text=_("Such as regel, noegletal or eksempel.")
    )
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))
    #: Machine-readable form of the rule; amounts are whole currency units.
    values = models.JSONField(
        _("values"),
        null=True,
        blank=True,
        help_text=_('For computing, as JSON, such as {"amount": 25000}. Leave empty if in doubt.'),
    )
    order = models.PositiveIntegerField(_("order"), default=0)
    sources = LinesField(_("sources"))
    demo = models.BooleanField(_("example"), default=False)

    panels = [
        TitleFieldPanel("title"),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("type"), FieldPanel("order")]),
        FieldPanel("values"),
        FieldPanel("sources"),
        FieldPanel("demo"),
        FieldPanel("slug", widget=SlugInput),
    ]

    class Meta:
        verbose_name = _("rule of the economy")
        verbose_name_plural = _("rules of the economy")
        ordering = ["order", "slug"]

    def __str__(self) -> str:
        return self.title
