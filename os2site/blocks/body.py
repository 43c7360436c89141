"""The blocks that the body of a page may have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from os2site.blocks.facts import KeyFiguresBlock, LevelsBlock, SizesBlock, figure_choices
from os2site.blocks.links import ActionBlock, RelatedPagesBlock
from os2site.blocks.media import DocumentsBlock, PictureBlock
from os2site.blocks.structure import cards_block, steps_block
from os2site.blocks.text import QuoteBlock, heading_block, list_block, rich_text_block

if TYPE_CHECKING:
    from wagtail.blocks import Block


def body_blocks() -> list[tuple[str, Block]]:
    """Blocks of a page's body, by the names under which they are stored.

    Names are stored in pages: one that is renamed needs a data migration.
    """
    return [
        ("heading", heading_block()),
        ("text", rich_text_block()),
        ("list", list_block()),
        ("quote", QuoteBlock()),
        ("steps", steps_block()),
        ("cards", cards_block()),
        ("key_figures", KeyFiguresBlock(choices=figure_choices)),
        ("levels", LevelsBlock()),
        ("sizes", SizesBlock()),
        ("picture", PictureBlock()),
        ("documents", DocumentsBlock()),
        ("action", ActionBlock()),
        ("related", RelatedPagesBlock()),
    ]
