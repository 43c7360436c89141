"""Addresses of what belongs to registrations, below the event's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from os2site import links

if TYPE_CHECKING:
    from django.http import HttpRequest

    from os2site_events.models import Registration

#: The form, below the event's address; its links, and what is shown when it was sent.
FORM: Final = "tilmelding"
CONFIRM: Final = "bekraeft"
OWN: Final = "min"
SENT: Final = "sendt"

#: Purpose of the link to one's own registration.
PURPOSE: Final = "event-registration-own"


def form_url(*, event: Any, request: HttpRequest | None) -> str:
    """The form's address on the site; empty for a page that has none."""
    url = event.get_url(request)
    return f"{url}{FORM}/" if url else ""


def confirm_url(*, event: Any, token: str) -> str:
    """The whole address by which somebody confirms a mail address."""
    return f"{event.full_url}{FORM}/{CONFIRM}/{token}/"


def own_url(registration: Registration, event: Any) -> str:
    """The whole address of somebody's own registration: only its owner may have it."""
    return f"{event.full_url}{FORM}/{OWN}/{own_token(registration)}/"


def own_token(registration: Registration) -> str:
    """What the address of somebody's own registration is made of."""
    return links.sign(purpose=PURPOSE, value=f"{registration.pk}-{registration.key}")
