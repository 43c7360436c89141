"""Fragments of headings, so that a section has an address of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from os2site.models.slugs import plain_slug

if TYPE_CHECKING:
    from wagtail.blocks import StreamValue


@dataclass(frozen=True)
class Section:
    """A heading of a page, as ``components/onpage.html`` lists it."""

    id: str
    title: str


def anchor_of(text: str) -> str:
    """The fragment for a heading: ``"Det får I"`` gives ``"det-faar-i"``."""
    return plain_slug(text) or "afsnit"


def sections(stream: StreamValue) -> Sequence[Section]:
    """The headings of a body, in order."""
    return [
        Section(anchor_of(child.value), child.value)
        for child in stream
        if child.block_type == "heading"
    ]
