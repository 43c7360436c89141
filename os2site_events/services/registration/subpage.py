"""The head of a page below an event's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from os2site.services import seo
from os2site.services.menus import Link

if TYPE_CHECKING:
    from django.http import HttpRequest


def frame(request: HttpRequest, *, event: Any, title: str) -> dict[str, Any]:
    """Page, breadcrumbs and head of a page below an event's, which no search engine keeps."""
    above = seo.breadcrumbs(page=event)
    described = seo.describe(page=event, request=request, crumbs=above)
    return {
        "page": event,
        "title": title,
        "crumbs": [*above, Link(title, "")],
        "seo": replace(described, title=title, robots=seo.NOINDEX, alternates=[], json_ld=[]),
    }
