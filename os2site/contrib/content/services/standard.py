"""What an ordinary page shows around its body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from os2site.blocks.anchors import sections
from os2site.contrib.content.services.section_menu import section_menu
from os2site.page_types import find_page_model
from os2site.services.languages import localised
from os2site.services.menus import Link
from os2site.services.visibility import public_pages

if TYPE_CHECKING:
    from django.http import HttpRequest

#: Headings from which a list of contents helps more than it takes room.
CONTENTS_FROM = 4


def context(*, page: Any, request: HttpRequest) -> dict[str, Any]:
    """``sections`` (contents, empty for a short page), ``section_menu``, ``forms`` and ``related``
    links.
    """
    headings = sections(page.body)
    return {
        "sections": headings if len(headings) >= CONTENTS_FROM else (),
        "section_menu": section_menu(page=page, request=request),
        "forms": forms(page=page, request=request),
        "related": related(page=page, request=request),
        "is_preview": getattr(request, "is_preview", False),
    }


def forms(*, page: Any, request: HttpRequest) -> list[Link]:
    """Public application forms below the page, where the site has such: its next step."""
    model: Any = find_page_model("application")
    if model is None or not page.path:
        return []
    below = model._default_manager.child_of(page).filter(pk__in=public_pages().values("pk"))
    return [Link(form.title, form.get_url(request) or "") for form in below.order_by("path")]


def related(*, page: Any, request: HttpRequest) -> list[Link]:
    """Public related pages in the editors' order, in the page's language where translated."""
    rows = list(page.related.select_related("target") if page.pk else page.related.all())
    targets = localised(
        pages=[row.target for row in rows if row.target is not None],
        language=page.locale.language_code,
    )
    return [
        Link(targets[row.target_id].title, targets[row.target_id].get_url(request) or "")
        for row in rows
        if row.target_id in targets
    ]
