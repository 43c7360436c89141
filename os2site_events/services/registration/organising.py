"""What an organiser does with registrations: accept, promote, cancel, write, register by hand.

All of it holds the event's seats (:func:`~os2site_events.services.registration.seats.locked`), so
that a hand and the clock never give the same seat. Doing a thing twice is harmless. What was done,
and by whom, stands in the page's history with the registration's number, never with a name.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone
from django.utils.crypto import salted_hmac
from wagtail.log_actions import log

from os2site.mail import outbox
from os2site_events.enums import WANTED, ParticipantState
from os2site_events.models import Participant, Registration
from os2site_events.models.registrations import random_key
from os2site_events.services.registration import letters
from os2site_events.services.registration.own import fill, settle, take_out, tell_promoted
from os2site_events.services.registration.questions import Person
from os2site_events.services.registration.receiving import (
    Answers,
    enrol,
    organisation_key,
)
from os2site_events.services.registration.seats import Seating, locked

#: Names of what stands in a page's history.
ACCEPTED: Final = "os2site_events.accept"
DECLINED: Final = "os2site_events.decline"
PROMOTED: Final = "os2site_events.promote"
CANCELLED: Final = "os2site_events.cancel"
CORRECTED: Final = "os2site_events.correct"
RESENT: Final = "os2site_events.resend"
LINK_RENEWED: Final = "os2site_events.renew_link"
REGISTERED: Final = "os2site_events.register"

#: A button pressed twice within this time sends one mail.
PAUSE: Final = datetime.timedelta(minutes=1)


class AddressTaken(Exception):  # noqa: N818 (says what it is)
    """The mail address has another registration for the event."""


@dataclass(frozen=True)
class Correction:
    """What an organiser writes on a registration; persons by the key of their row.

    :param with_sensitive: whether the organiser saw the sensitive answers; without it they stay.
    """

    name: str
    email: str
    organisation: str
    note: str
    persons: Mapping[int, Person]
    with_sensitive: bool


def accept(registration: Registration, *, user: Any) -> list[Participant]:
    """Give seats, or places on the waiting list, to those who wait for the organiser.

    :raises NoSeats: when there is neither for all of them; nothing is changed then.
    """
    with _seats(registration.event_id) as seats:
        pending = list(_in_state(registration, ParticipantState.PENDING))
        for person in pending:
            seats.place(person)
            person.save()
        if pending:
            outbox.post(letters.answer(registration, event=seats.event))
            _note(seats, ACCEPTED, registration, user)
        return pending


def decline(registration: Registration, *, user: Any) -> list[Participant]:
    """Say no to those who wait for the organiser."""
    with _seats(registration.event_id) as seats:
        pending = list(_in_state(registration, ParticipantState.PENDING))
        for person in pending:
            seats.release(person, ParticipantState.DECLINED)
        if pending:
            settle(registration)
            outbox.post(letters.answer(registration, event=seats.event))
            _note(seats, DECLINED, registration, user)
        return pending


def promote(
    registration: Registration,
    *,
    person_id: int,
    ask: bool,
    user: Any,
    now: datetime.datetime | None = None,
) -> bool:
    """Give somebody on the waiting list a seat; with ``ask`` it must be accepted in time.

    :returns: ``False`` when the person waits no more, be it that the clock was quicker.
    :raises NoSeats: when no seat is free for the person's group.
    """
    with _seats(registration.event_id) as seats:
        waiting = _in_state(registration, ParticipantState.WAITING).select_related("registration")
        person = waiting.filter(pk=person_id).first()
        if person is None:
            return False
        seats.promote(person, now=now or timezone.now(), ask=ask)
        tell_promoted([person], event=seats.event)
        _note(seats, PROMOTED, registration, user)
        return True


def cancel(registration: Registration, *, user: Any, person_id: int | None = None) -> int:
    """Cancel one person, or all; free seats go to those who wait. How many were cancelled.

    Other than the participants themselves, an organiser can do so when the event has begun.
    """
    with _seats(registration.event_id) as seats:
        chosen = take_out(registration, person_id=person_id, seats=seats)
        if chosen:
            _note(seats, CANCELLED, registration, user)
            fill(seats)
        return len(chosen)


def resend(registration: Registration, *, user: Any) -> bool:
    """Send the mail that says how it stands; ``False`` when it was sent a moment ago."""
    with _seats(registration.event_id) as seats:
        if not _send_standing(registration, seats):
            return False
        _note(seats, RESENT, registration, user)
        return True


def link_digest(registration: Registration) -> str:
    """Tells one link from the next without being of use to open it."""
    return salted_hmac("os2site_events.link", registration.key).hexdigest()[:16]


def renew_link(registration: Registration, *, seen: str, user: Any) -> bool:
    """Make the old link useless and mail the new one.

    :param seen: the digest of the link that the organiser wants to end.
    :returns: ``False`` when it was ended before.
    """
    with _seats(registration.event_id) as seats:
        registration.refresh_from_db(fields=["key", "is_active"])
        if link_digest(registration) != seen:
            return False
        registration.key = random_key()
        registration.save(update_fields=["key"])
        if registration.is_active:
            outbox.post(_standing_letter(registration, seats))
        _note(seats, LINK_RENEWED, registration, user)
        return True


def register(
    *, event_id: int, answers: Answers, submission: str, write: bool, user: Any
) -> Registration:
    """Register somebody by hand, also past the deadline; never beyond the seats.

    The same form sent twice is one registration. No consent is noted: nobody ticked a box.

    :param write: whether the person gets the mail.
    :raises AddressTaken: when the address is registered.
    :raises NoSeats: when there is no seat and no waiting list.
    :raises VoteTaken: when the organisation has no vote left; nothing is stored in any of these.
    """
    with _seats(event_id) as seats:
        known = Registration.objects.filter(event_id=event_id, submission=submission).first()
        if known is not None:
            return known
        _make_way(event_id, answers.email)
        registration = Registration.objects.create(
            event_id=event_id,
            submission=submission,
            name=answers.name,
            email=answers.email,
            organisation=answers.organisation,
            language=seats.event.locale.language_code,
            consented_at=None,
        )
        enrol(registration, persons=answers.persons, seats=seats, admit=seats.place)
        if write:
            outbox.post(letters.receipt(registration, event=seats.event))
        _note(seats, REGISTERED, registration, user)
        return registration


def correct(registration: Registration, written: Correction, *, user: Any) -> None:
    """Write what the organiser corrected.

    :raises AddressTaken: when the new address has a registration.
    :raises VoteTaken: when the organisation has no vote left; nothing is changed in either.
    """
    with _seats(registration.event_id) as seats:
        registration.refresh_from_db(fields=["is_active"])
        others = Registration.objects.filter(
            event_id=registration.event_id, email__iexact=written.email, is_active=True
        ).exclude(pk=registration.pk)
        if registration.is_active and others.exists():
            raise AddressTaken
        registration.name, registration.email = written.name, written.email
        registration.organisation, registration.note = written.organisation, written.note
        registration.save(update_fields=["name", "email", "organisation", "note"])
        _correct_persons(registration, written, seats)
        _note(seats, CORRECTED, registration, user)


def _correct_persons(registration: Registration, written: Correction, seats: Seating) -> None:
    key = organisation_key(registration.organisation)
    persons = list(registration.participants.order_by("pk"))
    moved = [person for person in persons if person.organisation_key != key]
    if moved:
        # A vote belongs to the organisation: under another name it is asked for anew.
        registration.participants.update(organisation_key=key, vote=None)
    for person in persons:
        if moved:
            person.organisation_key, person.vote = key, None
        given = written.persons.get(person.pk)
        if given is None or person.state not in WANTED:
            continue
        person.name = given.name
        person.answers = [list(pair) for pair in given.answers]
        if written.with_sensitive:
            person.sensitive_answers = [list(pair) for pair in given.sensitive_answers]
        if not given.votes:
            person.vote = None
        elif person.vote is None:
            seats.give_vote(person)
        person.save()


def _make_way(event_id: int, email: str) -> None:
    """Refuse an address that is registered; one that nobody has confirmed begins anew."""
    earlier = Registration.objects.filter(
        event_id=event_id, email__iexact=email, is_active=True
    ).first()
    if earlier is None:
        return
    if not _in_state(earlier, ParticipantState.UNCONFIRMED).exists():
        raise AddressTaken
    earlier.delete()


def _send_standing(registration: Registration, seats: Seating) -> bool:
    letter = _standing_letter(registration, seats)
    since = timezone.now() - PAUSE
    if outbox.posted_since(kind=letter.kind, to=letter.to, since=since):
        return False
    outbox.post(letter)
    return True


def _standing_letter(registration: Registration, seats: Seating) -> Any:
    if _in_state(registration, ParticipantState.UNCONFIRMED).exists():
        return letters.confirmation(registration, event=seats.event)
    # Of an offer it says until when; otherwise it is the receipt.
    return letters.promoted(registration, event=seats.event)


def _in_state(registration: Registration, state: ParticipantState) -> Any:
    return registration.participants.filter(state=state).order_by("pk")


def _note(seats: Seating, action: str, registration: Registration, user: Any) -> None:
    log(instance=seats.event, action=action, user=user, data={"registration": registration.pk})


@contextmanager
def _seats(event_id: int) -> Iterator[Seating]:
    """The event's seats, locked, while letters are in the event's language."""
    with locked(event_id=event_id) as seats, letters.in_language(seats.event):
        yield seats
