"""The list of members and users."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from os2site.contrib.members.services.adoption import adoption_url
from os2site.page_mixins import ListingPageMixin

if TYPE_CHECKING:
    from django.http import HttpRequest


class MemberIndexMixin(ListingPageMixin):
    """Lists members and organisations that use products, with filters."""

    page_template = "os2site_members/member_index_page.html"
    listed_types = ("member",)
    listed_facets = ("relation", "member_type", "region")
    default_sort = "name"

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The list's context with ``adoption_url``, empty where no list of products has it."""
        context = super().get_context(request, *args, **kwargs)
        context["adoption_url"] = adoption_url(page=self, request=request)
        return context
