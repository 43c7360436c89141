"""What somebody sees who has tried to log in too often."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: Any = None
) -> HttpResponse:
    """Status 429 with a page that says how long to wait. It tells nothing about the account."""
    wait: timedelta = settings.AXES_COOLOFF_TIME
    context = {"minutes": round(wait.total_seconds() / 60)}
    page = render(request, "os2site/login_locked.html", context, status=429)
    page["Retry-After"] = str(round(wait.total_seconds()))
    page["Cache-Control"] = "no-store"
    return page
