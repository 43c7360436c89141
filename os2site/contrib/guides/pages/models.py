"""Concrete guidance pages on Wagtail's own page model."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Page

from os2site.contrib.guides.models import GuideRelationRow
from os2site.contrib.guides.page_mixins import GuideIndexMixin, GuidePageMixin


class GuideIndexPage(GuideIndexMixin, Page):  # type: ignore[misc]
    """The list of guides."""

    subpage_types = ["os2site_guides_pages.GuidePage"]

    class Meta:
        verbose_name = _("guide list")
        verbose_name_plural = _("guide lists")


class GuidePage(GuidePageMixin, Page):
    """A guide."""

    parent_page_types = ["os2site_guides_pages.GuideIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")


class GuideRelation(GuideRelationRow):
    """A page related to a guide."""

    page = ParentalKey(GuidePage, on_delete=models.CASCADE, related_name="related_pages")
