"""Calendar files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from os2site.services.visibility import is_public
from os2site_events.services.calendar import calendar_file, calendar_name, public_events
from os2site_events.services.list_links import CALENDAR_FACETS

if TYPE_CHECKING:
    from django.http import HttpRequest

CONTENT_TYPE = "text/calendar; charset=utf-8"


#: Longest value of a filter, and how many of one; nobody means more.
MAX_VALUE, MAX_VALUES = 120, 50


@require_safe
def calendar(request: HttpRequest, *, index: Any) -> HttpResponse:
    """Public events of an index page, narrowed by the filters of its list (all repeatable)."""
    facets = {name: _values(request, name) for name in CALENDAR_FACETS if name in request.GET}
    facets = {name: values for name, values in facets.items() if values}
    with translation.override(index.locale.language_code):
        content = calendar_file(
            events=public_events(index=index, facets=facets),
            name=calendar_name(index=index, facets=facets),
            request=request,
        )
    return _response(content, index.slug)


def _values(request: HttpRequest, name: str) -> list[str]:
    """What is chosen; a character that no database takes makes a value that nothing has."""
    given = dict.fromkeys(value[:MAX_VALUE] for value in request.GET.getlist(name) if value)
    return [value.replace("\x00", "\ufffd") for value in given][:MAX_VALUES]


@require_safe
def event_calendar(request: HttpRequest, *, event: Any) -> HttpResponse:
    """One event.

    :raises Http404: unless everyone may see it.
    """
    if not is_public(page=event):
        raise Http404("The event is not public")
    with translation.override(event.locale.language_code):
        content = calendar_file(events=[event], name=event.title, request=request)
    return _response(content, event.slug)


def _response(content: bytes, slug: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=CONTENT_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{slug}.ics"'},
    )
