"""Paragraphs of a file ↔ rich text and StreamFields of a page.

A paragraph is plain text. What plain text can't say (a list, a link, bold) is an item that starts
with ``<``: HTML in what the editor allows, so that nothing an editor wrote is lost in an export.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from html import escape, unescape
from typing import Annotated, Any

from bs4 import BeautifulSoup, NavigableString, Tag
from pydantic import AfterValidator
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.blocks import StreamValue
from wagtail.rich_text import features as rich_text_features

#: The editor's names for blocks: random, made anew when they are missing.
_BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')
_MARKUP = re.compile(r"<[a-zA-Z!/]")

#: Begins an item that is a block of another kind than running text.
_OTHER_BLOCK = "block: "


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


def paragraphs_to_stream(paragraphs: Sequence[str], *, block: str = "text") -> str:
    """Value to assign to a StreamField: rich text blocks named ``block``, and what else there was.

    Other blocks are items as :func:`stream_to_paragraphs` writes them.
    """
    raw: list[dict[str, Any]] = []
    texts: list[str] = []
    for item in [*paragraphs, None]:
        other = None if item is None else _other_block(item)
        if (item is None or other) and texts:
            raw.append({"type": block, "value": paragraphs_to_html(texts)})
            texts = []
        if other:
            raw.append(other)
        elif item is not None:
            texts.append(item)
    return json.dumps(raw)


def stream_to_paragraphs(stream: StreamValue, *, block: str = "text") -> list[str]:
    """Paragraphs of a StreamField; a block that is not named ``block`` becomes one item of JSON.

    Such an item holds database ids of pictures and pages, which mean something on this site only.
    """
    found: list[str] = []
    for child in stream.get_prep_value():
        if child["type"] == block:
            found += html_to_paragraphs(child["value"])
        else:
            found.append(_OTHER_BLOCK + json.dumps(child, ensure_ascii=False, sort_keys=True))
    return found


def _other_block(item: str) -> dict[str, Any] | None:
    if not item.startswith(_OTHER_BLOCK):
        return None
    try:
        found = json.loads(item.removeprefix(_OTHER_BLOCK))
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not {"type", "value"} <= set(found):
        return None
    return {name: _cleaned(value) for name, value in found.items()}


def _cleaned(value: Any) -> Any:
    """A block's value in which every text with markup holds only what editors may write."""
    if isinstance(value, str):
        return _allowed_html(value) if _MARKUP.search(value) else value
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {name: _cleaned(item) for name, item in value.items()}
    return value


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
    # The converter wants every element closed, which the parser sees to.
    soup = BeautifulSoup(html, "html.parser")
    converter = ContentstateConverter(features=rich_text_features.get_default_features())
    try:
        stored = str(converter.to_database_format(converter.from_database_format(str(soup))))
    except Exception:
        # It raises whatever odd markup makes it raise; the words are kept.
        return _paragraph(soup.get_text())
    return _BLOCK_KEY.sub("", stored)


def _as_stored(paragraphs: list[str]) -> list[str]:
    """What comes back from rich text, so that a file compares equal with what it wrote."""
    if any(item.startswith("<") or not item for item in paragraphs):
        return html_to_paragraphs(paragraphs_to_html(paragraphs))
    return paragraphs


#: Field of a row for running text.
Paragraphs = Annotated[list[str], AfterValidator(_as_stored)]
