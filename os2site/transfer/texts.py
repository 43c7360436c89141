"""Paragraphs of a file ↔ rich text and StreamFields of a page.

A paragraph is plain text. What plain text can't say (a list, a link, bold) is an item that starts
with ``<``: HTML in what the editor allows, so that nothing an editor wrote is lost in an export.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape, unescape
from typing import Annotated, Any

from bs4 import BeautifulSoup, NavigableString, Tag
from pydantic import AfterValidator
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.rich_text import RichText
from wagtail.rich_text import features as rich_text_features

#: The editor's names for blocks: random, made anew when they are missing.
_BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')


def paragraphs_to_html(paragraphs: Iterable[str]) -> str:
    """Rich text as it is stored; HTML items are reduced to what editors may write."""
    return "".join(
        _allowed_html(item) if item.startswith("<") else _paragraph(item) for item in paragraphs
    )


def html_to_paragraphs(html: str) -> list[str]:
    """The reverse of :func:`paragraphs_to_html`, one item for each block of the text."""
    found = []
    html = _BLOCK_KEY.sub("", html)
    for node in BeautifulSoup(html, "html.parser").contents:
        if isinstance(node, NavigableString):
            text = str(node).strip()
            plain: str | None = text
        elif isinstance(node, Tag):
            text = str(node)
            plain = _plain_text(node)
        else:
            continue
        if plain == "":
            continue
        found.append(text if plain is None or plain.startswith("<") else plain)
    return found


def paragraphs_to_stream(paragraphs: Sequence[str], *, block: str) -> list[tuple[str, RichText]]:
    """Value for a StreamField: one rich text block named ``block``, none without paragraphs."""
    return [(block, RichText(paragraphs_to_html(paragraphs)))] if paragraphs else []


def stream_to_paragraphs(stream: Iterable[Any], *, block: str) -> list[str]:
    """Paragraphs of a StreamField's rich text blocks named ``block``; other blocks are left out."""
    return [
        item
        for child in stream
        if child.block_type == block
        for item in html_to_paragraphs(child.value.source)
    ]


def _paragraph(text: str) -> str:
    lines = escape(text, quote=False).replace("\n", "<br/>")
    return f"<p>{lines}</p>"


def _plain_text(node: Tag) -> str | None:
    """Text of a paragraph without markup, ``None`` where markup says more."""
    if node.name != "p":
        return None
    inner = node.decode_contents()
    inner = re.sub(r"<br\s*/?>", "\n", inner)
    return None if "<" in inner else unescape(inner).strip()


def _allowed_html(html: str) -> str:
    converter = ContentstateConverter(features=rich_text_features.get_default_features())
    stored = str(converter.to_database_format(converter.from_database_format(html)))
    return _BLOCK_KEY.sub("", stored)


def _as_stored(paragraphs: list[str]) -> list[str]:
    """What comes back from rich text, so that a file compares equal with what it wrote."""
    if any(item.startswith("<") or not item for item in paragraphs):
        return html_to_paragraphs(paragraphs_to_html(paragraphs))
    return paragraphs


#: Field of a row for running text.
Paragraphs = Annotated[list[str], AfterValidator(_as_stored)]
