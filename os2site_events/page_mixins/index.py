"""The list of events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from os2site.page_mixins import ListingPageMixin
from os2site.services.subpages import Subpage, dressed
from os2site_events.services.list_links import CALENDAR_FILE, MONTH_PATH, list_links
from os2site_events.views import calendar as calendar_views
from os2site_events.views.month import month_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class EventIndexMixin(RoutablePageMixin, ListingPageMixin):
    """Lists events: those to come in the order in which they come, or those that are over."""

    page_template = "os2site_events/event_index_page.html"
    listed_types = ("event",)
    divided_by_time = True
    listed_facets = ("event_type", "date", "audience", "attendance", "region", "product")

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The list's context with ``links``, a ``ListLinks``: the other views of it."""
        context = super().get_context(request, *args, **kwargs)
        context["links"] = list_links(
            index_url=self.get_url(request) or "",  # type: ignore[attr-defined]
            query=context["listing"].query,
            month=None,
        )
        return context

    def subpage_context(self, request: HttpRequest, subpage: Subpage) -> dict[str, Any]:
        """The context of a subpage: that of a page, without the list."""
        page: Any = self  # A page of the host, whatever its base.
        context = super(ListingPageMixin, page).get_context(request)
        return dressed(context=context, page=page, request=request, subpage=subpage)

    # Wagtail ends every path that it routes with a slash; the address has none.
    @path(f"{CALENDAR_FILE}/", name="calendar")  # type: ignore[untyped-decorator]
    def calendar(self, request: HttpRequest) -> HttpResponse:
        """The events as a calendar that programs can subscribe to."""
        return calendar_views.calendar(request, index=self)

    @path(f"{MONTH_PATH}/<str:month>/", name="month")  # type: ignore[untyped-decorator]
    def serve_month(self, request: HttpRequest, month: str) -> HttpResponse:
        """The events of a month."""
        return month_page(request, index=self, month=month)
