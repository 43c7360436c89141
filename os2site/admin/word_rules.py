"""List and forms of the rules for words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from os2site.admin.base_data import BaseDataViewSet
from os2site.models import WordRule


class WordRuleViewSet(BaseDataViewSet):
    """Compounds, base forms and stop words."""

    model = WordRule
    icon = "edit"
    menu_label = _("Word lists")
    list_display = ["word", "get_kind_display", "value", "language", "note"]
    list_filter = ["kind", "language"]
    list_export = ["language", "word", "kind", "value", "note"]
    search_fields = ["word", "value", "note"]
    ordering = ["word"]
