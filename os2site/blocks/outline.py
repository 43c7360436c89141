"""The level of headings inside blocks, so that a page's outline skips none."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wagtail.blocks.stream_block import StreamValue

#: Blocks whose optional title is a heading of level 2.
TITLED = {"documents", "levels", "sizes"}


class Outlined(NamedTuple):
    """A block of a body, with the level that headings inside it have."""

    block: StreamValue.StreamChild
    level: int


def outlined(stream: StreamValue) -> Iterator[Outlined]:
    """The blocks of a body: headings inside them are of level 3 once a section has begun."""
    level = 2
    for child in stream:
        yield Outlined(child, level)
        if _begins_section(child):
            level = 3


def _begins_section(child: StreamValue.StreamChild) -> bool:
    if child.block_type == "text":
        return "<h2" in child.value.source
    if child.block_type in TITLED:
        return bool(child.value["title"])
    is_heading: bool = child.block_type == "heading"
    return is_heading
