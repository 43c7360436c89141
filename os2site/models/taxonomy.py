"""Open vocabularies that editors own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Locale, TranslatableMixin

if TYPE_CHECKING:
    from django.db.models import QuerySet


class Term(TranslatableMixin, models.Model):
    """A word of a vocabulary, such as the category ``borger`` or the technology ``postgresql``.

    The slug is what addresses, facets and import files use, and is the same in each language.
    """

    vocabulary = models.SlugField(
        _("vocabulary"), max_length=40, help_text=_("Such as category, service or technology.")
    )
    slug = models.SlugField(_("slug"), max_length=80)
    title = models.CharField(_("title"), max_length=160)
    description = models.TextField(_("description"), blank=True)
    note = models.TextField(_("internal note"), blank=True)
    order = models.PositiveIntegerField(_("order"), default=0)
    #: Facts of single vocabularies (number of criteria of a level, citizens of a size class).
    attributes = models.JSONField(_("further facts"), default=dict, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("vocabulary"), FieldPanel("slug")]),
        FieldPanel("title"),
        FieldPanel("description"),
        FieldPanel("order"),
        FieldPanel("note"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["vocabulary", "order", "title"]
        unique_together = [
            ("translation_key", "locale"),
            ("vocabulary", "slug", "locale"),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def source_terms(cls, terms: QuerySet[Term]) -> QuerySet[Term]:
        """Each word once: in the site's first language, or as it is where that has it not.

        These are what pages point at, also pages in other languages.
        """
        first = Locale.get_default()
        same = cls.objects.filter(
            locale=first, vocabulary=OuterRef("vocabulary"), slug=OuterRef("slug")
        )
        return terms.filter(Q(locale=first) | ~Exists(same))
