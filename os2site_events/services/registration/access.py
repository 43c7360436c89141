"""Who may see an event's registrations: whoever may edit its page, and nobody else."""

from __future__ import annotations

from typing import Any

from os2site.page_types import find_page_model


def find_event(*, event_id: int) -> Any | None:
    """The event as it is published, or as a draft that never was; ``None`` when there is none."""
    model = find_page_model("event")
    if model is None or event_id > 2**31 - 1:
        return None
    return model._default_manager.filter(pk=event_id).first()


def may_manage(*, user: Any, event: Any) -> bool:
    """Whether the user may see and change the event's registrations."""
    return bool(event.permissions_for_user(user).can_edit())


def may_see_sensitive(*, user: Any, event: Any) -> bool:
    """Whether the user may see sensitive answers: fewer may, those who may publish the page."""
    tester = event.permissions_for_user(user)
    return bool(tester.can_edit() and tester.can_publish())
