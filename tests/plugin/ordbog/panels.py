"""The editor's start page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from os2site.page_types import get_page_model


class UnexplainedWords(Component):
    """Words that still lack a definition."""

    name = "ordbog_unexplained"
    template_name = "ordbog/panel.html"
    order = 250

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The words and the pages on which they can be edited."""
        model = get_page_model("ordbog")
        rows = model.words.rel.related_model.objects.filter(definition="").select_related("page")
        return {"words": list(rows.order_by("term")[:10])}


PANELS = (UnexplainedWords,)
