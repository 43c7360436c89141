"""Lists and forms for the records that siblings share, gathered in the menu "Base data"."""

from __future__ import annotations

from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import HelpPanel
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from os2site.models import Document, Municipality, Organisation, Region, Term, WorkingGroup

#: First characters with which a spreadsheet runs a text as a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(value: Any) -> Any:
    """A cell that no spreadsheet runs: texts that look like a formula get an apostrophe."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


class BaseDataIndexView(IndexView):
    """A list whose export can be opened without running what editors or suppliers wrote."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        return harmless(super().preprocess_field_value(field, value, export_format))


class BaseDataViewSet(SnippetViewSet):
    """What all of the lists have in common."""

    index_view_class = BaseDataIndexView
    list_per_page = 50


class TermViewSet(BaseDataViewSet):
    """Words of the vocabularies."""

    model = Term
    icon = "tag"
    menu_label = _("Terms")
    list_display = ["title", "vocabulary", "slug", "order"]
    list_filter = ["vocabulary"]
    list_export = ["vocabulary", "slug", "title", "description", "order", "locale"]
    search_fields = ["title", "slug", "description"]
    ordering = ["vocabulary", "order", "title"]


class RegionViewSet(BaseDataViewSet):
    """Regions."""

    model = Region
    icon = "globe"
    list_display = ["full_name", "name", "slug"]
    list_export = ["slug", "name", "full_name"]
    search_fields = ["name", "full_name"]
    ordering = ["name"]


class MunicipalityViewSet(BaseDataViewSet):
    """Municipalities."""

    model = Municipality
    icon = "home"
    list_display = ["name", "code", "region", "population", "size_class", "member"]
    list_filter = ["region", "size_class", "member"]
    list_export = ["code", "name", "region", "population", "size_class", "member", "member_basis"]
    search_fields = ["name", "short_name", "code"]
    ordering = ["short_name"]


class OrganisationViewSet(BaseDataViewSet):
    """Organisations."""

    model = Organisation
    icon = "group"
    list_display = ["name", "type", "municipality", "region", "demo"]
    list_filter = ["type", "region", "demo"]
    list_export = ["slug", "name", "type", "municipality", "region", "demo"]
    search_fields = ["name", "slug"]
    ordering = ["name"]


class WorkingGroupViewSet(BaseDataViewSet):
    """Working groups."""

    model = WorkingGroup
    icon = "user"
    list_display = ["name", "type", "status", "demo"]
    list_filter = ["type", "status", "demo"]
    list_export = ["slug", "name", "type", "status", "note", "demo"]
    search_fields = ["name", "slug", "note"]
    ordering = ["name"]


class TextStatePanel(HelpPanel):
    """Whether the text of a document's file is found in search, and why not."""

    class BoundPanel(HelpPanel.BoundPanel):
        def __init__(self, **options: Any) -> None:
            super().__init__(**options)
            self.content = escape(self.instance.text_state)

        def is_shown(self) -> bool:
            return bool(self.content)


class DocumentViewSet(BaseDataViewSet):
    """Documents of products, groups and the association."""

    model = Document
    icon = "doc-full"
    panels = [*Document.panels, TextStatePanel(heading=_("The file's text"))]
    list_display = ["title", "type", "date", "version", "state", "access", "group"]
    list_filter = ["type", "state", "access", "group", "demo"]
    list_export = ["title", "type", "date", "version", "state", "access", "group", "page", "url"]
    search_fields = ["title", "version"]
    ordering = ["-date", "title"]


class BaseDataGroup(SnippetViewSetGroup):
    """The menu."""

    items = (
        TermViewSet,
        OrganisationViewSet,
        WorkingGroupViewSet,
        DocumentViewSet,
        MunicipalityViewSet,
        RegionViewSet,
    )
    menu_label = _("Base data")
    menu_name = "base-data"
    menu_icon = "table"
    menu_order = 500
