"""What is done round every request."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.translation import gettext as _
from wagtail.exceptions import PageClassNotFoundError

from os2site import memo

SAFE_METHODS = frozenset({"GET", "HEAD"})


class Keep(Enum):
    """Whether caches may keep a file."""

    #: Everyone may have it, and it may be closed at any time: caches ask before they use it again.
    ASK_FIRST = "ask first"
    #: It is for some only.
    NEVER = "never"


def set_keep(request: HttpRequest, keep: Keep) -> None:
    """Note for :func:`site_requests` whether caches may keep the answer to this request."""
    request._os2site_keep = keep  # type: ignore[attr-defined]


def site_requests(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """The kernel's middleware, the last one of a site.

    While a page is made, :func:`os2site.memo.per_request` keeps what was asked. Caches are told
    about files, because Wagtail's view for files says nothing. An editor who opens a page of a
    plugin that was taken out is told so.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        with memo.keeping(active=request.method in SAFE_METHODS):
            response = get_response(request)
        keep: Keep | None = getattr(request, "_os2site_keep", None)
        if keep is Keep.NEVER:
            add_never_cache_headers(response)
        elif keep is Keep.ASK_FIRST:
            patch_cache_control(response, no_cache=True)
        return response

    answer.process_exception = _explain_missing_plugin  # type: ignore[attr-defined]
    return answer


def _explain_missing_plugin(request: HttpRequest, error: Exception) -> HttpResponseBase | None:
    """Instead of Wagtail's error page: the page's place in the tree, with the reason."""
    if not isinstance(error, PageClassNotFoundError) or request.resolver_match is None:
        return None
    text = _("The page is of a plugin that is not installed. It can be edited when that is back.")
    messages.error(request, text)
    return redirect("wagtailadmin_explore", request.resolver_match.kwargs["page_id"])
