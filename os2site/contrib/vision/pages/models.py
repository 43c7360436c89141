"""The concrete vision page on Wagtail's own page model."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Page

from os2site.contrib.vision.models import InitiativeProductRow, ItemRow
from os2site.contrib.vision.page_mixins import VisionPageMixin


class VisionPage(VisionPageMixin, Page):
    """Vision, mission and strategy."""

    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("vision page")
        verbose_name_plural = _("vision pages")


class VisionItem(ItemRow):
    """An item of a vision page."""

    page = ParentalKey(VisionPage, on_delete=models.CASCADE, related_name="items")

    class Meta(ItemRow.Meta):
        abstract = False
        # The editor's form checks this one; it doesn't check constraints of rows.
        unique_together = [("page", "slug")]


class VisionProduct(InitiativeProductRow):
    """A product of an initiative of a vision page."""

    page = ParentalKey(VisionPage, on_delete=models.CASCADE, related_name="products")
