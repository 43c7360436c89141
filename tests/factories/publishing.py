"""Puts pages that tests made into the tree, as an editor does."""

from __future__ import annotations

from wagtail.models import Page

from os2site.search.projection import batch


def put_below(parent: Page, page: Page, *, live: bool = True) -> None:
    """Add the page below its parent with a first revision: published, or a draft.

    Search sees it once and not at each save, which keeps tests with many pages quick.
    """
    with batch():
        parent.add_child(instance=page)
        revision = page.save_revision()
        if live:
            revision.publish()
