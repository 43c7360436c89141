"""The list of suppliers, with a supplier's form for its own profile below its address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from os2site.page_mixins import ListingPageMixin
from os2site_suppliers.services import invitations
from os2site_suppliers.views import profile

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class SupplierIndexMixin(RoutablePageMixin, ListingPageMixin):
    """Lists suppliers with filters, in alphabetical order: nobody can buy a better place."""

    page_template = "os2site_suppliers/supplier_index_page.html"
    listed_types = ("supplier",)
    listed_facets = ("service", "product", "region", "expertise", "partner")
    default_sort = "name"

    class Meta:
        abstract = True

    @path(f"{invitations.SLUG}/<slug:token>/", name="edit_profile")  # type: ignore[untyped-decorator]
    def serve_form(self, request: HttpRequest, token: str) -> HttpResponse:
        """The form that an invitation opens."""
        return profile.edit_profile(request, index=self, token=token)
