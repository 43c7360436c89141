"""Concrete content pages on Wagtail's own page model."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Page

from os2site.contrib.content.models import (
    HomeActionRow,
    HomeExampleRow,
    HomeReasonRow,
    RelatedRow,
    SectionRow,
)
from os2site.contrib.content.page_mixins import (
    HomePageMixin,
    OrganisationPageMixin,
    StandardPageMixin,
)


class HomePage(HomePageMixin, Page):
    """The front page of a site."""

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class HomeExample(HomeExampleRow):
    """A search example of a home page."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="examples")


class HomeReason(HomeReasonRow):
    """A reason on a home page."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="reasons")


class HomeAction(HomeActionRow):
    """A button on a home page."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="actions")


class StandardPage(StandardPageMixin, Page):
    """A page of running text."""

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")


class StandardRelated(RelatedRow):
    """A page related to a page."""

    page = ParentalKey(StandardPage, on_delete=models.CASCADE, related_name="related")


class OrganisationPage(OrganisationPageMixin, Page):
    """The page about the organisation."""

    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("page about the organisation")
        verbose_name_plural = _("pages about the organisation")


class OrganisationSection(SectionRow):
    """A section of the page about the organisation."""

    page = ParentalKey(OrganisationPage, on_delete=models.CASCADE, related_name="sections")

    class Meta(SectionRow.Meta):
        abstract = False
        # The editor's form checks this one; it doesn't check constraints of rows.
        unique_together = [("page", "slug")]
