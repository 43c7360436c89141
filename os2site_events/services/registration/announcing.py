"""The organiser's own notice to those who are registered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.log_actions import registry as log_registry

from os2site.mail import outbox
from os2site_events.enums import SEATED, WANTED, ParticipantState
from os2site_events.models import Registration
from os2site_events.services.registration import letters
from os2site_events.services.registration.seats import locked

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: Name of a notice in a page's history, which is also what keeps it from being sent twice.
SENT: Final = "os2site_events.notice"


class Audience(TextChoices):
    """Whom a notice is for."""

    SEATED = "plads", _("Those with a seat")
    WAITING = "venteliste", _("Those on the waiting list")
    ALL = "alle", _("All who are registered")


STATES: Final = {
    Audience.SEATED: SEATED,
    Audience.WAITING: frozenset({ParticipantState.WAITING}),
    Audience.ALL: WANTED,
}


def recipients(*, event_id: int, audience: str) -> QuerySet[Registration]:
    """Registrations that get the notice: one mail for each, however many persons it has."""
    return (
        Registration.objects.filter(
            event_id=event_id,
            is_active=True,
            participants__state__in=STATES[Audience(audience)],
        )
        .distinct()
        .order_by("pk")
    )


def send(
    *, event_id: int, subject: str, text: str, audience: str, submission: str, user: Any
) -> int | None:
    """Post the notice to all of them, or to nobody; how many.

    :param submission: the same for one form that is sent twice.
    :returns: ``None`` when it was sent before.
    """
    with locked(event_id=event_id) as seats, letters.in_language(seats.event):
        if _logs(seats.event).filter(data__submission=submission).exists():
            return None
        found = list(recipients(event_id=event_id, audience=audience))
        for registration in found:
            outbox.post(letters.notice(registration, event=seats.event, subject=subject, text=text))
        if found:
            data = {"submission": submission, "recipients": len(found), "subject": subject}
            log(instance=seats.event, action=SENT, user=user, data=data)
        return len(found)


def sent_before(*, event: Any, limit: int = 20) -> Sequence[Any]:
    """Notices that were sent, the newest first: log entries with user, time and data."""
    return list(_logs(event).select_related("user").order_by("-timestamp")[:limit])


def _logs(event: Any) -> Any:
    return log_registry.get_logs_for_instance(event).filter(action=SENT)
