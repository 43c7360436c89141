"""The list of products and projects, with what is said of all of them below its address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from os2site.page_mixins import ListingPageMixin
from os2site.services import subpages
from os2site_products.services import addresses
from os2site_products.views import catalogue

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class ProductIndexMixin(RoutablePageMixin, ListingPageMixin):
    """Lists products and projects with filters, compares them, and shows who uses what."""

    page_template = "os2site_products/product_index_page.html"
    listed_types = ("product",)
    default_sort = "name"
    listed_facets = ("category", "lifecycle", "level", "kind", "service", "technology")
    #: Where the page says who uses what, below its own address; other apps' lists link there.
    adoption_path: ClassVar[str] = f"{addresses.ADOPTION}/"

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The list's context with ``adoption_url`` and ``compare_url``."""
        context = super().get_context(request, *args, **kwargs)
        url = self.get_url(request) or ""  # type: ignore[attr-defined]
        context["adoption_url"] = subpages.address(parent_url=url, slug=addresses.ADOPTION)
        context["compare_url"] = subpages.address(parent_url=url, slug=addresses.COMPARE)
        return context

    def subpage_context(self, request: HttpRequest, subpage: subpages.Subpage) -> dict[str, Any]:
        """The context of a subpage: that of a page, without the list."""
        page: Any = self  # A page of the host, whatever its base.
        context = super(ListingPageMixin, page).get_context(request)
        return subpages.dressed(context=context, page=page, request=request, subpage=subpage)

    @path(f"{addresses.ADOPTION}/", name="adoption")  # type: ignore[untyped-decorator]
    def serve_adoption(self, request: HttpRequest) -> HttpResponse:
        """Who uses what, as a map and as tables."""
        return catalogue.adoption_page(request, index=self)

    @path(f"{addresses.COMPARE}/", name="compare")  # type: ignore[untyped-decorator]
    def serve_comparison(self, request: HttpRequest) -> HttpResponse:
        """Up to four products side by side."""
        return catalogue.compare_page(request, index=self)

    @path(f"{addresses.CATALOGUE}/", name="catalogue")  # type: ignore[untyped-decorator]
    def serve_catalogue(self, request: HttpRequest) -> HttpResponse:
        """Repositories of the public products, for other catalogues."""
        return catalogue.catalogue_file(request, index=self)
