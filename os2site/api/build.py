"""The API as a whole: the kernel's operations and those of the plugins that are active now."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from django.http import Http404
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
    from django.urls import URLPattern, URLResolver

Contribution = tuple[PluginConfig, ApiRouter]

NAMESPACE = "os2site-api"


class CurrentApi:
    """The addresses of the API, built when they are first asked for, and again for other plugins.

    Which plugins there are is the registry's to say: whoever asks first must not settle it for the
    rest of the process.
    """

    def __init__(self) -> None:
        self._contributions: list[Contribution] | None = None
        self._patterns: Sequence[URLPattern | URLResolver] = ()

    @property
    def patterns(self) -> Sequence[URLPattern | URLResolver]:
        """The addresses, below that of the API."""
        contributions = list(registry.contributions("api_routers"))
        if contributions != self._contributions:
            self._patterns = _build(contributions).urls[0]
            self._contributions = contributions
        return self._patterns


def _build(contributions: Sequence[Contribution]) -> NinjaAPI:
    api = NinjaAPI(
        title="os2site",
        version=__version__,
        description="Read-only access to what is public on the site.",
        docs_url=None,  # The documentation page would load scripts from a third party.
        urls_namespace=NAMESPACE,
    )

    @api.exception_handler(QueryError)
    def bad_query(request: HttpRequest, error: QueryError) -> HttpResponse:
        body = {"detail": str(error), "parameter": error.parameter}
        return api.create_response(request, body, status=400)

    @api.exception_handler(Http404)
    def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
        return api.create_response(request, {"detail": _("Not found")}, status=404)

    api.add_router("/search", search.router)
    for plugin, item in contributions:
        registry.call(plugin, "api_routers", partial(_add, api, plugin, item), None)
    return api


def _add(api: NinjaAPI, plugin: PluginConfig, item: ApiRouter) -> None:
    guarded = Router(tags=[item.prefix])
    guarded.add_decorator(gate(plugin), mode="view")
    guarded.add_router("", item.router)
    api.add_router(f"/{item.prefix.strip('/')}", guarded)
