"""What comes next: a number for visitors, and a list for editors."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from os2site.page_types import find_page_model
from os2site.services.key_figures import KeyFigure
from os2site.services.visibility import public_pages
from os2site_events.services import assembly
from os2site_events.services.cards import Badge, badge_of
from os2site_events.services.registration.availability import current_state

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
    from wagtail.models import Site


@dataclass(frozen=True)
class NextEvent:
    """An event on the editors' start page; ``edit_url`` is empty without the right to edit."""

    title: str
    starts_at: datetime.datetime
    badge: Badge
    edit_url: str
    warnings: list[str]


def coming_events(site: Site) -> int | None:
    """Public real events of the site that take place and are not over; ``None`` without any."""
    model = find_page_model("event")
    if model is None:
        return None
    pages = model._default_manager.filter(
        locale=site.root_page.locale, demo=False, status="planlagt", ends_at__gt=timezone.now()
    )
    return public_pages(site=site, pages=pages).count() or None


def next_events(
    *, user: AbstractBaseUser | AnonymousUser, number: int = 5, now: datetime.datetime | None = None
) -> list[NextEvent]:
    """The next published events, the soonest first, for somebody in the administration."""
    model = find_page_model("event")
    if model is None:
        return []
    now = now or timezone.now()
    events: Any = model._default_manager.live().filter(ends_at__gt=now).order_by("starts_at")
    return [
        NextEvent(
            title=event.get_admin_display_title(),
            starts_at=event.local_start,
            badge=badge_of(current_state(event=event, now=now)),
            edit_url=reverse("wagtailadmin_pages:edit", args=[event.pk])
            if event.permissions_for_user(user).can_edit()
            else "",
            warnings=assembly.warnings(event=event, today=now.date()),
        )
        for event in events[:number]
    ]


KEY_FIGURES = (
    KeyFigure("coming_events", _("Coming events"), coming_events, _("Counted on this site today")),
)
