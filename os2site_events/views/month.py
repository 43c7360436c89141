"""The month view of the list of events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from os2site.services.subpages import Subpage
from os2site_events.services import month as months
from os2site_events.services.list_links import MONTH_PATH, read_month

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def month_page(request: HttpRequest, *, index: Any, month: str) -> HttpResponse:
    """The events of a month as a table.

    :raises Http404: for what is no month, and for one that no calendar needs.
    """
    first = read_month(month)
    if first is None:
        raise Http404("Not a month")
    view = months.build(index=index, request=request, month=first)
    subpage = Subpage(
        f"{MONTH_PATH}/{month}",
        view.title,
        view.title,
        # Months go on for ever: crawlers keep those that have something.
        listed=bool(view.listing.results.total) and not request.GET,
        crumb=months.month_name(first),
    )
    context = index.subpage_context(request, subpage)
    context.update(month=view, listing=view.listing, links=view.links)
    return TemplateResponse(request, "os2site_events/event_month_page.html", context)
