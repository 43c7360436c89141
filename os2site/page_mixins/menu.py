"""Pages that may stand in the site's main menu."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from os2site.page_mixins.base import SitePageMixin
from os2site.page_mixins.panels import OptionalFieldPanel, menu_panels


class MenuPageMixin(SitePageMixin):
    """A page that editors can put in the main menu, with a title of its own there."""

    menu_title = models.CharField(
        _("title in the menu"),
        max_length=40,
        blank=True,
        help_text=_("A short name for the main menu. Leave it empty to show the page's title."),
    )

    menu_panels: ClassVar[Any] = menu_panels()
    #: For page types without a form of their own.
    promote_panels: ClassVar[Any] = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                OptionalFieldPanel("seo_title"),
                OptionalFieldPanel("search_description"),
            ],
            heading=_("Address and search engines"),
        ),
        MultiFieldPanel(menu_panels, heading=_("Main menu")),
    ]

    class Meta:
        abstract = True
