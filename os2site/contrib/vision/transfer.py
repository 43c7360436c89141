"""What ``vision.json`` holds: the items of one page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field, create_model

from os2site.contrib.vision.enums import InitiativeStatus, ItemType
from os2site.page_types import base_page_model, get_page_model
from os2site.plugins import registry
from os2site.transfer.contract import RecordKind, Row, Slug, TransferContext
from os2site.transfer.lookups import relation_row, relation_slug
from os2site.transfer.texts import Paragraphs, html_to_paragraphs, paragraphs_to_html


class MilestoneRow(Row):
    """A milestone of an initiative."""

    year: int = Field(ge=1900, le=2200)
    month: int | None = Field(default=None, ge=1, le=12)
    text: str = Field(min_length=1, max_length=300)


class _PeriodBase(Row):
    to: int | None = Field(default=None, ge=1900, le=2200)
    note: str | None = Field(default=None, max_length=200)


#: Years of an initiative; made this way because ``from`` is a word of the language.
_FROM: Any = {"from": (int | None, Field(default=None, ge=1900, le=2200))}
PeriodRow: Any = create_model("PeriodRow", __base__=_PeriodBase, **_FROM)


class VisionRow(Row):
    """An item of the vision page in a file."""

    slug: Slug = Field(max_length=80)
    type: ItemType
    emoji: str | None = Field(default=None, max_length=10)
    title: str = Field(min_length=1, max_length=160)
    text: Paragraphs = []
    order: int = Field(ge=0)
    status: InitiativeStatus | None = None
    period: PeriodRow | None = None
    milestones: list[MilestoneRow] = []
    products: list[Slug] = []
    demo: bool = False
    sources: list[str] = []


class VisionKind(RecordKind[VisionRow]):
    """Items of the vision page.

    The page is made when it is missing. As with pages, an import sees the latest draft and
    publishes it.
    """

    name = "vision"
    label = gettext_lazy("Vision and strategy")
    row_model = VisionRow
    page_type: ClassVar[str] = "vision"

    def existing(self, *, context: TransferContext) -> Iterator[VisionRow]:
        page = self._page(context)
        if page is None:
            return
        products = list(page.products.all())
        for item in sorted(page.items.all(), key=lambda item: (item.sort_order or 0, item.slug)):
            yield _item_row(item, products)

    def store(self, row: VisionRow, *, context: TransferContext) -> None:
        page = self._page(context) or self._new_page(context)
        item_model = page._meta.get_field("items").related_model
        product_model = page._meta.get_field("products").related_model
        item = _item(item_model, row)
        items = [other for other in page.items.all() if other.slug != row.slug]
        page.items = sorted([*items, item], key=lambda other: other.sort_order or 0)
        products = [other for other in page.products.all() if other.initiative != row.slug]
        products += [
            relation_row(product_model, ref=f"product/{slug}", initiative=row.slug)
            for slug in row.products
        ]
        for number, product in enumerate(products):
            product.sort_order = number
        page.products = products
        page.save_revision(clean=False).publish()

    def clear(self, *, context: TransferContext) -> None:
        page = self._page(context)
        if page is not None:
            base_page_model()._default_manager.get(pk=page.pk).specific.delete()

    def _page(self, context: TransferContext) -> Any:
        """The page as editors see it, ``None`` while there is none."""
        found = (
            get_page_model(self.page_type)
            ._default_manager.descendant_of(context.site.root_page)
            .filter(locale=context.locale, alias_of__isnull=True)
            .order_by("path")
            .first()
        )
        if found is None or not found.has_unpublished_changes:
            return found
        return found.get_latest_revision_as_object()

    def _new_page(self, context: TransferContext) -> Any:
        """An unpublished page below the front page, in the main menu."""
        page_type = registry.page_types()[self.page_type]
        with translation.override(context.locale.language_code):
            title, heading = str(page_type.label), _("Vision, mission and strategy")
        page = get_page_model(self.page_type)(
            title=title,
            heading=heading,
            slug=page_type.slug,
            locale=context.locale,
            live=False,
            show_in_menus=True,
        )
        root = base_page_model()._default_manager.get(pk=context.site.root_page_id)
        root.add_child(instance=page)
        return page


def _item(model: Any, row: VisionRow) -> Any:
    """An unsaved item.

    :raises ValidationError: for facts that only an initiative has, or a wrong period.
    """
    period = row.period or PeriodRow()
    item = model(
        slug=row.slug,
        type=row.type,
        emoji=row.emoji or "",
        title=row.title,
        text=paragraphs_to_html(row.text),
        status=row.status or "",
        period_from=getattr(period, "from"),
        period_to=period.to,
        period_note=period.note or "",
        milestones=[("milestone", milestone.model_dump()) for milestone in row.milestones],
        sources=row.sources,
        demo=row.demo,
        sort_order=row.order,
    )
    if row.type != ItemType.INITIATIVE:
        for name in ("status", "milestones", "products"):
            if getattr(row, name):
                raise ValidationError({name: _("Only an initiative can have this field.")})
    try:
        item.clean()
    except ValidationError as error:
        raise ValidationError({"period": error.messages}) from error
    return item


def _item_row(item: Any, products: list[Any]) -> VisionRow:
    has_period = item.period_from is not None or item.period_note
    return VisionRow(
        slug=item.slug,
        type=ItemType(item.type),
        emoji=item.emoji or None,
        title=item.title,
        text=html_to_paragraphs(item.text),
        order=item.sort_order or 0,
        status=InitiativeStatus(item.status) if item.status else None,
        period=PeriodRow(
            **{"from": item.period_from, "to": item.period_to, "note": item.period_note or None}
        )
        if has_period
        else None,
        milestones=[
            MilestoneRow(
                year=child.value["year"], month=child.value["month"], text=child.value["text"]
            )
            for child in item.milestones
        ],
        products=[relation_slug(row) for row in products if row.initiative == item.slug],
        demo=item.demo,
        sources=item.sources,
    )


IMPORTERS = (VisionKind(),)
