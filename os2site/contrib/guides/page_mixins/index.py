"""The list of guides."""

from __future__ import annotations

from os2site.page_mixins import ListingPageMixin


class GuideIndexMixin(ListingPageMixin):
    """Lists guides by name, with their version and approval."""

    page_template = "os2site_guides/guide_index_page.html"
    listed_types = ("guide",)
    listed_facets = ("collection", "audience")
    default_sort = "name"

    class Meta:
        abstract = True
