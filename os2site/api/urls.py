"""Addresses of the API."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import Http404, JsonResponse
from django.urls import URLPattern, URLResolver, path, re_path
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Router

from os2site import __version__
from os2site.api import search
from os2site.api.contract import ApiRouter
from os2site.api.gate import gate
from os2site.plugins import PluginConfig, registry
from os2site.search.query import QueryError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def build_api() -> NinjaAPI:
    """The API with the routers of the kernel and of the compatible plugins."""
    api = NinjaAPI(
        title="os2site",
        version=__version__,
        description="Read-only access to what is public on the site.",
        docs_url=None,  # The documentation page would load scripts from a third party.
        urls_namespace="os2site-api",
    )

    @api.exception_handler(QueryError)
    def bad_query(request: HttpRequest, error: QueryError) -> HttpResponse:
        body = {"detail": str(error), "parameter": error.parameter}
        return api.create_response(request, body, status=400)

    @api.exception_handler(Http404)
    def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
        return api.create_response(request, {"detail": _("Not found")}, status=404)

    api.add_router("/search", search.router)
    for plugin, item in registry.contributions("api_routers"):
        registry.call(plugin, "api_routers", partial(_add, api, plugin, item), None)
    return api


def _add(api: NinjaAPI, plugin: PluginConfig, item: ApiRouter) -> None:
    guarded = Router(tags=[item.prefix])
    guarded.add_decorator(gate(plugin), mode="view")
    guarded.add_router("", item.router)
    api.add_router(f"/{item.prefix.strip('/')}", guarded)


def unknown(request: HttpRequest, **kwargs: Any) -> JsonResponse:
    """Answer for an address that no operation has."""
    return JsonResponse({"detail": _("Not found")}, status=404)


urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/", build_api().urls),
    re_path(r"^.*/$", unknown),
]
