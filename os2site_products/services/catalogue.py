"""The list of repositories that the EU's catalogue of open source collects: name and address."""

from __future__ import annotations

from typing import Any

from os2site.page_types import get_page_model
from os2site.services.visibility import public_pages, site_of


def repositories(*, index: Any) -> list[dict[str, str]]:
    """Public products of the list's language that have a repository, by name: two queries.

    Invented examples are left out, because others would take them for software.
    """
    site = site_of(page=index)
    if site is None:
        return []
    pages = get_page_model("product")._default_manager.filter(locale_id=index.locale_id, demo=False)
    found = public_pages(site=site, pages=pages).order_by("title", "pk")
    return [
        {"name": title, "git_url": urls[0]}
        for title, urls in found.values_list("title", "repository_urls")
        if urls
    ]
