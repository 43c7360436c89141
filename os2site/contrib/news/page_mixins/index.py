"""The list of news, which also serves the feed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from os2site.contrib.news.services import feed
from os2site.page_mixins import ListingPageMixin

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class NewsIndexMixin(RoutablePageMixin, ListingPageMixin):
    """Lists news, newest first, and offers them as RSS below its own address."""

    page_template = "os2site_news/news_index_page.html"
    listed_types = ("news",)
    listed_facets = ("news_type", "year")
    default_sort = "date"

    class Meta:
        abstract = True

    @path("feed/", name="feed")  # type: ignore[untyped-decorator]
    def serve_feed(self, request: HttpRequest) -> HttpResponse:
        """The newest news as RSS."""
        return feed.respond(index=self, request=request)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The list's context with ``feed_url``."""
        context = super().get_context(request, *args, **kwargs)
        context["feed_url"] = f"{self.get_url(request) or ''}feed/"  # type: ignore[attr-defined]
        return context
