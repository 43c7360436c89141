"""The control header of a guide in visitors' words, and which guides are to be revised soon."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from os2site.enums import DocumentState
from os2site.page_types import get_page_model

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet

#: How long before a revision is due editors hear of it.
DAYS_AHEAD = 30


@dataclass(frozen=True)
class Badge:
    """A status as ``components/badge.html`` takes it."""

    tone: str
    label: str
    icon: str


@dataclass(frozen=True)
class ControlItem:
    """A line of ``components/control.html``."""

    label: str
    value: str = ""
    badge: Badge | None = None


_STATES = {
    DocumentState.DRAFT: ("warn", "dash"),
    DocumentState.APPROVED: ("ok", "check"),
    DocumentState.WITHDRAWN: ("bad", "cross"),
}


def control_items(*, page: Any, today: datetime.date | None = None) -> Sequence[ControlItem]:
    """State, version, approval, revision, owner and approver; what nobody stated is said so."""
    tone, icon = _STATES[DocumentState(page.control_state)]
    overdue = page.is_overdue(today=today)
    revision = _day(page.revise_by)
    return [
        ControlItem(_("State"), badge=Badge(tone, page.get_control_state_display(), icon)),
        ControlItem(_("Version"), page.version or _("Not stated")),
        ControlItem(_("Approved"), _day(page.approved_on)),
        ControlItem(_("To be revised by"), badge=Badge("warn", revision, "clock"))
        if overdue
        else ControlItem(_("To be revised by"), revision),
        ControlItem(_("Owner"), page.owner_role or _("Not stated")),
        ControlItem(_("Approved by"), page.approver_role or _("Not stated")),
    ]


def guides_to_revise(*, today: datetime.date | None = None) -> PageQuerySet:
    """Published guides whose day for revision comes within :data:`DAYS_AHEAD`, the first one first.

    Those whose day has passed are not among them: the kernel tells editors of all such pages.
    """
    today = today or timezone.localdate()
    last = today + datetime.timedelta(days=DAYS_AHEAD)
    pages = get_page_model("guide")._default_manager.live()
    soon: PageQuerySet = pages.filter(revise_by__range=(today, last))
    return soon.order_by("revise_by", "title")


def _day(value: datetime.date | None) -> str:
    return date_format(value, "DATE_FORMAT") if value is not None else _("Not stated")
