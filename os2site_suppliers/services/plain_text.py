"""Rich text as plain text that a supplier edits, and back.

Paragraphs are apart by an empty line, lines of a list begin with a hyphen, headings with "###".
What comes back is escaped, so no markup of a supplier's gets into the page.
"""

from __future__ import annotations

from html import escape

from bs4 import BeautifulSoup, NavigableString, Tag


def to_plain(html: str) -> str:
    """The text without markup."""
    blocks = []
    for node in BeautifulSoup(html, "html.parser").contents:
        if isinstance(node, NavigableString):
            blocks.append(" ".join(str(node).split()))
        elif isinstance(node, Tag):
            blocks.append(_block(node))
    return "\n\n".join(block for block in blocks if block)


def to_html(text: str) -> str:
    """Rich text of paragraphs, lists and headings; everything in it is escaped."""
    found = []
    for block in text.replace("\r\n", "\n").replace("\r", "\n").split("\n\n"):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        if not lines:
            continue
        if all(line.startswith(("- ", "* ")) for line in lines):
            items = "".join(f"<li>{escape(line[2:].strip(), quote=False)}</li>" for line in lines)
            found.append(f"<ul>{items}</ul>")
        elif lines[0].startswith("### ") and len(lines) == 1:
            found.append(f"<h3>{escape(lines[0][4:].strip(), quote=False)}</h3>")
        else:
            found.append(f"<p>{'<br/>'.join(escape(line, quote=False) for line in lines)}</p>")
    return "".join(found)


def _block(node: Tag) -> str:
    for line_break in node.find_all("br"):
        line_break.replace_with("\n")
    if node.name in {"ul", "ol"}:
        items = (" ".join(item.get_text().split()) for item in node.find_all("li"))
        return "\n".join(f"- {item}" for item in items if item)
    lines = (" ".join(line.split()) for line in node.get_text().split("\n"))
    text = "\n".join(line for line in lines if line)
    return f"### {text}" if text and node.name in {"h2", "h3", "h4"} else text
