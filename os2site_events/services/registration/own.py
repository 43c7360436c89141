"""What people do with their own registration through the link in their mail."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone
from django.utils.crypto import constant_time_compare

from os2site import links
from os2site.mail import outbox
from os2site_events.enums import WANTED, ParticipantState
from os2site_events.models import Participant, Registration
from os2site_events.services.registration import letters
from os2site_events.services.registration.questions import Person
from os2site_events.services.registration.receiving import add_persons
from os2site_events.services.registration.seats import Seating, locked
from os2site_events.services.registration.versions import original

#: How long a link works: registrations are deleted long before.
LINK_AGE: Final = datetime.timedelta(days=800)


class OfferGone(Exception):  # noqa: N818 (says what it is)
    """The offer was answered, or its time is over."""


class TooLate(Exception):  # noqa: N818 (says what it is)
    """The event has begun: nothing can be changed any more."""


@dataclass(frozen=True)
class Changes:
    """What the owner wrote: persons by the key of their row, and persons that come too."""

    name: str
    persons: Mapping[int, Person]
    more: Sequence[Person] = ()


def by_link(*, value: str, event: Any) -> Registration | None:
    """The registration whose own link has this value; ``None`` when gone, or the key is old."""
    pk, __, key = value.partition("-")
    number = links.record_id(pk)
    registration = Registration.objects.filter(pk=number, event_id=original(event=event).pk).first()
    if registration is None or not constant_time_compare(registration.key, key):
        return None
    return registration


def can_change(*, event: Any, now: datetime.datetime | None = None) -> bool:
    """Whether names and answers can be changed and seats given back: until the event begins."""
    return bool(event.starts_at > (now or timezone.now()))


def cancel(registration: Registration, *, person_id: int | None = None) -> list[Participant]:
    """Give back the seat of one person, or of all; who got the seats instead.

    Doing it twice is harmless.

    :raises TooLate: when the event has begun.
    """
    with locked(event_id=registration.event_id) as seats:
        _check_time(seats)
        return fill(seats) if take_out(registration, person_id=person_id, seats=seats) else []


def take_out(
    registration: Registration, *, person_id: int | None, seats: Seating
) -> list[Participant]:
    """Take back the seat of one person, or of all, while the caller holds the event's seats, and
    write to them; who is out now. Their seats are still to be filled.
    """
    persons = registration.participants.filter(state__in=[*WANTED, ParticipantState.UNCONFIRMED])
    chosen = list(persons if person_id is None else persons.filter(pk=person_id))
    for person in chosen:
        seats.release(person, ParticipantState.CANCELLED)
    if chosen:
        settle(registration)
        outbox.post(letters.cancelled(registration, event=seats.event))
    return chosen


def accept(registration: Registration, *, now: datetime.datetime | None = None) -> None:
    """Take the seats that are offered. Doing it twice is harmless.

    :raises OfferGone: when there is no offer any more.
    """
    now = now or timezone.now()
    with locked(event_id=registration.event_id) as seats:
        offered = list(
            registration.participants.filter(
                state=ParticipantState.OFFERED, offer_expires_at__gt=now
            )
        )
        if not offered:
            if registration.participants.filter(state=ParticipantState.CONFIRMED).exists():
                return
            raise OfferGone
        for person in offered:
            person.state, person.offer_expires_at = ParticipantState.CONFIRMED, None
            person.save()
        outbox.post(letters.receipt(registration, event=seats.event))


def decline(registration: Registration) -> list[Participant]:
    """Say no to the seats that are offered; who is offered them instead."""
    with locked(event_id=registration.event_id) as seats:
        offered = list(registration.participants.filter(state=ParticipantState.OFFERED))
        if not offered:
            return []
        for person in offered:
            seats.release(person, ParticipantState.CANCELLED)
        settle(registration)
        outbox.post(letters.cancelled(registration, event=seats.event))
        return fill(seats)


def change(registration: Registration, changes: Changes) -> None:
    """Write new names and answers, and let more persons of the organisation come.

    :raises TooLate: when the event has begun.
    :raises NotOpen: when more persons come and nobody can register any more.
    :raises NoSeats: when more persons come and there is neither seat nor waiting list.
    :raises VoteTaken: when the organisation has no vote left; nothing is changed in any of these.
    """
    with locked(event_id=registration.event_id) as seats:
        _check_time(seats)
        registration.name = changes.name
        registration.save(update_fields=["name"])
        persons = registration.participants.filter(state__in=WANTED, pk__in=changes.persons)
        for person in persons:
            written = changes.persons[person.pk]
            person.name = written.name
            person.answers = [list(pair) for pair in written.answers]
            person.sensitive_answers = [list(pair) for pair in written.sensitive_answers]
            if not written.votes:
                person.vote = None
            elif person.vote is None:
                seats.give_vote(person)
            person.save()
        add_persons(registration, persons=changes.more, seats=seats)
        outbox.post(letters.receipt(registration, event=seats.event, changed=True))


def fill(seats: Seating, *, now: datetime.datetime | None = None) -> list[Participant]:
    """Offer what is free to those who wait, and write to them."""
    promoted = seats.fill(now=now)
    tell_promoted(promoted, event=seats.event)
    return promoted


def tell_promoted(promoted: Sequence[Participant], *, event: Any) -> None:
    """One mail to each registration of which somebody got a seat."""
    for registration in {
        person.registration_id: person.registration for person in promoted
    }.values():
        outbox.post(letters.promoted(registration, event=event))


def registrations_of(persons: Sequence[Participant]) -> list[Registration]:
    """The registrations of these persons, each once, in their order."""
    return list({person.registration_id: person.registration for person in persons}.values())


def settle(registration: Registration) -> None:
    """Note whether anybody of the registration still wants to come."""
    wanted = [*WANTED, ParticipantState.UNCONFIRMED]
    active = registration.participants.filter(state__in=wanted).exists()
    if registration.is_active != active:
        registration.is_active = active
        registration.save(update_fields=["is_active"])


def _check_time(seats: Seating) -> None:
    if not can_change(event=seats.event):
        raise TooLate
