"""Whose request it is, behind a reverse proxy, without believing what a visitor writes."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


class ClientAddressMiddleware:
    """Put the visitor's address into ``REMOTE_ADDR``, where limits and logs look for it.

    Each proxy appends the address that it was called from to ``X-Forwarded-For``. With
    ``TRUSTED_PROXIES`` of our own, the entry at that place from the right was written by the
    outermost of them; what stands left of it came from the visitor and is not believed. With
    none, or when the entry is no address, ``REMOTE_ADDR`` stays the caller's.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        proxies: int = settings.TRUSTED_PROXIES
        if proxies > 0:
            entries = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
            if len(entries) >= proxies:
                entry = entries[-proxies].strip()
                with contextlib.suppress(ValueError):
                    request.META["REMOTE_ADDR"] = str(ip_address(entry))
        return self.get_response(request)
