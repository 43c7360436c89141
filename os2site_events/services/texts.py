"""Plain text from rich text."""

from __future__ import annotations

import html
import re

from django.utils.html import strip_tags

_BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|ul|ol)>|<br\s*/?>")


def plain_text(rich: str) -> str:
    """The text without markup, one line for each block."""
    lines = html.unescape(strip_tags(_BLOCK_END.sub("\n", rich))).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())
