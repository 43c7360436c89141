"""The head of a page below an event's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from os2site.services.subpages import Subpage, dressed
from os2site_events.services.registration.addresses import FORM

if TYPE_CHECKING:
    from django.http import HttpRequest


def frame(request: HttpRequest, *, event: Any, title: str) -> dict[str, Any]:
    """Page, breadcrumbs and head of a page below an event's, which no search engine keeps."""
    subpage = Subpage(FORM, title, listed=False)
    return {"title": title, **dressed(context={}, page=event, request=request, subpage=subpage)}
