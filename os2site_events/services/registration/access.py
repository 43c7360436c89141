"""Which events have registrations, and who may see them: whoever may edit the event's page."""

from __future__ import annotations

from typing import Any

from os2site.page_types import find_page_model
from os2site_events.models import Registration
from os2site_events.services.registration.versions import original


def find_event(*, event_id: int) -> Any | None:
    """The event as it is published, or as a draft that never was; ``None`` when there is none.

    Of a translation it is the original: an event has one list of registrations.
    """
    model = find_page_model("event")
    if model is None or event_id > 2**31 - 1:
        return None
    event = model._default_manager.filter(pk=event_id).first()
    return None if event is None else original(event=event)


def registered_events(**conditions: Any) -> list[Any]:
    """Events that somebody has registered for; none where the site has no page model for them."""
    model = find_page_model("event")
    if model is None:
        return []
    keys = Registration.objects.values("event_id")
    events = model._default_manager.filter(pk__in=keys, **conditions)
    return list(events.select_related("locale"))


def may_manage(*, user: Any, event: Any) -> bool:
    """Whether the user may see and change the event's registrations."""
    return bool(event.permissions_for_user(user).can_edit())


def may_see_sensitive(*, user: Any, event: Any) -> bool:
    """Whether the user may see sensitive answers: fewer may, those who may publish the page."""
    tester = event.permissions_for_user(user)
    return bool(tester.can_edit() and tester.can_publish())
