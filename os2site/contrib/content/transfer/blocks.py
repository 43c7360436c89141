"""Blocks of a file ↔ the body of a page.

Every block of OS2's own content has a form of its own. Blocks that refer to what only this site has
(pictures, documents, pages) are written as ``blok`` with the value as it is stored, so that an
export and an import on the same site lose nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Any, ClassVar, Final, Literal, Self

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pydantic import Discriminator, Field, Tag
from wagtail.blocks import StreamBlock
from wagtail.rich_text import RichText

from os2site.transfer.contract import Row
from os2site.transfer.texts import Paragraphs, html_to_paragraphs, paragraphs_to_html


class TextBlockRow(Row):
    """Running text."""

    block: ClassVar[str] = "text"
    type: Literal["tekst"] = "tekst"
    paragraphs: Paragraphs

    def value(self) -> Any:
        """The value of the block."""
        return RichText(paragraphs_to_html(self.paragraphs))

    @classmethod
    def of(cls, value: Any) -> TextBlockRow:
        """The block's value in the file's words."""
        return cls(paragraphs=html_to_paragraphs(value.source))


class HeadingBlockRow(Row):
    """A heading that starts a section."""

    block: ClassVar[str] = "heading"
    type: Literal["overskrift"] = "overskrift"
    text: str = Field(min_length=1, max_length=160)

    def value(self) -> Any:
        """The value of the block."""
        return self.text

    @classmethod
    def of(cls, value: Any) -> HeadingBlockRow:
        """The block's value in the file's words."""
        return cls(text=value)


class ListBlockRow(Row):
    """A list of short points."""

    block: ClassVar[str] = "list"
    type: Literal["liste"] = "liste"
    items: list[Annotated[str, Field(min_length=1, max_length=400)]] = Field(min_length=1)

    def value(self) -> Any:
        """The value of the block."""
        return list(self.items)

    @classmethod
    def of(cls, value: Any) -> ListBlockRow:
        """The block's value in the file's words."""
        return cls(items=list(value))


class TitledTextRow(Row):
    """A step or a card."""

    title: str = Field(min_length=1, max_length=160)
    text: str | None = None

    def value(self) -> dict[str, str]:
        """The value of the child block."""
        return {"title": self.title, "text": self.text or ""}

    @classmethod
    def of(cls, value: Any) -> TitledTextRow:
        """The child block's value in the file's words."""
        return cls(title=value["title"], text=value["text"] or None)


class StepsBlockRow(Row):
    """Steps in order."""

    block: ClassVar[str] = "steps"
    type: Literal["trin"] = "trin"
    steps: list[TitledTextRow] = Field(min_length=1)

    def value(self) -> Any:
        """The value of the block."""
        return [item.value() for item in self.steps]

    @classmethod
    def of(cls, value: Any) -> StepsBlockRow:
        """The block's value in the file's words."""
        return cls(steps=[TitledTextRow.of(item) for item in value])


class CardsBlockRow(Row):
    """Cards side by side."""

    block: ClassVar[str] = "cards"
    type: Literal["kort"] = "kort"
    cards: list[TitledTextRow] = Field(min_length=1)

    def value(self) -> Any:
        """The value of the block."""
        return [item.value() for item in self.cards]

    @classmethod
    def of(cls, value: Any) -> CardsBlockRow:
        """The block's value in the file's words."""
        return cls(cards=[TitledTextRow.of(item) for item in value])


class FiguresBlockRow(Row):
    """Key figures by their keys."""

    block: ClassVar[str] = "key_figures"
    type: Literal["noegletal"] = "noegletal"
    keys: list[str]

    def value(self) -> Any:
        """The value of the block."""
        return list(self.keys)

    @classmethod
    def of(cls, value: Any) -> FiguresBlockRow:
        """The block's value in the file's words."""
        return cls(keys=list(value or ()))


class _VocabularyBlockRow(Row):
    """All terms of a vocabulary."""

    title: str | None = Field(default=None, max_length=160)

    def value(self) -> Any:
        """The value of the block."""
        return {"title": self.title or ""}

    @classmethod
    def of(cls, value: Any) -> Self:
        """The block's value in the file's words."""
        return cls(title=value["title"] or None)


class LevelsBlockRow(_VocabularyBlockRow):
    """The governance levels."""

    block: ClassVar[str] = "levels"
    type: Literal["niveauer"] = "niveauer"


class SizesBlockRow(_VocabularyBlockRow):
    """The size classes."""

    block: ClassVar[str] = "sizes"
    type: Literal["stoerrelser"] = "stoerrelser"


class QuoteBlockRow(Row):
    """Somebody's words."""

    block: ClassVar[str] = "quote"
    type: Literal["citat"] = "citat"
    text: str = Field(min_length=1)
    source: str | None = None

    def value(self) -> Any:
        """The value of the block."""
        return {"text": self.text, "source": self.source or ""}

    @classmethod
    def of(cls, value: Any) -> QuoteBlockRow:
        """The block's value in the file's words."""
        return cls(text=value["text"], source=value["source"] or None)


