"""Where the content pages meet Wagtail's administration."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from os2site.contrib.content.models import TypedFigure


class TypedFigureViewSet(SnippetViewSet):
    """Key figures that editors keep."""

    model = TypedFigure
    icon = "order"
    menu_label = _("Key figures")
    add_to_admin_menu = False
    list_display = ["title", "value", "unit", "as_of"]
    search_fields = ["title", "slug"]
    ordering = ["order"]


register_snippet(TypedFigureViewSet)
