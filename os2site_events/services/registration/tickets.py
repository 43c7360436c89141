"""Tickets: a QR code that leads whoever stands at the door to the person's screen.

The code on it is good for nothing else: the screen is in the administration, behind its login.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString, mark_safe

from os2site_events.enums import SEATED

if TYPE_CHECKING:
    from os2site_events.models import Registration

#: Width of a module of the code in CSS pixels.
SCALE = 4


@dataclass(frozen=True)
class Ticket:
    """A person's ticket.

    :param qr: the code as a drawing; empty where the package that draws it is not installed.
    """

    name: str
    code: str
    qr: SafeString


def tickets(*, event: Any, registration: Registration) -> list[Ticket]:
    """Tickets of those with a seat; none where nobody stands at a door to look at them."""
    if not has_tickets(event=event):
        return []
    found: Sequence[Any] = [
        person for person in registration.participants.all() if person.state in SEATED
    ]
    return [
        Ticket(person.name, person.code, qr_code(ticket_url(event=event, code=person.code)))
        for person in found
    ]


def has_tickets(*, event: Any) -> bool:
    """Whether people come in person, and the administration has the screen that tickets open."""
    return bool(event.is_on_site and ticket_url(event=event, code="A"))


def ticket_url(*, event: Any, code: str) -> str:
    """The whole address that the code holds; empty where there is no such screen."""
    try:
        path = reverse("os2site_event_registrations:ticket", args=[code])
    except NoReverseMatch:
        return ""
    base = getattr(settings, "WAGTAILADMIN_BASE_URL", "") or event.get_site().root_url
    return f"{base.rstrip('/')}{path}"


def qr_code(text: str) -> SafeString:
    """The text as a QR code in SVG, black on white in every theme; empty without ``segno``."""
    if find_spec("segno") is None:
        return SafeString()
    import segno  # noqa: PLC0415 (comes with the extra "events")

    drawing = segno.make(text, error="m", micro=False)
    svg: str = drawing.svg_inline(scale=SCALE, border=4, light="#fff")
    return mark_safe(svg)
