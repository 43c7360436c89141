"""What an ordinary page holds, whichever base page model the host uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)

from os2site.blocks import body_blocks
from os2site.contrib.content.services import standard
from os2site.models import ContentStreamField
from os2site.page_mixins import MenuPageMixin, OptionalFieldPanel

if TYPE_CHECKING:
    from django.http import HttpRequest


class StandardPageMixin(MenuPageMixin):
    """A page of running text built from blocks. Concrete classes add the rows ``related``."""

    page_template = "os2site_content/standard_page.html"

    lead = models.CharField(
        _("lead"), max_length=300, blank=True, help_text=_("One or two sentences under the title.")
    )
    body = ContentStreamField(body_blocks(), blank=True, verbose_name=_("content"))
    in_section_menu = models.BooleanField(
        _("shown in the section menu"),
        default=False,
        help_text=_(
            "The pages about the community list each other beside the text. The main menu at the "
            "top is set under Sharing."
        ),
    )
    legal_review_required = models.BooleanField(
        _("needs legal review"),
        default=False,
        help_text=_(
            "A template, such as a privacy policy. Have it reviewed and untick this before you "
            "publish the page."
        ),
    )

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    TitleFieldPanel("title"),
                    FieldPanel("lead"),
                    FieldPanel("body"),
                ],
                heading=_("Content"),
            ),
            ObjectList(
                [
                    InlinePanel(
                        "related",
                        heading=_("Related pages"),
                        label=_("page"),
                        help_text=_(
                            "Shown after the text. Pages that aren't published are left out."
                        ),
                    ),
                    FieldPanel("in_section_menu"),
                ],
                heading=_("Links"),
            ),
            ObjectList(
                [
                    FieldPanel("legal_review_required"),
                    MultiFieldPanel(
                        [
                            FieldPanel("slug"),
                            *MenuPageMixin.menu_panels,
                            OptionalFieldPanel("seo_title"),
                            OptionalFieldPanel("search_description"),
                        ],
                        heading=_("Address and search engines"),
                    ),
                    *MenuPageMixin.origin_panels,
                    PublishingPanel(),
                ],
                heading=_("Sharing"),
            ),
        ]
    )

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page's context with its sections, the section menu and related pages."""
        context = super().get_context(request, *args, **kwargs)
        context.update(standard.context(page=self, request=request))
        return context

    def seo_description(self) -> str:
        """The lead, unless the editor wrote a description for search engines."""
        return str(getattr(self, "search_description", "") or self.lead)
