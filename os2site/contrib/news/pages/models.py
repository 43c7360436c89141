"""Concrete news pages on Wagtail's own page model."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.models import Page

from os2site.contrib.news.models import NewsRelationRow
from os2site.contrib.news.page_mixins import NewsIndexMixin, NewsPageMixin


class NewsIndexPage(NewsIndexMixin, Page):  # type: ignore[misc]
    """The list of news."""

    subpage_types = ["os2site_news_pages.NewsPage"]

    class Meta:
        verbose_name = _("news list")
        verbose_name_plural = _("news lists")


class NewsTag(ItemBase):
    """A tag on a piece of news."""

    # taggit queries over this name: with "+", two apps would get each other's tags.
    tag = models.ForeignKey(
        "taggit.Tag", related_name="os2site_tagged_news", on_delete=models.CASCADE
    )
    content_object = ParentalKey(
        "os2site_news_pages.NewsPage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class NewsPage(NewsPageMixin, Page):  # type: ignore[misc]
    """A piece of news."""

    tags = ClusterTaggableManager(
        through=NewsTag,
        blank=True,
        verbose_name=_("tags"),
        help_text=_("Words that visitors use for it, separated by commas."),
    )

    parent_page_types = ["os2site_news_pages.NewsIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")


class NewsRelation(NewsRelationRow):
    """A page that a piece of news is about."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="related_pages")
