"""The pages about the community that list each other beside their text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from os2site.page_types import find_page_model
from os2site.services.menus import Link
from os2site.services.visibility import public_pages

if TYPE_CHECKING:
    from django.http import HttpRequest


def section_menu(*, page: Any, request: HttpRequest) -> Sequence[Link]:
    """Public siblings of ``page`` that editors put in the section menu, in the tree's order.

    The page about the organisation opens it. Empty unless ``page`` itself is in it.
    """
    organisation_model, page_model = find_page_model("organisation"), find_page_model("page")
    is_listed = getattr(page, "in_section_menu", False)
    if organisation_model is not None and isinstance(page, organisation_model):
        is_listed = True
    parent = page.get_parent()
    if not is_listed or parent is None:
        return ()
    found: list[tuple[Any, str]] = []
    if organisation_model is not None:
        rows = organisation_model._default_manager.child_of(parent)
        found += [
            (item, _("The organisation")) for item in public_pages(pages=rows).order_by("path")
        ]
    if page_model is not None:
        rows = page_model._default_manager.child_of(parent).filter(in_section_menu=True)
        found += [(item, item.title) for item in public_pages(pages=rows).order_by("path")]
    return tuple(
        Link(title, item.get_url(request) or "", current=item.pk == page.pk)
        for item, title in found
    )
