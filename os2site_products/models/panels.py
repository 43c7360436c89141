"""Panels of the catalogue's forms: choosers that offer only what fits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from wagtail.admin.panels import FieldPanel
from wagtail.admin.widgets import AdminPageChooser

from os2site.models import Term
from os2site.page_types import find_page_model


class PageOfTypePanel(FieldPanel):
    """Chooser for pages of one type, whichever model the host uses for it.

    :param page_type: short name such as ``"supplier"``; any page may be chosen where the app that
        brings it is not installed.
    """

    def __init__(self, field_name: str, *, page_type: str, **kwargs: Any) -> None:
        super().__init__(field_name, **kwargs)  # type: ignore[no-untyped-call]
        self.page_type = page_type

    def clone_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().clone_kwargs()  # type: ignore[no-untyped-call]
        return {**kwargs, "page_type": self.page_type}

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()  # type: ignore[no-untyped-call]
        model = find_page_model(self.page_type)
        if model is not None:
            widgets = options.setdefault("widgets", {})
            widgets[self.field_name] = AdminPageChooser(target_models=[model])
        return options


class TermSlugsSelect(forms.CheckboxSelectMultiple):
    """Check boxes with the terms of a vocabulary, for a :class:`~os2site.models.LinesField`.

    A stored slug that is no term any more stays chosen until the editor takes it away.
    """

    def __init__(self, *, vocabulary: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.vocabulary = vocabulary

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> list[Any]:
        terms = dict(self._terms())
        self.choices = [*terms.items(), *((slug, slug) for slug in value if slug not in terms)]
        return super().optgroups(name, value, attrs)

    def format_value(self, value: Any) -> list[str]:
        if value is None:
            return []
        return value.split("\n") if isinstance(value, str) else [str(item) for item in value]

    def _terms(self) -> Iterator[tuple[str, str]]:
        rows = Term.source_terms(Term.objects.filter(vocabulary=self.vocabulary))
        yield from rows.order_by("order", "title").values_list("slug", "title")
