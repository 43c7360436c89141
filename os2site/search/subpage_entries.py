"""Entries for what views show below a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from os2site.search.types import EntryDraft

if TYPE_CHECKING:
    from os2site.services.subpages import Subpage

#: What stands below a list is a way to look at it, and no answer itself.
VIEW_BOOST = 0.7


def subpage_entry(*, page: Any, subpage: Subpage) -> EntryDraft:
    """What is found of a subpage: its head, told apart from others' by the page's slug."""
    return EntryDraft(
        title=subpage.title,
        slug=f"{page.slug}-{subpage.slug}",
        summary=subpage.description,
        path=subpage.slug,
        boost=VIEW_BOOST,
        card={"meta": page.title},
    )
