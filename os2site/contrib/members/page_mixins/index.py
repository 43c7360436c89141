"""The list of members and users."""

from __future__ import annotations

from os2site.page_mixins import ListingPageMixin


class MemberIndexMixin(ListingPageMixin):
    """Lists members and organisations that use products, with filters."""

    page_template = "os2site_members/member_index_page.html"
    listed_types = ("member",)
    listed_facets = ("relation", "member_type", "region")
    default_sort = "name"

    class Meta:
        abstract = True
