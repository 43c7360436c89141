"""The list of products and one product in English."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from wagtail.models import Locale

from os2site.page_types import get_page_model
from os2site.transfer.demo import DemoContext
from os2site.transfer.lookups import relation_slug
from os2site.transfer.pages import index_page
from os2site.transfer.texts import paragraphs_to_html

INDEX_TITLE: Final = "Products"
INDEX_SLUG: Final = "products"
INDEX_LEAD: Final = "A product is ready for use. A project is still being built or tried out."

#: The product that exists in English, translated from the content file.
SLUG: Final = "os2forms"
TAGLINE: Final = "Build self-service and digital forms without code"
DESCRIPTION: Final = (
    "With OS2forms, employees build forms and self-service solutions themselves. A form can fetch "
    "facts about a citizen or a company, ask for a login, and send the result on to the "
    "municipality's systems.",
    "The solution is a set of modules for Drupal. There are modules for Digital Post, payment, "
    "look-ups in the CPR and CVR registers, flows of several steps and transfer to case and "
    "document systems, among others.",
    "A manual helps those who design self-service, and asks them to think the work process through "
    "before they make the first form.",
)
TAGS: Final = ("form", "self-service", "web form", "Digital Post", "NemLog-in")
#: Slug of a supplier → note and source of the link.
SUPPLIER_NOTES: Final = {
    "bellcom": (
        "Has a repository for a municipality's installation.",
        "bellcom/holstebro-os2forms (the repository's name)",
    )
}


class EnglishProduct:
    """Makes the English versions; an English front page must be there. What exists stays."""

    name: ClassVar[str] = "products: English"
    order: ClassVar[int] = 60

    def fingerprint(self, context: DemoContext) -> str:
        """Loaded when the front page or the product comes to be there."""
        found = _product(context) is not None and _english(context) is not None
        return "1" if found else "0"

    def load(self, context: DemoContext) -> None:
        """Translate and publish the list and the product."""
        english, product = _english(context), _product(context)
        if english is None or product is None:
            return
        index: Any = index_page("product", context=context.transfer)
        if not index.has_translation(english):
            copy = index.copy_for_translation(english)
            copy.title, copy.slug, copy.draft_title = INDEX_TITLE, INDEX_SLUG, INDEX_TITLE
            copy.lead, copy.menu_title = INDEX_LEAD, ""
            copy.show_in_menus = True
            copy.save_revision().publish()
        if not product.has_translation(english):
            copy = product.copy_for_translation(english)
            copy.tagline = TAGLINE
            copy.description = paragraphs_to_html(DESCRIPTION)
            copy.tags.set(TAGS)
            suppliers = list(copy.suppliers.all())
            for row in suppliers:
                row.note, row.source = SUPPLIER_NOTES.get(
                    relation_slug(row), (row.note, row.source)
                )
            copy.suppliers = suppliers
            copy.save_revision().publish()


def _english(context: DemoContext) -> Locale | None:
    """English, where it is not the content's language and the front page is there in it."""
    found: Locale | None = (
        Locale.objects.filter(language_code="en").exclude(pk=context.transfer.locale.pk).first()
    )
    if found is None or not context.transfer.site.root_page.has_translation(found):
        return None
    return found


def _product(context: DemoContext) -> Any:
    return (
        get_page_model("product")
        ._default_manager.descendant_of(context.transfer.site.root_page)
        .filter(slug=SLUG, locale=context.transfer.locale)
        .first()
    )
