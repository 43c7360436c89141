"""How many wrong passwords one address may send, whatever user names it tries."""

from __future__ import annotations

from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest


class LoginLimit(AxesDatabaseHandler):
    """The limit of a user name and address together, and above it one of the address alone.

    One password tried on many user names stays below the first limit for each of them. The second
    one is high, as a whole authority may come from one address; who gets in is no longer counted.
    """

    def is_locked(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        """Whether this attempt is refused before the password is looked at."""
        if super().is_locked(request, credentials):
            return True
        return _failures_from_address(request) >= settings.LOGIN_ATTEMPTS_FROM_ADDRESS


def _failures_from_address(request: HttpRequest) -> int:
    recent = AccessAttempt.objects.filter(
        ip_address=request.axes_ip_address,  # type: ignore[attr-defined]
        attempt_time__gte=get_cool_off_threshold(request),
    )
    return recent.aggregate(failures=Sum("failures_since_start"))["failures"] or 0
