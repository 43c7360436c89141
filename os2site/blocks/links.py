"""Ways on: a call to action and related pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ListBlock,
    PageChooserBlock,
    StructBlock,
    StructBlockValidationError,
    TextBlock,
)

from os2site.services.languages import active_language, localised

if TYPE_CHECKING:
    from wagtail.blocks import StructValue
    from wagtail.models import Page

#: Addresses that a browser may follow; others, such as ``javascript:``, are refused.
FOLLOWABLE = RegexValidator(
    r"^(/(?!/)|#|https?://|mailto:)", _("The address must start with / or https://.")
)


def _targets(pages: list[Page | None]) -> list[Page]:
    chosen = [page for page in pages if page is not None]
    found = localised(pages=chosen, language=active_language())
    return [found[page.pk] for page in chosen if page.pk in found]


class ActionBlock(StructBlock):
    """A next step, with a button."""

    title = CharBlock(label=_("Title"), max_length=160)
    text = TextBlock(label=_("Text"), required=False)
    button = CharBlock(
        label=_("Text of the button"), max_length=60, help_text=_("Starts with a verb.")
    )
    page = PageChooserBlock(label=_("Page"), required=False)
    url = CharBlock(
        label=_("Or address"),
        required=False,
        max_length=400,
        validators=[FOLLOWABLE],
        search_index=False,
    )

    def clean(self, value: Any) -> Any:
        """Require one target.

        :raises StructBlockValidationError: when there is none.
        """
        cleaned = super().clean(value)
        if not self.is_deferred_validation and not cleaned["page"] and not cleaned["url"]:
            raise StructBlockValidationError(
                block_errors={"page": ValidationError(_("Choose a page or give an address."))}
            )
        return cleaned

    def get_context(self, value: StructValue, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        pages = _targets([value["page"]])
        context["url"] = (
            (pages[0].get_url((parent_context or {}).get("request")) or "")
            if pages
            else value["url"]
        )
        return context

    class Meta:
        template = "os2site/blocks/action.html"
        icon = "link"
        label = _("Call to action")
        group = _("Links")
        description = _("One next step with a button. Not shown while its page is not published.")
        preview_template = "os2site/blocks/preview.html"
        preview_value = {
            "title": "Vil I være med?",
            "text": "Medlemmer bestemmer retningen sammen.",
            "button": "Bliv medlem",
            "page": None,
            "url": "/",
        }


class RelatedPagesBlock(StructBlock):
    """Links to other pages; those that are not published are not shown."""

    title = CharBlock(label=_("Title"), required=False, max_length=160)
    pages = ListBlock(PageChooserBlock(label=_("Page")), label=_("Pages"), min_num=1)

    def get_context(self, value: StructValue, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        request = (parent_context or {}).get("request")
        context["links"] = [
            {"title": page.title, "url": page.get_url(request)}
            for page in _targets(list(value["pages"]))
        ]
        return context

    class Meta:
        template = "os2site/blocks/related.html"
        icon = "doc-empty-inverse"
        label = _("Related pages")
        group = _("Links")
        description = _("Links to other pages of the site.")
