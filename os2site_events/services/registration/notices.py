"""What the registered are told when an event changes, and what its seats become then."""

from __future__ import annotations

from typing import Any

from os2site.mail import outbox
from os2site_events.enums import ParticipantState
from os2site_events.models import Registration, SeatBook
from os2site_events.services.registration import letters
from os2site_events.services.registration.own import fill
from os2site_events.services.registration.seats import Seating, facts_told, locked


def event_published(*, instance: Any, **kwargs: Any) -> None:
    """Tell the registered of a new time or place, and offer seats that have become free.

    Connected to Wagtail's signal ``page_published`` for events.
    """
    if not SeatBook.objects.filter(pk=instance.pk).exists():
        return
    with locked(event_id=instance.pk) as seats, letters.in_language(seats.event):
        _tell(seats)
        fill(seats)


def _tell(seats: Seating) -> None:
    event, book = seats.event, seats.book
    known, now = book.told, facts_told(event=event)
    if known == now:
        return
    book.told = now
    book.save(update_fields=["told"])
    registered = Registration.objects.filter(event_id=event.pk, is_active=True).exclude(
        participants__state=ParticipantState.UNCONFIRMED
    )
    for registration in registered.distinct():
        outbox.post(letters.change(registration, event=event))
