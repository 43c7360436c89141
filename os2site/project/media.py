"""Uploaded images where no web server stands in front, as in the demo.

Documents are never served from here: Wagtail checks who may read them.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.static import serve


def serve_image(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file below the folder of images.

    :raises Http404: when there is none, or the name leads out of the folder.
    """
    try:
        response: HttpResponseBase = serve(
            request, name, document_root=str(Path(settings.MEDIA_ROOT) / "images")
        )
    except SuspiciousFileOperation as error:
        raise Http404 from error
    # A picture opened by itself is shown and never runs as part of the site.
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
