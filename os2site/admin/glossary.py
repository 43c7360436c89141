"""List and forms of the words in search."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList
from wagtail.snippets.views.snippets import CreateView, EditView

from os2site.admin.base_data import BaseDataViewSet
from os2site.models import GlossaryEntry
from os2site.search.analysis.words import fold
from os2site.search.query import clean_text

#: Longest text that an address may bring into a form.
MAX_GIVEN = 120
#: Lists of the form that an address may add a text to.
GIVEN_LISTS = ("synonyms", "misspellings")


class GlossaryForm(WagtailAdminModelForm):
    """Makes the slug from the word when none is given."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not cleaned.get("slug") and cleaned.get("preferred"):
            cleaned["slug"] = self._free_slug(cleaned["preferred"], cleaned.get("language", ""))
        return cleaned

    def _free_slug(self, word: str, language: str) -> str:
        base = slugify(fold(word.lower()))[:70] or "ord"
        others = GlossaryEntry.objects.filter(language=language, slug__startswith=base)
        taken = set(others.exclude(pk=self.instance.pk).values_list("slug", flat=True))
        number, slug = 1, base
        while slug in taken:
            number += 1
            slug = f"{base}-{number}"
        return slug


def given(parameters: QueryDict, name: str) -> str:
    """A text that an address brings into a form, such as what a visitor searched for."""
    return clean_text(parameters.get(name, ""))[:MAX_GIVEN]


class GlossaryCreateView(CreateView):
    """An address may fill in words, as the list of searches does."""

    def get_initial(self) -> dict[str, Any]:
        initial = dict(super().get_initial())
        for name in GIVEN_LISTS:
            if text := given(self.request.GET, name):
                initial[name] = [text]
        for name in ("preferred", "language"):
            if text := given(self.request.GET, name):
                initial[name] = text
        return initial


class GlossaryEditView(EditView):
    """An address may add a word, as the list of searches does; it is stored when saved."""

    def get_initial(self) -> dict[str, Any]:
        initial = dict(super().get_initial())
        for name in GIVEN_LISTS:
            text = given(self.request.GET, name)
            lines = list(getattr(self.object, name))
            if text and text not in lines:
                initial[name] = [*lines, text]
        return initial


class GlossaryViewSet(BaseDataViewSet):
    """Words in search: synonyms, abbreviations and misspellings."""

    model = GlossaryEntry
    icon = "openquote"
    menu_label = _("Synonyms")
    add_view_class = GlossaryCreateView
    edit_view_class = GlossaryEditView
    edit_handler = ObjectList(GlossaryEntry.panels, base_form_class=GlossaryForm)
    list_display = ["preferred", "synonyms", "misspellings", "language", "updated_at"]
    list_filter = ["language"]
    list_export = [
        "slug",
        "language",
        "preferred",
        "synonyms",
        "abbreviations",
        "oneway",
        "misspellings",
        "definition",
    ]
    search_fields = ["preferred", "synonyms", "abbreviations", "misspellings"]
    ordering = ["preferred"]
