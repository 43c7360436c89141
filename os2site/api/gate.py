"""What stands before a plugin's operations: the site's switch, and containment of its errors."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import JsonResponse
from django.utils.translation import gettext as _
from wagtail.models import Site

from os2site.models import DisabledPlugin
from os2site.plugins import PluginConfig, registry

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

View = Callable[..., "HttpResponse"]


def gate(plugin: PluginConfig) -> Callable[[View], View]:
    """Decorate a plugin's operations: 404 where it is switched off, 500 in JSON when it fails."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            site = Site.find_for_request(request)
            if site is not None and plugin.label in DisabledPlugin.labels_for(site):
                return JsonResponse({"detail": _("Not found")}, status=404)
            try:
                return view(request, *args, **kwargs)
            except Exception as error:
                registry.report(plugin, f"api.{request.path_info}"[:80], error)
                return JsonResponse({"detail": _("The plugin failed.")}, status=500)

        return guarded

    return decorate
