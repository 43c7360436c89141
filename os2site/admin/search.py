"""The menu "Search": what visitors search for, and what editors do about it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from os2site.admin.glossary import GlossaryViewSet
from os2site.admin.promotions import PromotedViewSet
from os2site.admin.searches import SearchesViewSet
from os2site.admin.word_rules import WordRuleViewSet


class SearchGroup(SnippetViewSetGroup):
    """The menu."""

    items = (SearchesViewSet, PromotedViewSet, GlossaryViewSet, WordRuleViewSet)
    # Wagtail has a field "Search" at the top of the same menu.
    menu_label = _("Site search")
    menu_name = "os2site-search"
    menu_icon = "search"
    menu_order = 510
