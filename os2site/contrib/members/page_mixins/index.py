"""The list of members and users."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from os2site.contrib.members.services import access, on_map
from os2site.contrib.members.services.adoption import adoption_url
from os2site.page_mixins import ListingPageMixin
from os2site.services.subpages import Subpage, address, dressed

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase


class MemberIndexMixin(RoutablePageMixin, ListingPageMixin):
    """Lists members and organisations that use products, with filters; below it, what is for
    members only.
    """

    page_template = "os2site_members/member_index_page.html"
    listed_types = ("member",)
    listed_facets = ("relation", "member_type", "region")
    default_sort = "name"

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The list's context with ``area_url``, ``map_url`` and ``adoption_url``, the last empty
        where no list of products has it.
        """
        context = super().get_context(request, *args, **kwargs)
        context["adoption_url"] = adoption_url(page=self, request=request)
        url = self.get_url(request) or ""  # type: ignore[attr-defined]
        context["area_url"] = f"{url}{access.AREA}/"
        context["map_url"] = address(parent_url=url, slug=on_map.SUBPAGE)
        return context

    def subpage_context(self, request: HttpRequest, subpage: Subpage) -> dict[str, Any]:
        """The context of a subpage: that of a page, without the list."""
        page: Any = self  # A page of the host, whatever its base.
        context = super(ListingPageMixin, page).get_context(request)
        return dressed(context=context, page=page, request=request, subpage=subpage)

    @path(f"{on_map.SUBPAGE}/", name="map")  # type: ignore[untyped-decorator]
    def serve_map(self, request: HttpRequest) -> HttpResponseBase:
        """Members and users on a map, and in tables that say the same."""
        response: HttpResponseBase = _views().member_map(request, index=self)
        return response

    @path(f"{access.AREA}/", name="area")  # type: ignore[untyped-decorator]
    def serve_area(self, request: HttpRequest) -> HttpResponseBase:
        """What is for members only."""
        response: HttpResponseBase = _views().members_area(request, index=self)
        return response

    @path(f"{access.AREA}/{access.LOGOUT}/", name="logout")  # type: ignore[untyped-decorator]
    def serve_logout(self, request: HttpRequest) -> HttpResponseBase:
        """Ends the session."""
        response: HttpResponseBase = _views().log_out(request, index=self)
        return response

    @path(f"{access.PASSWORD}/<str:uidb64>/<str:token>/", name="password")  # type: ignore[untyped-decorator]
    def serve_password(self, request: HttpRequest, uidb64: str, token: str) -> HttpResponseBase:
        """Where an invited contact chooses a password."""
        response: HttpResponseBase = _views().choose_password(
            request, index=self, uidb64=uidb64, token=token
        )
        return response

    @path(f"{access.FORGOTTEN}/", name="forgotten")  # type: ignore[untyped-decorator]
    def serve_forgotten(self, request: HttpRequest) -> HttpResponseBase:
        """Where a contact asks for a new password."""
        response: HttpResponseBase = _views().forgotten_password(request, index=self)
        return response


def _views() -> Any:
    """The views: those of Django's logins can only be imported once all models are loaded."""
    from os2site.contrib.members import views  # noqa: PLC0415

    return views
