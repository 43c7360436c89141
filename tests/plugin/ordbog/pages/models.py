"""The concrete glossary page on Wagtail's own page model."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Page

from ordbog.models import GlossaryPageMixin, WordRow


class GlossaryPage(GlossaryPageMixin, Page):
    """A page that explains words."""

    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("glossary")
        verbose_name_plural = _("glossaries")


class Word(WordRow):
    """A word of a glossary."""

    page = ParentalKey(GlossaryPage, on_delete=models.CASCADE, related_name="words")
