"""Pictures and documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock
from wagtail.images.blocks import ImageBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from os2site.services.documents import document_rows

if TYPE_CHECKING:
    from wagtail.blocks import StructValue


def _image_block() -> ImageBlock:
    block = ImageBlock(label=_("Image"))
    # Wagtail makes this field's label from its name, in English.
    block.child_blocks["image"].label = _("Image")
    return block


class PictureBlock(StructBlock):
    """An image with a text alternative, or marked as decoration."""

    image = _image_block()
    caption = CharBlock(
        label=_("Caption"), required=False, max_length=250, help_text=_("Shown below the image.")
    )

    class Meta:
        template = "os2site/blocks/picture.html"
        icon = "image"
        label = _("Image")
        group = _("Media")
        description = _("An image that says something the text does not.")


class DocumentsBlock(StructBlock):
    """Documents from the register, with type, date and version."""

    title = CharBlock(label=_("Title"), required=False, max_length=160)
    documents = ListBlock(
        SnippetChooserBlock("os2site.Document", label=_("Document")),
        label=_("Documents"),
        min_num=1,
    )

    def get_context(self, value: StructValue, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["rows"] = document_rows(
            documents=[document for document in value["documents"] if document is not None],
            request=(parent_context or {}).get("request"),
        )
        return context

    class Meta:
        template = "os2site/blocks/documents.html"
        icon = "doc-full"
        label = _("Documents")
        group = _("Media")
        description = _("A table of documents. Drafts are not shown.")
