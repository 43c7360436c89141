"""The words of the field: what search expands, corrects and explains."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel

from os2site.models.fields import LinesField


class GlossaryEntry(models.Model):
    """A concept with its names.

    ``synonyms`` and ``abbreviations`` mean the same as ``preferred``, in both directions.
    ``oneway`` words are found by a search for ``preferred`` but do not pull it in. ``related`` is
    for "see also" only. ``misspellings`` are read as ``preferred``.
    """

    slug = models.SlugField(_("slug"), max_length=80)
    language = models.CharField(_("language"), max_length=12, default="da")
    preferred = models.CharField(_("preferred word"), max_length=120)
    synonyms = LinesField(_("synonyms"), help_text=_("Mean the same, in both directions."))
    abbreviations = LinesField(_("abbreviations"))
    oneway = LinesField(
        _("narrower words"),
        help_text=_("Found by a search for the preferred word, but not the other way round."),
    )
    related = LinesField(_("see also"), help_text=_("Shown to readers; search doesn't use them."))
    misspellings = LinesField(_("misspellings"), help_text=_("Read as the preferred word."))
    definition = models.TextField(_("definition"), blank=True)
    categories = LinesField(_("needs"), help_text=_("Slugs, one on each line."))
    products = LinesField(_("products"), help_text=_("Slugs, one on each line."))
    note = models.TextField(_("internal note"), blank=True)
    demo = models.BooleanField(_("example"), default=False)
    #: Tells search when to read the words anew.
    updated_at = models.DateTimeField(auto_now=True)

    panels = [
        HelpPanel(
            _("Visitors use other words than we do. What you enter here is in force at once.")
        ),
        FieldPanel("preferred"),
        FieldPanel("definition"),
        MultiFieldPanel(
            [
                FieldPanel("synonyms"),
                FieldPanel("abbreviations"),
                FieldPanel("oneway"),
                FieldPanel("misspellings"),
            ],
            heading=_("Words in search"),
        ),
        MultiFieldPanel(
            [FieldPanel("related"), FieldPanel("categories"), FieldPanel("products")],
            heading=_("Belongs with"),
        ),
        FieldPanel("note"),
        FieldRowPanel([FieldPanel("slug"), FieldPanel("language")]),
    ]

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words in search")
        ordering = ["preferred"]
        constraints = [
            models.UniqueConstraint(fields=["language", "slug"], name="os2site_glossary_slug_once")
        ]

    def __str__(self) -> str:
        return self.preferred
