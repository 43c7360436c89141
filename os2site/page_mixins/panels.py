"""Panels of pages' forms that several apps use, on hosts that differ in their base page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList, Panel, PublishingPanel
from wagtail.admin.widgets import AdminPageChooser

from os2site.models import Term
from os2site.page_types import find_page_model


class OptionalFieldPanel(FieldPanel):
    """A field of Wagtail's own page model, left out where the host's base page lacks it."""

    def __init__(self, field_name: str, **kwargs: Any) -> None:
        super().__init__(field_name, **kwargs)  # type: ignore[no-untyped-call]

    @property
    def exists(self) -> bool:
        """Whether the bound model has the field."""
        try:
            self.db_field  # noqa: B018 (Wagtail looks the field up)
        except FieldDoesNotExist:
            return False
        return True

    def get_form_options(self) -> dict[str, Any]:
        """Wagtail's options, none for a field that isn't there."""
        options: dict[str, Any] = super().get_form_options() if self.exists else {}  # type: ignore[no-untyped-call]
        return options

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return self.panel.exists and bool(super().is_shown())  # type: ignore[no-untyped-call]


class PageOfTypePanel(FieldPanel):
    """Chooser for pages of one type, whichever model the host uses for it.

    :param page_type: short name such as ``"supplier"``; any page may be chosen where the app that
        brings it is not installed.
    """

    def __init__(self, field_name: str, *, page_type: str, **kwargs: Any) -> None:
        super().__init__(field_name, **kwargs)  # type: ignore[no-untyped-call]
        self.page_type = page_type

    def clone_kwargs(self) -> dict[str, Any]:
        """Wagtail's arguments of a copy, with the type."""
        kwargs: dict[str, Any] = super().clone_kwargs()  # type: ignore[no-untyped-call]
        return {**kwargs, "page_type": self.page_type}

    def get_form_options(self) -> dict[str, Any]:
        """Wagtail's options, with a chooser that offers pages of the type only."""
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
        """Django's groups, of the terms as they are now."""
        terms = dict(self._terms())
        self.choices = [*terms.items(), *((slug, slug) for slug in value if slug not in terms)]
        return super().optgroups(name, value, attrs)

    def format_value(self, value: Any) -> list[str]:
        """The chosen slugs; a lines field gives them as lines."""
        if value is None:
            return []
        return value.split("\n") if isinstance(value, str) else [str(item) for item in value]

    def _terms(self) -> Iterator[tuple[str, str]]:
        rows = Term.source_terms(Term.objects.filter(vocabulary=self.vocabulary))
        yield from rows.order_by("order", "title").values_list("slug", "title")


def sharing_tab(*further: Panel, in_menus: bool = False) -> ObjectList:
    """The tab with a page's address, what search engines and shared links say of it, and its dates.

    :param further: panels before the dates of publishing.
    :param in_menus: whether editors choose whether the page stands in menus, and as what.
    """
    panels: list[Panel] = [FieldPanel("slug")]
    if in_menus:
        panels += menu_panels()
    panels += [
        OptionalFieldPanel("seo_title"),
        OptionalFieldPanel("search_description"),
        *further,
        PublishingPanel(),
    ]
    return ObjectList(panels, heading=_("Sharing"))


def menu_panels() -> list[Panel]:
    """Whether the page stands in menus, and its title there (:class:`MenuPageMixin`)."""
    return [OptionalFieldPanel("show_in_menus"), FieldPanel("menu_title")]
