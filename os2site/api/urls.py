"""Addresses of the API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.http import JsonResponse
from django.urls import URLPattern, URLResolver, re_path
from django.urls.resolvers import RoutePattern
from django.utils.translation import gettext as _

from os2site.api.build import NAMESPACE, CurrentApi

if TYPE_CHECKING:
    from django.http import HttpRequest


class ApiResolver(URLResolver):
    """What is below ``v1/``: the operations of the plugins that are active when it is asked."""

    def __init__(self) -> None:
        super().__init__(RoutePattern("v1/"), [], app_name="ninja", namespace=NAMESPACE)
        self._api = CurrentApi()

    @property
    def url_patterns(self) -> Sequence[URLPattern | URLResolver]:  # type: ignore[override]
        """Not Django's property, which keeps what the first request found."""
        return self._api.patterns


def unknown(request: HttpRequest, **kwargs: Any) -> JsonResponse:
    """Answer for an address that no operation has."""
    return JsonResponse({"detail": _("Not found")}, status=404)


urlpatterns: list[URLPattern | URLResolver] = [
    ApiResolver(),
    re_path(r"^.*/$", unknown),
]
