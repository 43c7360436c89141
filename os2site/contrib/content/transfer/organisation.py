"""What ``organisation.json`` holds: sections of one page, and key figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from os2site.contrib.content.enums import SectionType
from os2site.contrib.content.models import TypedFigure
from os2site.page_types import base_page_model, get_page_model
from os2site.plugins import registry
from os2site.transfer.contract import RecordKind, Row, Slug, TransferContext
from os2site.transfer.texts import Paragraphs, html_to_paragraphs, paragraphs_to_html

FIGURE: Literal["noegletal"] = "noegletal"
#: Facts of a key figure.
FIGURE_FACTS = frozenset({"value", "unit"})


class OrganisationRow(Row):
    """A section or a key figure in a file; ``type`` tells which."""

    slug: Slug = Field(max_length=80)
    type: SectionType | Literal["noegletal"]
    title: str = Field(min_length=1, max_length=160)
    text: Paragraphs = []
    order: int = Field(ge=0)
    parent: Slug | None = Field(default=None, max_length=80)
    facts: dict[str, Any] = {}
    computed_from: str | None = Field(default=None, max_length=120)
    as_of: str | None = Field(default=None, max_length=10)
    demo: bool = False
    sources: list[str] = []


class OrganisationKind(RecordKind[OrganisationRow]):
    """Sections of the page about the organisation, and key figures.

    The page is made when it is missing. As with pages, an import sees the latest draft and
    publishes it.
    """

    name = "organisation"
    label = gettext_lazy("The organisation")
    row_model = OrganisationRow

    def existing(self, *, context: TransferContext) -> Iterator[OrganisationRow]:
        page = self._page(context)
        rows = [_section_row(section) for section in page.sections.all()] if page else []
        rows += [
            _figure_row(figure) for figure in TypedFigure.objects.filter(locale=context.locale)
        ]
        yield from sorted(rows, key=lambda row: (row.order, row.slug))

    def store(self, row: OrganisationRow, *, context: TransferContext) -> None:
        if row.type == FIGURE:
            self._take_out(row.slug, context)
            self._store_figure(row, context)
        else:
            TypedFigure.objects.filter(slug=row.slug, locale=context.locale).delete()
            self._store_section(row, context)

    def clear(self, *, context: TransferContext) -> None:
        page = self._page(context)
        if page is not None:
            base_page_model()._default_manager.get(pk=page.pk).specific.delete()
        TypedFigure.objects.all().delete()

    def _page(self, context: TransferContext) -> Any:
        """The page as editors see it, ``None`` while there is none."""
        model = get_page_model("organisation")
        found = (
            model._default_manager.descendant_of(context.site.root_page)
            .filter(locale=context.locale, alias_of__isnull=True)
            .order_by("path")
            .first()
        )
        if found is None or not found.has_unpublished_changes:
            return found
        return found.get_latest_revision_as_object()

    def _new_page(self, context: TransferContext) -> Any:
        """An unpublished page below the front page, in the main menu."""
        page_type = registry.page_types()["organisation"]
        with translation.override(context.locale.language_code):
            title = str(page_type.label)
        page = get_page_model(page_type.name)(
            title=title,
            slug=page_type.slug,
            locale=context.locale,
            live=False,
            show_in_menus=True,
        )
        base_page_model()._default_manager.get(pk=context.site.root_page_id).add_child(
            instance=page
        )
        return page

    def _store_section(self, row: OrganisationRow, context: TransferContext) -> None:
        if row.computed_from is not None or row.as_of is not None:
            name = "computed_from" if row.computed_from is not None else "as_of"
            raise ValidationError({name: _("Only a key figure can have this field.")})
        page = self._page(context) or self._new_page(context)
        sections = [section for section in page.sections.all() if section.slug != row.slug]
        model = page._meta.get_field("sections").related_model
        section = model(
            slug=row.slug,
            type=row.type,
            title=row.title,
            text=paragraphs_to_html(row.text),
            parent=row.parent or "",
            facts=row.facts,
            sources=row.sources,
            demo=row.demo,
            sort_order=row.order,
        )
        section.clean()
        page.sections = sorted([*sections, section], key=lambda item: item.sort_order or 0)
        page.save_revision(clean=False).publish()

    def _take_out(self, slug: str, context: TransferContext) -> None:
        """Remove a section that has become a key figure."""
        page = self._page(context)
        if page is None:
            return
        sections = list(page.sections.all())
        kept = [section for section in sections if section.slug != slug]
        if len(kept) < len(sections):
            page.sections = kept
            page.save_revision(clean=False).publish()

    def _store_figure(self, row: OrganisationRow, context: TransferContext) -> None:
        if row.parent is not None:
            raise ValidationError({"parent": _("A key figure belongs under nothing.")})
        unknown = sorted(row.facts.keys() - FIGURE_FACTS)
        value, unit = row.facts.get("value"), row.facts.get("unit") or ""
        if unknown or not isinstance(unit, str):
            raise ValidationError(
                {"facts": _("A key figure has the facts value (a number) and unit (a text).")}
            )
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValidationError({"facts": _("The value of a key figure must be a whole number.")})
        figure = TypedFigure.objects.filter(slug=row.slug, locale=context.locale).first()
        figure = figure or TypedFigure(slug=row.slug, locale=context.locale)
        figure.title = row.title
        figure.text = "\n\n".join(row.text)
        figure.value = value
        figure.unit = unit
        figure.as_of = row.as_of or ""
        figure.computed_from = row.computed_from or ""
        figure.sources = row.sources
        figure.order = row.order
        figure.demo = row.demo
        figure.full_clean()
        figure.save()


def _section_row(section: Any) -> OrganisationRow:
    return OrganisationRow(
        slug=section.slug,
        type=SectionType(section.type),
        title=section.title,
        text=html_to_paragraphs(section.text),
        order=section.sort_order or 0,
        parent=section.parent or None,
        facts=section.facts,
        demo=section.demo,
        sources=section.sources,
    )


def _figure_row(figure: TypedFigure) -> OrganisationRow:
    return OrganisationRow(
        slug=figure.slug,
        type=FIGURE,
        title=figure.title,
        text=[part for part in figure.text.split("\n\n") if part],
        order=figure.order,
        facts={"value": figure.value, **({"unit": figure.unit} if figure.unit else {})},
        computed_from=figure.computed_from or None,
        as_of=figure.as_of or None,
        demo=figure.demo,
        sources=figure.sources,
    )
