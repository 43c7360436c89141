"""The pages that list others: where a section begins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.contrib.contenttypes.models import ContentType

from os2site.memo import per_request
from os2site.page_types import base_page_model, find_page_model
from os2site.plugins import registry
from os2site.rechecked import Rechecked, state_of
from os2site.services.visibility import public_pages

if TYPE_CHECKING:
    from wagtail.models import Page, Site

_pages: Final[Rechecked[Mapping[str, Page]]] = Rechecked(256)


@per_request
def index_pages(site: Site, language: str) -> Mapping[str, Page]:
    """Name of a page type → the first public page of it, for types that list others or have a feed.

    One query, and the pages are plain ones: what a link needs.
    """
    return _pages.get((state_of(site), language), lambda: _index_pages(site, language))


def _index_pages(site: Site, language: str) -> Mapping[str, Page]:
    names = {page_type.index for page_type in registry.page_types().values() if page_type.index}
    for __, feed in registry.contributions("feeds", site=site):
        names.add(getattr(feed, "index", ""))
    models = {name: model for name in names if (model := find_page_model(name)) is not None}
    types = ContentType.objects.get_for_models(*models.values())
    found: dict[int, Page] = {}
    pages = base_page_model()._default_manager.filter(
        content_type__in=types.values(), locale__language_code=language
    )
    for page in public_pages(site=site, pages=pages).select_related("locale").order_by("path"):
        found.setdefault(page.content_type_id, page)
    return {
        name: found[types[model].pk] for name, model in models.items() if types[model].pk in found
    }
