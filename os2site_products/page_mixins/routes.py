"""Addresses below a product's own: its file for catalogues, its reports, and following it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path

from os2site import links
from os2site_products.services import feed, follow
from os2site_products.views import catalogue
from os2site_products.views import follow as follow_views

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class ProductRoutes(RoutablePageMixin):
    """What a product's page serves beside itself."""

    @re_path(r"^publiccode\.yml/?$", name="publiccode")  # type: ignore[untyped-decorator]
    def publiccode(self, request: HttpRequest) -> HttpResponse:
        """The product for catalogues of public software."""
        return catalogue.publiccode_file(request, product=self)

    @path("governance/", name="governance")  # type: ignore[untyped-decorator]
    def serve_governance(self, request: HttpRequest) -> HttpResponse:
        """The newest governance report."""
        return catalogue.governance_page(request, product=self)

    @path("governance/<str:key>/", name="governance_report")  # type: ignore[untyped-decorator]
    def serve_governance_report(self, request: HttpRequest, key: str) -> HttpResponse:
        """The governance report of a day; as JSON where the address ends so."""
        if key.endswith(".json"):
            return catalogue.governance_file(request, product=self, key=key.removesuffix(".json"))
        return catalogue.governance_page(request, product=self, key=key)

    @re_path(r"^governance\.json/?$", name="governance_json")  # type: ignore[untyped-decorator]
    def serve_governance_json(self, request: HttpRequest) -> HttpResponse:
        """The newest governance report as JSON."""
        return catalogue.governance_file(request, product=self)

    @path(f"{feed.SUBPAGE}/", name="feed")  # type: ignore[untyped-decorator]
    def serve_feed(self, request: HttpRequest) -> HttpResponse:
        """What happens around the product, as RSS."""
        return follow_views.product_feed(request, product=self)

    @path(f"{follow.SUBPAGE}/", name="follow")  # type: ignore[untyped-decorator]
    def serve_follow(self, request: HttpRequest) -> HttpResponse:
        """The form to follow the product by mail."""
        return follow_views.follow_page(request, product=self)

    @path(f"{follow.SUBPAGE}/sendt/", name="follow_sent")  # type: ignore[untyped-decorator]
    def serve_follow_sent(self, request: HttpRequest) -> HttpResponse:
        """A mail is on its way."""
        return follow_views.follow_sent(request, product=self)

    @re_path(  # type: ignore[untyped-decorator]
        rf"^{follow.SUBPAGE}/bekraeft/(?P<token>{links.TOKEN})/$", name="follow_confirm"
    )
    def serve_follow_confirm(self, request: HttpRequest, token: str) -> HttpResponse:
        """The link that confirms."""
        return follow_views.follow_confirm(request, product=self, token=token)

    @re_path(  # type: ignore[untyped-decorator]
        rf"^{follow.SUBPAGE}/slut/(?P<token>{links.TOKEN})/$", name="follow_end"
    )
    def serve_follow_end(self, request: HttpRequest, token: str) -> HttpResponse:
        """The link that stops the mails."""
        return follow_views.follow_end(request, product=self, token=token)

    def get_route_paths(self) -> list[str]:
        """The page and what stands below it: a new slug leaves redirects for all of them."""
        return ["/", "/feed/", "/governance/", "/governance.json", "/publiccode.yml"]
