"""What all screens of an event's registrations share: who may see them, their head and links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from os2site.admin import screens
from os2site_events.services.registration.access import find_event, may_manage

if TYPE_CHECKING:
    from django.http import HttpRequest

#: Name of the addresses.
NAMES: Final = "os2site_event_registrations"
STYLE: Final = "os2site_events/admin-registrations.css"
ICON: Final = "os2-event"


@dataclass(frozen=True)
class Tab:
    """A link to one of the event's screens."""

    label: str
    url: str
    current: bool


def address(name: str, *args: Any) -> str:
    """The address of a screen."""
    return reverse(f"{NAMES}:{name}", args=args)


def managed_event(request: HttpRequest, event_id: int) -> Any:
    """The event, for those who may edit its page.

    :raises Http404: when there is none.
    :raises PermissionDenied: for all others; Wagtail leads them to its start page and says why.
    """
    event = find_event(event_id=event_id)
    if event is None:
        raise Http404("No such event")
    if not may_manage(user=request.user, event=event):
        raise PermissionDenied
    return event


def crumbs(event: Any, title: str) -> list[dict[str, str]]:
    """The way from the event's page to a screen."""
    first = {"url": reverse("wagtailadmin_pages:edit", args=[event.pk]), "label": event.title}
    registrations = _("Registrations")
    if title == registrations:
        return [first, {"url": "", "label": title}]
    return [
        first,
        {"url": address("index", event.pk), "label": registrations},
        {"url": "", "label": title},
    ]


def tabs(event: Any, current: str) -> list[Tab]:
    """Links to the event's screens."""
    names = {
        "index": _("Participants"),
        "door": _("Check-in"),
        "notice": _("Write to participants"),
        "badges": _("Name badges"),
        "figures": _("Statistics"),
    }
    if event.has_assembly:
        names["members"] = _("Voters")
    return [Tab(label, address(name, event.pk), name == current) for name, label in names.items()]


def frame(event: Any, title: str, *, current: str) -> dict[str, Any]:
    """Title, icon, breadcrumbs and links of a screen."""
    return {
        **screens.frame(title, ICON, above=crumbs(event, title)[:-1], subject=event.title),
        "event": event,
        "tabs": tabs(event, current),
        "STYLE": STYLE,
    }
