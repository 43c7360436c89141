"""Several things side by side or in order: steps and cards."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock, TextBlock


class TitledTextBlock(StructBlock):
    """A title and a sentence or two."""

    title = CharBlock(label=_("Title"), max_length=160)
    text = TextBlock(label=_("Text"), required=False)


def _titled_texts(**meta: Any) -> ListBlock:
    return ListBlock(TitledTextBlock(label=meta.pop("child_label")), min_num=1, **meta)


def steps_block() -> ListBlock:
    """A block for what is done in order; visitors see numbers."""
    return _titled_texts(
        child_label=_("Step"),
        template="os2site/blocks/steps.html",
        label=_("Steps"),
        icon="list-ol",
        group=_("Structure"),
        description=_("What to do, in order. The numbers come by themselves."),
        preview_template="os2site/blocks/preview.html",
        preview_value=[
            {"title": "Hent og underskriv aftalen", "text": "En chef underskriver."},
            {"title": "Send aftalen", "text": "Sekretariatet sender en faktura."},
        ],
    )


def cards_block() -> ListBlock:
    """A block for a few things of equal weight."""
    return _titled_texts(
        child_label=_("Card"),
        template="os2site/blocks/cards.html",
        label=_("Cards"),
        icon="grip",
        group=_("Structure"),
        description=_("Two to six things of equal weight, side by side."),
        preview_template="os2site/blocks/preview.html",
        preview_value=[
            {"title": "Styregruppe", "text": "Beslutter retning og økonomi."},
            {"title": "Faggruppe", "text": "Rådgiver om fag og arkitektur."},
        ],
    )
