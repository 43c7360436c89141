"""Rich text for those who show less of it: as plain text, or with a few elements."""

from __future__ import annotations

import html
import re

from django.utils.html import strip_tags
from django.utils.safestring import SafeString

_BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|ul|ol)>|<br\s*/?>")
#: Elements that stay outside the site, without attributes.
KEPT = frozenset({"p", "br", "h3", "b", "strong", "i", "em", "ul", "ol", "li"})
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>")


def plain_text(rich: str) -> str:
    """The text without markup, one line for each block."""
    lines = html.unescape(strip_tags(_BLOCK_END.sub("\n", rich))).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def bare_html(rich: str) -> SafeString:
    """The text with a few elements and no attributes; links become their texts, for an address of
    this site's pages means nothing elsewhere."""
    parts, end = [], 0
    for tag in _TAG.finditer(rich):
        parts.append(_escaped(rich[end : tag.start()]))
        name = tag[2].lower()
        if name in KEPT:
            parts.append(f"<{tag[1]}{name}>")
        end = tag.end()
    parts.append(_escaped(rich[end:]))
    return SafeString("".join(parts))


def _escaped(text: str) -> str:
    """Text of rich text: its entities stay, what else looks like markup is none."""
    return html.escape(html.unescape(text), quote=False)
