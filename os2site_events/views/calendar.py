"""Calendar files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from os2site.services.visibility import is_public
from os2site_events.enums import EventType
from os2site_events.services.calendar import calendar_file, public_events

if TYPE_CHECKING:
    from django.http import HttpRequest

CONTENT_TYPE = "text/calendar; charset=utf-8"


@require_safe
def calendar(request: HttpRequest, *, index: Any) -> HttpResponse:
    """Public events of an index page; ``event_type`` (repeatable) narrows them.

    An unknown type is ignored, as filters of a list are, so that an old subscription lives on.
    """
    given = request.GET.getlist("event_type")
    types = [value for value in EventType.values if value in given]
    events = public_events(index=index, types=types) if types or not given else []
    with translation.override(index.locale.language_code):
        content = calendar_file(events=events, name=index.title, request=request)
    return _response(content, index.slug)


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