class StoredBlockRow(Row):
    """Any other block: its name, and its value as the site stores it."""

    type: Literal["blok"] = "blok"
    name: str
    content: Any = None


WORDED = (
    TextBlockRow,
    HeadingBlockRow,
    ListBlockRow,
    StepsBlockRow,
    CardsBlockRow,
    FiguresBlockRow,
    LevelsBlockRow,
    SizesBlockRow,
    QuoteBlockRow,
)
_BY_BLOCK: dict[str, Any] = {row.block: row for row in WORDED}

TYPES: Final = (*(str(row.model_fields["type"].default) for row in WORDED), "blok")


def _type_of(value: Any) -> str | None:
    """The tag of a block; a value that is no object has none."""
    found = value.get("type") if isinstance(value, dict) else getattr(value, "type", None)
    return found if isinstance(found, str) else None


BlockRow = Annotated[
    Annotated[TextBlockRow, Tag("tekst")]
    | Annotated[HeadingBlockRow, Tag("overskrift")]
    | Annotated[ListBlockRow, Tag("liste")]
    | Annotated[StepsBlockRow, Tag("trin")]
    | Annotated[CardsBlockRow, Tag("kort")]
    | Annotated[FiguresBlockRow, Tag("noegletal")]
    | Annotated[LevelsBlockRow, Tag("niveauer")]
    | Annotated[SizesBlockRow, Tag("stoerrelser")]
    | Annotated[QuoteBlockRow, Tag("citat")]
    | Annotated[StoredBlockRow, Tag("blok")],
    Discriminator(
        _type_of,
        custom_error_type="literal_error",
        custom_error_context={"expected": ", ".join(f"'{name}'" for name in TYPES)},
    ),
]


def rows_to_stream(rows: Sequence[Any], *, stream_block: StreamBlock) -> Any:
    """The value of a body for these blocks.

    :raises ValidationError: for a block that the body doesn't have or that refuses its value.
    """
    return stream_block.normalize(
        [
            (row.name, _stored_value(row, stream_block, number))
            if isinstance(row, StoredBlockRow)
            else (row.block, row.value())
            for number, row in enumerate(rows, start=1)
        ]
    )


def stream_to_rows(stream: Iterable[Any]) -> list[Any]:
    """The reverse of :func:`rows_to_stream`."""
    found = []
    for child in stream:
        row_model = _BY_BLOCK.get(child.block_type)
        if row_model is not None:
            found.append(row_model.of(child.value))
        else:
            stored = child.block.get_prep_value(child.value)
            found.append(StoredBlockRow(name=child.block_type, content=stored))
    return found


def _stored_value(row: StoredBlockRow, stream_block: StreamBlock, number: int) -> Any:
    block = stream_block.child_blocks.get(row.name)
    if block is None:
        reason = _("“%(name)s” is no block of a page.") % {"name": row.name}
    else:
        try:
            return block.clean(block.to_python(row.content))
        except (AttributeError, KeyError, TypeError, ValueError, ValidationError):
            reason = _("The value does not fit the block.")
    raise ValidationError(
        {"blocks": _("Block %(number)s: %(reason)s") % {"number": number, "reason": reason}}
    )
