"""From a visitor's form to a seat or a place on the waiting list."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from os2site import links
from os2site.mail import outbox
from os2site_events.enums import ParticipantState
from os2site_events.models import Participant, Registration
from os2site_events.services.registration import letters
from os2site_events.services.registration.availability import is_open
from os2site_events.services.registration.questions import Person
from os2site_events.services.registration.seats import Seating, locked
from os2site_events.services.registration.versions import original

#: How long a link that confirms an address works, and after how many days what was never confirmed
#: is deleted.
CONFIRM_AGE: Final = datetime.timedelta(days=2)
UNCONFIRMED_DAYS: Final = 3
#: Registrations of an address for one event in a day, and mails that tell of an earlier one.
DAILY_LIMIT: Final = 5
DAILY_REPEATS: Final = 3
DAY: Final = datetime.timedelta(days=1)


class NotOpen(Exception):  # noqa: N818 (says what it is)
    """Nobody can register for the event now."""


class TooMany(Exception):  # noqa: N818 (says what it is)
    """The address has registered for the event too often today."""


@dataclass(frozen=True)
class Answers:
    """What the visitor wrote."""

    name: str
    email: str
    organisation: str
    persons: Sequence[Person]


def organisation_key(name: str) -> str:
    """By which an organisation is known, however its name is written."""
    return " ".join(name.casefold().split())


def receive(*, event: Any, answers: Answers, submission: str, proven: bool) -> Registration:
    """Store a registration and give seats, or ask by mail first where no proof of work came.

    The same form sent twice is one registration. An address that is registered already gets a mail
    that says so, and the earlier registration stands: whoever sends the form can't tell.

    :raises NotOpen: when nobody can register any more.
    :raises NoSeats: when there is no seat and no waiting list.
    :raises VoteTaken: when the organisation has no vote left.
    :raises TooMany: when the address has tried too often today; nothing is stored in any of these.
    """
    with locked(event_id=original(event=event).pk) as seats:
        known = Registration.objects.filter(submission=submission).first()
        if known is not None:
            return known
        if not (event.live and is_open(event=seats.event)):
            raise NotOpen
        _check_limit(seats.event, answers.email)
        earlier = _active(seats.event, answers.email)
        if earlier is not None and not _is_unconfirmed(earlier):
            _tell_again(earlier, event=seats.event)
            return earlier
        if earlier is not None:
            earlier.delete()  # The owner of the address begins anew.
        registration = Registration.objects.create(
            event_id=seats.event.pk,
            submission=submission,
            name=answers.name,
            email=answers.email,
            organisation=answers.organisation,
            language=event.locale.language_code,
        )
        admit = partial(_admit, seats) if proven else _await_confirmation
        enrol(registration, persons=answers.persons, seats=seats, admit=admit)
        if proven:
            outbox.post(letters.receipt(registration, event=seats.event))
            _tell_organiser(registration, event=seats.event)
        else:
            outbox.post(letters.confirmation(registration, event=seats.event))
    return registration


def by_confirm_link(*, value: str, event: Any) -> Registration | None:
    """The registration that a link to this event's page is about."""
    pk = links.record_id(value)
    return Registration.objects.filter(pk=pk, event_id=original(event=event).pk).first()


def confirm(registration: Registration) -> None:
    """Give seats to whoever has confirmed the address. Once, also when two ask at once.

    :raises NotOpen: when the event takes no more registrations.
    :raises NoSeats: when there is no seat left and no waiting list.
    """
    with locked(event_id=registration.event_id) as seats:
        persons = list(
            registration.participants.filter(state=ParticipantState.UNCONFIRMED).order_by("pk")
        )
        if not persons:
            return
        if not is_open(event=seats.event):
            raise NotOpen
        for person in persons:
            _admit(seats, person)
            person.save()
        outbox.post(letters.receipt(registration, event=seats.event))
        _tell_organiser(registration, event=seats.event)


def add_persons(
    registration: Registration, *, persons: Sequence[Person], seats: Seating
) -> list[Participant]:
    """Further persons of a registration, while the caller holds the event's seats.

    :raises NotOpen: when nobody can register any more.
    :raises NoSeats: when there is no seat and no waiting list.
    :raises VoteTaken: when the organisation has no vote left.
    """
    if not persons:
        return []
    if not is_open(event=seats.event):
        raise NotOpen
    return enrol(registration, persons=persons, seats=seats, admit=partial(_admit, seats))


def enrol(
    registration: Registration,
    *,
    persons: Sequence[Person],
    seats: Seating,
    admit: Callable[[Participant], None],
) -> list[Participant]:
    """Store the persons of a registration, while the caller holds the event's seats.

    :param admit: says where a person stands: with a seat, waiting, or neither yet.
    :raises VoteTaken: when the organisation has no vote left; also whatever ``admit`` raises.
    """
    added = [_participant(registration, person) for person in persons]
    for participant, written in zip(added, persons, strict=True):
        admit(participant)
        if written.votes:
            seats.give_vote(participant)
    return Participant.objects.bulk_create(added)


def _participant(registration: Registration, person: Person) -> Participant:
    """A row for the person, without state and not saved."""
    return Participant(
        registration=registration,
        event_id=registration.event_id,
        name=person.name,
        group=person.group,
        answers=[list(pair) for pair in person.answers],
        sensitive_answers=[list(pair) for pair in person.sensitive_answers],
        organisation_key=organisation_key(registration.organisation),
    )


def purge_unconfirmed(*, now: datetime.datetime) -> int:
    """Delete registrations whose address nobody confirmed in time; returns how many."""
    past = now - datetime.timedelta(days=UNCONFIRMED_DAYS)
    stale = Registration.objects.filter(
        created_at__lt=past, participants__state=ParticipantState.UNCONFIRMED
    ).values("pk")
    with transaction.atomic():
        return Registration.objects.filter(pk__in=stale).delete()[0]


def _admit(seats: Seating, person: Participant) -> None:
    if seats.event.needs_approval:
        person.state = ParticipantState.PENDING
    else:
        seats.place(person)


def _await_confirmation(person: Participant) -> None:
    person.state = ParticipantState.UNCONFIRMED


def _active(event: Any, email: str) -> Registration | None:
    return Registration.objects.filter(
        event_id=event.pk, email__iexact=email, is_active=True
    ).first()


def _is_unconfirmed(registration: Registration) -> bool:
    return registration.participants.filter(state=ParticipantState.UNCONFIRMED).exists()


def _check_limit(event: Any, email: str) -> None:
    today = Registration.objects.filter(
        event_id=event.pk, email__iexact=email, created_at__gte=timezone.now() - DAY
    )
    if today.count() >= DAILY_LIMIT:
        raise TooMany


def _tell_again(registration: Registration, *, event: Any) -> None:
    """To the address's owner only, and not without end: nobody's mailbox is filled through it."""
    since = timezone.now() - DAY
    told = outbox.posted_since(kind=letters.ALREADY, to=registration.email, since=since)
    letter = letters.already(registration, event=event)
    if told < DAILY_REPEATS:
        outbox.post(letter)
    else:
        # As much work as before, so that the time it takes tells nobody of earlier mails.
        letter.html(language=letter.language)


def _tell_organiser(registration: Registration, *, event: Any) -> None:
    if event.needs_approval and event.contact_email:
        with letters.in_language(event):
            outbox.post(letters.to_accept(registration, event=event))
