"""Addresses below the list of members that search engines should know."""

from __future__ import annotations

from typing import Any

from os2site.contrib.members.services.on_map import SUBPAGE
from os2site.page_types import get_page_model
from os2site.services.sitemaps import SitemapSource


def _lists() -> Any:
    return get_page_model("member_index")._default_manager.all()


SITEMAPS = (SitemapSource(_lists, lambda page: (f"{SUBPAGE}/",)),)
