"""Abstract bases of page types, whichever base page model the host uses.

They stand above search and services, because saving a page projects it into both.
"""

from os2site.page_mixins.base import SitePageMixin
from os2site.page_mixins.listing import ListingPageMixin
from os2site.page_mixins.menu import MenuPageMixin
from os2site.page_mixins.panels import (
    OptionalFieldPanel,
    PageOfTypePanel,
    TermSlugsSelect,
    sharing_tab,
)

__all__ = [
    "ListingPageMixin",
    "MenuPageMixin",
    "OptionalFieldPanel",
    "PageOfTypePanel",
    "SitePageMixin",
    "TermSlugsSelect",
    "sharing_tab",
]
