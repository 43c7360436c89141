"""Where the site says who uses what: that is an app of its own, which may not be there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from os2site.services.indexes import index_pages
from os2site.services.visibility import site_of

if TYPE_CHECKING:
    from django.http import HttpRequest


def adoption_url(*, page: Any, request: HttpRequest) -> str:
    """Address of the page on adoption in the language of ``page``, empty where there is none.

    A list of products that has one names it in ``adoption_path``.
    """
    site = site_of(page=page)
    if site is None:
        return ""
    index = index_pages(site, page.locale.language_code).get("product_index")
    path = getattr(index.specific_class, "adoption_path", "") if index is not None else ""
    url = index.get_url(request) if index is not None else None
    return f"{url}{path}" if url and path else ""
