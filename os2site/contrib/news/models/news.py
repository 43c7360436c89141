"""What a piece of news holds, whichever base page model the host uses."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)

from os2site.blocks import body_blocks
from os2site.contrib.news.enums import NewsType, Priority
from os2site.models import RelationRow
from os2site.models.fields import ContentStreamField
from os2site.page_mixins import ListingPageMixin, SitePageMixin


class NewsIndexMixin(ListingPageMixin):
    """Lists news, newest first."""

    page_template = "os2site_news/news_index_page.html"
    listed_types = ("news",)
    listed_facets = ("news_type", "year")

    class Meta:
        abstract = True


class NewsPageMixin(SitePageMixin):
    """A piece of news. Concrete classes add the rows ``related_pages`` and ``tags``."""

    page_template = "os2site_news/news_page.html"
    og_type = "article"

    date = models.DateField(_("date"), default=timezone.localdate)
    news_type = models.CharField(
        _("type"), max_length=30, choices=NewsType.choices, default=NewsType.NEWS
    )
    priority = models.CharField(
        _("priority"),
        max_length=10,
        choices=Priority.choices,
        blank=True,
        help_text=_("High is shown first on the front page while it is fresh."),
    )
    author_role = models.CharField(
        _("author"), max_length=120, blank=True, help_text=_("A role, not a person.")
    )
    summary = models.TextField(
        _("summary"), max_length=400, blank=True, help_text=_("What happened, in two sentences.")
    )
    body = ContentStreamField(body_blocks(), blank=True, verbose_name=_("text"))
    image = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("image"),
    )
    image_alt = models.CharField(
        _("description of the image"),
        max_length=200,
        blank=True,
        help_text=_("For those who can't see it. Empty when the image only decorates."),
    )
    reading_minutes = models.PositiveSmallIntegerField(_("reading time, minutes"), null=True, blank=True)

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("title"),
                    FieldRowPanel([FieldPanel("date"), FieldPanel("news_type")]),
                    FieldPanel("summary"),
                    FieldPanel("body"),
                    MultiFieldPanel(
                        [FieldPanel("image"), FieldPanel("image_alt")], heading=_("Image")
                    ),
                ],
                heading=_("News"),
            ),
            ObjectList(
                [
                    FieldPanel("tags"),
                    InlinePanel("related_pages", heading=_("Related pages"), label=_("page")),
                ],
                heading=_("Links"),
            ),
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("priority"), FieldPanel("author_role")]),
                    FieldPanel("reading_minutes"),
                    FieldPanel("slug"),
                    FieldPanel("seo_title"),
                    FieldPanel("search_description"),
                    *SitePageMixin.origin_panels,
                ],
                heading=_("Sharing"),
            ),
        ]
    )

    class Meta:
        abstract = True

    def json_ld(self, request: Any) -> list[dict[str, Any]]:
        """The news as schema.org NewsArticle."""
        return [
            {
                "@context": "https://schema.org",
                "@type": "NewsArticle",
                "headline": self.title,  # type: ignore[attr-defined]
                "description": self.summary,
                "datePublished": self.date.isoformat(),
                "url": self.full_url,  # type: ignore[attr-defined]
            }
        ]


class NewsRelationRow(RelationRow):
    """A product, supplier, event or guide that the news is about."""

    panels = [FieldPanel("target")]

    class Meta(RelationRow.Meta):
        abstract = True
        verbose_name = _("related page")
        verbose_name_plural = _("related pages")
