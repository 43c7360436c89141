"""What the page about the organisation holds: sections that can each be found by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)

from os2site.contrib.content.services import organisation
from os2site.page_mixins import MenuPageMixin, sharing_tab

if TYPE_CHECKING:
    from django.http import HttpRequest


class OrganisationPageMixin(MenuPageMixin):
    """How the association is organised, its principles, history, partners and contact.

    Concrete classes add the rows ``sections``.
    """

    page_template = "os2site_content/organisation_page.html"

    lead = models.CharField(
        _("lead"), max_length=300, blank=True, help_text=_("One or two sentences under the title.")
    )

    edit_handler = TabbedInterface(
        [
            ObjectList([TitleFieldPanel("title"), FieldPanel("lead")], heading=_("Content")),
            ObjectList(
                [
                    InlinePanel(
                        "sections",
                        heading=_("Sections"),
                        label=_("section"),
                        help_text=_(
                            "Each section can be found by itself in the search. Its type decides "
                            "where on the page it stands."
                        ),
                    )
                ],
                heading=_("Sections"),
            ),
            sharing_tab(*MenuPageMixin.origin_panels, in_menus=True),
        ]
    )

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page's context with ``parts``, its sections in groups, and the section menu."""
        context = super().get_context(request, *args, **kwargs)
        context.update(organisation.context(page=self, request=request))
        return context

    def seo_description(self) -> str:
        """The lead, unless the editor wrote a description for search engines."""
        return str(getattr(self, "search_description", "") or self.lead)
