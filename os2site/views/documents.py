"""Who gets the file behind a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponseBase
from django.utils.cache import add_never_cache_headers
from wagtail.wagtail_hooks import require_wagtail_login

from os2site.middleware import Keep, set_keep
from os2site.services.documents import is_open, may_fetch, may_open_after_login

if TYPE_CHECKING:
    from django.http import HttpRequest


def guard_file(file: Any, request: HttpRequest) -> HttpResponseBase | None:
    """Hand out a file only to whom one of its documents is open, and keep it out of caches.

    Hook of Wagtail's view for files. A visitor who is not logged in is asked to, when that may open
    the file; else it is as if the file did not exist.

    :raises Http404: when the visitor may not have the file.
    """
    if may_fetch(file=file, request=request):
        set_keep(request, Keep.ASK_FIRST if is_open(file=file) else Keep.NEVER)
        return None
    user = getattr(request, "user", None)
    if (user is not None and user.is_authenticated) or not may_open_after_login(file=file):
        raise Http404
    login: HttpResponseBase = require_wagtail_login(next=request.get_full_path())
    add_never_cache_headers(login)
    return login
