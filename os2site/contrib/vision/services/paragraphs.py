"""Rich text, whose first paragraphs the page shows in a size of their own."""

from __future__ import annotations

from bs4 import BeautifulSoup, NavigableString
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html


def split_paragraphs(html: str) -> tuple[str, str, SafeString]:
    """The words of the first and the second block, and the blocks after them as HTML.

    Missing blocks are empty.
    """
    blocks = [
        node
        for node in BeautifulSoup(html, "html.parser").contents
        if not (isinstance(node, NavigableString) and not node.strip())
    ]
    texts = [" ".join(block.get_text(" ").split()) for block in blocks[:2]]
    first, second = [*texts, "", ""][:2]
    rest = "".join(str(block) for block in blocks[2:])
    return first, second, mark_safe(expand_db_html(rest))
