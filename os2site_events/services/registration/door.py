"""At the door: who is expected, who has come, and who votes."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone
from wagtail.log_actions import log

from os2site_events.enums import SEATED, ParticipantState
from os2site_events.models import Participant
from os2site_events.services.registration.attendee_list import participants, search
from os2site_events.services.registration.seats import Seating, locked

if TYPE_CHECKING:
    from django.db.models import QuerySet


#: Names of what stands in a page's history.
CAME: Final = "os2site_events.check_in"
CAME_NOT: Final = "os2site_events.undo_check_in"


class Arrival(Enum):
    """What became of somebody at the door."""

    CAME = auto()
    ALREADY = auto()
    NO_SEAT = auto()


@dataclass(frozen=True)
class Voter:
    """An organisation with those who cast its votes."""

    organisation: str
    votes: int
    persons: Sequence[str]
    came: bool


def expected(*, event_id: int, text: str = "") -> QuerySet[Participant]:
    """Those with a seat, by name; those who have not come first."""
    rows = participants(event_id=event_id).filter(state__in=SEATED)
    return search(rows, text=text).order_by("checked_in_at", "name", "pk")


def by_code(*, code: str) -> Participant | None:
    """The participant of a ticket."""
    return (
        Participant.objects.select_related("registration").filter(code=code.strip().upper()).first()
    )


def check_in(
    *, event_id: int, person_id: int, user: Any, now: datetime.datetime | None = None
) -> Arrival | None:
    """Note that somebody has come; the first time counts. ``None`` when there is no such person.

    Whoever comes has answered the offer of a seat.
    """
    with locked(event_id=event_id) as seats:
        person = Participant.objects.filter(event_id=event_id, pk=person_id).first()
        if person is None:
            return None
        if person.state not in SEATED:
            return Arrival.NO_SEAT
        if person.checked_in_at is not None:
            return Arrival.ALREADY
        person.checked_in_at = now or timezone.now()
        person.state, person.offer_expires_at = ParticipantState.CONFIRMED, None
        person.save(update_fields=["checked_in_at", "state", "offer_expires_at", "changed_at"])
        _note(seats, CAME, person.registration_id, user)
        return Arrival.CAME


def undo(*, event_id: int, person_id: int, user: Any) -> bool:
    """Take back that somebody has come; whether there was anything to take back."""
    with locked(event_id=event_id) as seats:
        rows = Participant.objects.filter(event_id=event_id, pk=person_id)
        person = rows.exclude(checked_in_at=None).first()
        if person is None:
            return False
        rows.update(checked_in_at=None)
        _note(seats, CAME_NOT, person.registration_id, user)
        return True


def voters(*, event: Any) -> list[Voter]:
    """Organisations with a seat, each with who votes for it; two queries at most."""
    rows = participants(event_id=event.pk).filter(state__in=SEATED)
    found: dict[str, list[Participant]] = {}
    for person in rows.order_by("organisation_key", "name", "pk"):
        found.setdefault(person.organisation_key, []).append(person)
    return [_voter(people) for people in found.values()]


def _note(seats: Seating, action: str, registration_id: int, user: Any) -> None:
    """Who stood at the door, with the registration's number and never a name."""
    log(instance=seats.event, action=action, user=user, data={"registration": registration_id})


def _voter(people: Sequence[Participant]) -> Voter:
    voting = sorted(
        (person for person in people if person.vote is not None), key=lambda one: one.vote or 0
    )
    return Voter(
        organisation=people[0].registration.organisation,
        votes=len(voting),
        persons=[person.name for person in voting],
        came=any(person.checked_in_at for person in voting),
    )
