"""What every page's frame needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.functional import SimpleLazyObject

from os2site.services.chrome import chrome_for

if TYPE_CHECKING:
    from django.http import HttpRequest


def chrome(request: HttpRequest) -> dict[str, Any]:
    """``chrome``, the site's frame: computed once for a request, and only when it is shown."""
    lazy = getattr(request, "_os2site_chrome", None)
    if lazy is None:
        lazy = SimpleLazyObject(lambda: chrome_for(request))
        request._os2site_chrome = lazy  # type: ignore[attr-defined]
    return {"chrome": lazy}
