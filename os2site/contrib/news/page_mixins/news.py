"""What a piece of news holds, whichever base page model the host uses."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)

from os2site.blocks import body_blocks
from os2site.contrib.news.enums import NewsType, Priority
from os2site.contrib.news.services import news_page, schema
from os2site.models import ContentStreamField
from os2site.page_mixins import SitePageMixin, sharing_tab

if TYPE_CHECKING:
    from django.http import HttpRequest


class NewsPageMixin(SitePageMixin):
    """A piece of news. Concrete classes add the rows ``related_pages`` and ``tags``.

    Its date is the day of publication that visitors read. Wagtail's time of first publication is
    kept on that day, so that lists, feed and structured data say the same.
    """

    page_template = "os2site_news/news_page.html"
    og_type = "article"

    date = models.DateField(
        _("date"),
        default=timezone.localdate,
        help_text=_("The day of publication that visitors read. Lists show the newest first."),
    )
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
        _("author"), max_length=120, blank=True, help_text=_("A role, not a person's name.")
    )
    summary = models.TextField(
        _("summary"),
        max_length=400,
        blank=True,
        help_text=_("What happened, in one or two sentences. Lists and the feed show it."),
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
        help_text=_("For those who can't see it. Leave empty when the image only decorates."),
    )
    reading_minutes = models.PositiveSmallIntegerField(
        _("reading time in minutes"),
        null=True,
        blank=True,
        help_text=_("Leave empty to have it counted from the text."),
    )

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    TitleFieldPanel("title"),
                    FieldRowPanel([FieldPanel("date"), FieldPanel("news_type")]),
                    FieldPanel("summary"),
                    FieldPanel("body"),
                    MultiFieldPanel(
                        [FieldPanel("image"), FieldPanel("image_alt")], heading=_("Image")
                    ),
                ],
                heading=_("News item"),
            ),
            ObjectList(
                [
                    FieldPanel("tags"),
                    HelpPanel(
                        _(
                            "A product that you choose here also shows this news item on its own "
                            "page."
                        )
                    ),
                    InlinePanel("related_pages", heading=_("Related pages"), label=_("page")),
                ],
                heading=_("Connections"),
            ),
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("priority"), FieldPanel("author_role")]),
                    FieldPanel("reading_minutes"),
                    *SitePageMixin.origin_panels,
                ],
                heading=_("Details"),
            ),
            sharing_tab(),
        ]
    )

    class Meta:
        abstract = True

    @property
    def published_at(self) -> datetime.datetime:
        """When it was published: the time is known only where Wagtail published it that day."""
        first: datetime.datetime | None = self.first_published_at
        if first is not None and timezone.localdate(first) == self.date:
            return first
        return timezone.make_aware(datetime.datetime.combine(self.date, datetime.time()))

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save the page, its time of first publication on the day that visitors read."""
        if self.first_published_at is not None:  # type: ignore[has-type]
            self.first_published_at = self.published_at
        return super().save(*args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page's context with ``news``
        (:class:`os2site.contrib.news.services.news_page.NewsView`).
        """
        context = super().get_context(request, *args, **kwargs)
        context["news"] = news_page.build(page=self, request=request)
        return context

    def json_ld(self, request: HttpRequest) -> list[dict[str, Any]]:
        """The news as schema.org NewsArticle."""
        return [schema.news_article(page=self, request=request)]
