"""The list of suppliers."""

from __future__ import annotations

from os2site.page_mixins import ListingPageMixin


class SupplierIndexMixin(ListingPageMixin):
    """Lists suppliers with filters, in alphabetical order: nobody can buy a better place."""

    page_template = "os2site_suppliers/supplier_index_page.html"
    listed_types = ("supplier",)
    listed_facets = ("service", "product", "region", "expertise", "partner")
    default_sort = "name"

    class Meta:
        abstract = True
