"""What a vision page holds, whichever base page model the host uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    HelpPanel,
    InlinePanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)

from os2site.contrib.vision.services import vision
from os2site.page_mixins import MenuPageMixin, sharing_tab

if TYPE_CHECKING:
    from django.http import HttpRequest


class VisionPageMixin(MenuPageMixin):
    """Vision, mission with its pillars, and strategy with its initiatives.

    Concrete classes add the rows ``items`` and ``products``.
    """

    page_template = "os2site_vision/vision_page.html"

    heading = models.CharField(
        _("heading"),
        max_length=120,
        blank=True,
        help_text=_("Stands above the statement. Empty for the title, which menus show."),
    )

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    TitleFieldPanel("title"),
                    FieldPanel("heading"),
                    HelpPanel(
                        _(
                            "Each item can be found by itself in the search. The vision stands at "
                            "the top, then the mission with its pillars, then the initiatives on a "
                            "scale of years."
                        )
                    ),
                    InlinePanel("items", heading=_("Items"), label=_("item")),
                ],
                heading=_("Vision, mission and strategy"),
            ),
            ObjectList(
                [
                    InlinePanel(
                        "products",
                        heading=_("Products of initiatives"),
                        label=_("product"),
                        help_text=_("The product's page then links to this one."),
                    )
                ],
                heading=_("Products"),
            ),
            sharing_tab(*MenuPageMixin.origin_panels, in_menus=True),
        ]
    )

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page's context with ``vision`` (``services.vision.VisionView``)."""
        context = super().get_context(request, *args, **kwargs)
        context["vision"] = vision.build(page=self, request=request)
        return context

    def seo_description(self) -> str:
        """The statement, unless the editor wrote a description for search engines."""
        written = str(getattr(self, "search_description", ""))
        return written or vision.statement(items=self.items.all())  # type: ignore[attr-defined]
