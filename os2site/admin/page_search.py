"""The name of what Wagtail's search in pages finds."""

from __future__ import annotations

from typing import Any

from wagtail.admin.views.pages.search import SearchView

from os2site.page_types import base_page_model


def register() -> None:
    """Let the heading of the results say "pages": Wagtail names nothing there and shows "None"."""
    options = base_page_model()._meta
    view: Any = SearchView
    view.verbose_name = options.verbose_name
    view.verbose_name_plural = options.verbose_name_plural
