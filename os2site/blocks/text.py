"""Words: heading, running text, quote, list; and the plain text of a body for search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ListBlock,
    RichTextBlock,
    StructBlock,
    TextBlock,
)

from os2site.blocks.anchors import anchor_of

if TYPE_CHECKING:
    from wagtail.blocks import StreamValue

#: What editors may do in running text: no colours, sizes, embeds or tables made of spaces.
TEXT_FEATURES: Final = ("h2", "h3", "bold", "italic", "link", "document-link", "ul", "ol")


class HeadingBlock(CharBlock):
    """A section heading with an address of its own."""

    def get_context(self, value: str, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["anchor"] = anchor_of(value)
        return context

    class Meta:
        template = "os2site/blocks/heading.html"
        icon = "title"
        label = _("Heading")
        group = _("Text")
        description = _("Starts a section. The heading becomes part of the section's address.")
        preview_template = "os2site/blocks/preview.html"
        preview_value = "Organisation før teknik"


class QuoteBlock(StructBlock):
    """Somebody's words. People are named by role."""

    text = TextBlock(label=_("Quote"), help_text=_("Without quotation marks."))
    source = CharBlock(
        label=_("Who says it"),
        required=False,
        help_text=_("A role and an organisation, not a person's name."),
    )

    class Meta:
        template = "os2site/blocks/quote.html"
        icon = "openquote"
        label = _("Quote")
        group = _("Text")
        description = _("A statement that stands out from the text.")
        preview_template = "os2site/blocks/preview.html"
        preview_value = {"text": "Vi deler, det vi lærer.", "source": "Projektleder, en kommune"}


def heading_block() -> HeadingBlock:
    """A block for the heading of a section."""
    return HeadingBlock(max_length=160)


def rich_text_block() -> RichTextBlock:
    """A block for running text with the features that our pages allow."""
    return RichTextBlock(
        features=list(TEXT_FEATURES),
        template="os2site/blocks/rich_text.html",
        label=_("Text"),
        icon="pilcrow",
        group=_("Text"),
        description=_("Paragraphs with subheadings, links and lists."),
        preview_template="os2site/blocks/preview.html",
        preview_value="<p>Myndigheder går sammen om <b>it, de selv ejer</b>.</p>",
    )


def list_block() -> ListBlock:
    """A block for a list of short points."""
    return ListBlock(
        CharBlock(label=_("Point"), max_length=400),
        template="os2site/blocks/list.html",
        label=_("List"),
        icon="list-ul",
        group=_("Text"),
        min_num=1,
        description=_("Short points, one in each field."),
        preview_template="os2site/blocks/preview.html",
        preview_value=["Indflydelse på de løsninger, I bruger", "Frihed til at vælge leverandør"],
    )


def plain_text(stream: StreamValue) -> str:
    """The words of a body without markup, one block on each line, for search and summaries."""
    if not stream:
        return ""
    parts = stream.stream_block.get_searchable_content(stream)
    return "\n".join(text for part in parts if (text := str(part).strip()))
