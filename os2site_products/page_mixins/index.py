"""The list of products and projects."""

from __future__ import annotations

from os2site.page_mixins import ListingPageMixin


class ProductIndexMixin(ListingPageMixin):
    """Lists products and projects with filters."""

    page_template = "os2site_products/product_index_page.html"
    listed_types = ("product",)
    default_sort = "name"
    listed_facets = ("category", "lifecycle", "level", "kind", "service", "technology")

    class Meta:
        abstract = True
