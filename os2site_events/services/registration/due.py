"""What happens to registrations by the clock: offers that lapse, reminders, mails afterwards."""

from __future__ import annotations

import datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from os2site.due_work import DueTask
from os2site.mail import outbox
from os2site_events.enums import EventStatus, ParticipantState
from os2site_events.models import Participant, Registration, SeatBook
from os2site_events.services.registration import letters
from os2site_events.services.registration.access import registered_events
from os2site_events.services.registration.own import fill, settle
from os2site_events.services.registration.seats import locked

#: A follow-up is not sent later than this many days after the event.
LATE_DAYS: Final = 14


def lapse_offers(*, now: datetime.datetime | None = None) -> int:
    """Take back seats that were not accepted in time and offer them on; returns how many."""
    now = now or timezone.now()
    late = Participant.objects.filter(state=ParticipantState.OFFERED, offer_expires_at__lte=now)
    lapsed = 0
    for event_id in sorted(set(late.values_list("event_id", flat=True))):
        lapsed += _lapse(event_id, now)
    return lapsed


def remind(*, now: datetime.datetime | None = None) -> int:
    """Write to those with a seat some days before the event, once; returns how many mails."""
    now = now or timezone.now()
    sent = 0
    for event in _events(starts_at__gt=now, starts_at__lte=now + datetime.timedelta(days=31)):
        days = datetime.timedelta(days=event.reminder_days)
        if not event.reminder_days or event.starts_at - days > now:
            continue
        # Whoever registers within these days has just had the mail with all of it.
        due = Registration.objects.filter(
            event_id=event.pk,
            is_active=True,
            reminded_at=None,
            created_at__lt=event.starts_at - days,
            participants__state=ParticipantState.CONFIRMED,
        ).distinct()
        for registration in due:
            with transaction.atomic(), letters.in_language(event):
                ours = Registration.objects.filter(pk=registration.pk, reminded_at=None)
                if ours.update(reminded_at=now):
                    outbox.post(letters.reminder(registration, event=event))
                    sent += 1
    return sent


def follow_up(*, now: datetime.datetime | None = None) -> int:
    """Write to those who came, the day after; returns how many mails."""
    now = now or timezone.now()
    day = datetime.timedelta(days=1)
    sent = 0
    for event in _events(ends_at__lte=now - day, ends_at__gt=now - LATE_DAYS * day):
        if not event.follow_up.strip():
            continue
        with transaction.atomic(), letters.in_language(event):
            book = SeatBook.objects.filter(pk=event.pk, followed_up_at=None)
            if not book.update(followed_up_at=now):
                continue
            came = Registration.objects.filter(
                event_id=event.pk, participants__checked_in_at__isnull=False
            ).distinct()
            for registration in came:
                outbox.post(letters.follow_up(registration, event=event))
                sent += 1
    return sent


def _lapse(event_id: int, now: datetime.datetime) -> int:
    with locked(event_id=event_id) as seats, letters.in_language(seats.event):
        late = list(
            Participant.objects.filter(
                event_id=event_id, state=ParticipantState.OFFERED, offer_expires_at__lte=now
            ).select_related("registration")
        )
        for person in late:
            seats.release(person, ParticipantState.LAPSED)
        for registration in {
            person.registration_id: person.registration for person in late
        }.values():
            settle(registration)
            outbox.post(letters.lapsed(registration, event=seats.event))
        fill(seats, now=now)
    return len(late)


def _events(**period: Any) -> list[Any]:
    """Events of a period that take place and have registrations."""
    return registered_events(live=True, status=EventStatus.PLANNED, **period)


DUE_TASKS = (
    DueTask("offers of seats", lapse_offers),
    DueTask("reminders of events", remind),
    DueTask("mails after events", follow_up),
)
