"""Concrete pages with questions and answers on Wagtail's own page model."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Page

from os2site.contrib.faq.models import FaqRelationRow
from os2site.contrib.faq.page_mixins import FaqIndexMixin, FaqPageMixin


class FaqIndexPage(FaqIndexMixin, Page):  # type: ignore[misc]
    """The page with all questions."""

    subpage_types = ["os2site_faq_pages.FaqPage"]

    class Meta:
        verbose_name = _("list of questions")
        verbose_name_plural = _("lists of questions")


class FaqPage(FaqPageMixin, Page):
    """A question with its answer."""

    parent_page_types = ["os2site_faq_pages.FaqIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")


class FaqRelation(FaqRelationRow):
    """A page related to a question."""

    page = ParentalKey(FaqPage, on_delete=models.CASCADE, related_name="related_pages")
