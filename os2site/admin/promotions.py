"""List and forms of the pages that are recommended in searches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import CreateView

from os2site.admin.base_data import BaseDataIndexView, BaseDataViewSet
from os2site.admin.glossary import given
from os2site.models import PromotedResult
from os2site.services.visibility import is_public

if TYPE_CHECKING:
    from django.db.models import QuerySet


def state_of(row: PromotedResult) -> str:
    """Whether visitors see it now, and if not, why."""
    today = timezone.localdate()
    if row.ends_on is not None and row.ends_on < today:
        return _("Over")
    if not is_public(page=row.page):
        return _("Not shown: the page is not public")
    if row.starts_on is not None and row.starts_on > today:
        return _("Not yet")
    return _("Shown")


def keywords_of(row: PromotedResult) -> str:
    """The keywords on one line."""
    return ", ".join(row.keywords)


class PromotedIndexView(BaseDataIndexView):
    """Reads the pages with the rows."""

    def get_base_queryset(self) -> QuerySet[PromotedResult]:
        queryset: QuerySet[PromotedResult] = super().get_base_queryset()
        return queryset.select_related("page")


class PromotedCreateView(CreateView):
    """An address may fill in a keyword, as the list of searches does."""

    def get_initial(self) -> dict[str, Any]:
        initial = dict(super().get_initial())
        if text := given(self.request.GET, "keywords"):
            initial["keywords"] = [text]
        if language := given(self.request.GET, "language"):
            initial["language"] = language
        return initial


class PromotedViewSet(BaseDataViewSet):
    """Recommended pages."""

    model = PromotedResult
    icon = "pick"
    menu_label = gettext_lazy("Recommended pages")
    index_view_class = PromotedIndexView
    add_view_class = PromotedCreateView
    list_display = [
        "__str__",
        Column("keywords", label=gettext_lazy("Keywords"), accessor=keywords_of),
        Column("starts_on", label=gettext_lazy("From"), sort_key="starts_on"),
        Column("ends_on", label=gettext_lazy("Until"), sort_key="ends_on"),
        Column("state", label=gettext_lazy("State"), accessor=state_of),
        "language",
    ]
    list_filter = ["language"]
    list_export = ["page", "title", "description", "keywords", "language", "starts_on", "ends_on"]
    search_fields = ["title", "page__title", "keywords"]
    ordering = ["-pk"]
