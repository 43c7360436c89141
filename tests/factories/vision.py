"""Vision pages for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wagtail.models import Page, Site

from os2site.contrib.vision.pages.models import VisionItem, VisionPage, VisionProduct

#: Wagtail's pages have no annotations.
VISION: Any = VisionPage


def make_vision(
    *items: Mapping[str, Any],
    products: Sequence[tuple[str, Page]] = (),
    live: bool = True,
    **values: Any,
) -> VisionPage:
    """A vision page with these items; ``products`` are pairs of an initiative's slug and a page."""
    root = Page.objects.get(pk=Site.objects.get(is_default_site=True).root_page_id)
    values = {"title": "Vision", "slug": "vision", **values}
    page: Any = VISION(live=False, locale=root.locale, **values)
    page.items = [
        VisionItem(sort_order=number, **{"title": item["slug"].title(), **item})
        for number, item in enumerate(items)
    ]
    page.products = [
        VisionProduct(initiative=slug, target=target, sort_order=number)
        for number, (slug, target) in enumerate(products)
    ]
    root.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    saved: VisionPage = VisionPage.objects.get(pk=page.pk)
    return saved
