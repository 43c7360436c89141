"""The list of events."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from os2site.page_mixins import ListingPageMixin
from os2site_events.views import calendar as calendar_views


class EventIndexMixin(RoutablePageMixin, ListingPageMixin):
    """Lists events: those to come in the order in which they come, or those that are over."""

    page_template = "os2site_events/event_index_page.html"
    listed_types = ("event",)
    divided_by_time = True
    listed_facets = ("event_type", "date", "audience", "attendance", "region", "product")

    class Meta:
        abstract = True

    # Wagtail ends every path that it routes with a slash; the address has none.
    @path("kalender.ics/", name="calendar")  # type: ignore[untyped-decorator]
    def calendar(self, request: HttpRequest) -> HttpResponse:
        """The events as a calendar that programs can subscribe to."""
        return calendar_views.calendar(request, index=self)
