"""Seats and the waiting list of an event, counted by one at a time.

Whoever gives or takes a seat holds the event's row of :class:`~os2site_events.models.SeatBook`.
Seats are numbered, and no two people can have the same number of an event: should the lock ever
fail, the database refuses the second.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from os2site.page_types import get_page_model
from os2site.search.projection import pages_changed
from os2site_events.enums import SEATED, EventStatus, ParticipantState
from os2site_events.models import Participant, SeatBook
from os2site_events.services.registration import versions


class NoSeats(Exception):  # noqa: N818 (says what it is)
    """All seats are taken, and there is no waiting list."""


class VoteTaken(Exception):  # noqa: N818 (says what it is)
    """The organisation has already said who votes for it."""


def lock(books: QuerySet[SeatBook]) -> QuerySet[SeatBook]:
    """Rows that nobody else may have until the transaction ends.

    SQLite knows no row locks: there the whole transaction must be ``IMMEDIATE``.
    """
    return books.select_for_update()


class Seating:
    """An event's seats while they are locked; :func:`locked` makes it.

    ``event`` is as it is published now, not as a request found it before it had the lock.
    """

    def __init__(self, *, book: SeatBook, event: Any) -> None:
        self.event = event
        self.book = book
        held = Participant.objects.filter(event_id=event.pk, state__in=SEATED)
        rows = list(held.values_list("seat", "group"))
        self._taken: set[int] = {seat for seat, __ in rows if seat is not None}
        self._by_group = Counter(group for __, group in rows)
        self._quotas = {row.name: row.seats for row in event.quotas.all()}
        self._waiting = Counter(
            Participant.objects.filter(
                event_id=event.pk, state=ParticipantState.WAITING
            ).values_list("group", flat=True)
        )
        self._votes: dict[str, set[int]] = {}

    @property
    def is_full(self) -> bool:
        """Whether the next one gets no seat, whichever group it is in."""
        groups = list(self._quotas) or [""]
        return not any(self._is_open_to(group) for group in groups)

    @property
    def free(self) -> int | None:
        """How many seats nobody holds; ``None`` without a limit."""
        capacity = self.event.capacity
        return None if capacity is None else max(0, capacity - len(self._taken))

    def has_room(self, group: str) -> bool:
        """Whether a seat is free for somebody of the group, not counting who waits for it."""
        capacity, quota = self.event.capacity, self._quotas.get(group)
        if self.event.marked_full or (capacity is not None and len(self._taken) >= capacity):
            return False
        return quota is None or self._by_group[group] < quota

    def place(self, person: Participant) -> None:
        """Give a seat, or the last place on the waiting list; the row is not saved.

        :raises NoSeats: when there is neither.
        """
        if self._is_open_to(person.group):
            self._seat(person, ParticipantState.CONFIRMED)
        elif self.event.waiting_list:
            person.state = ParticipantState.WAITING
            person.queue = self.book.next_queue
            self.book.next_queue += 1
            self.book.save(update_fields=["next_queue"])
            self._waiting[person.group] += 1
        else:
            raise NoSeats

    def promote(self, person: Participant, *, now: datetime.datetime, ask: bool) -> None:
        """Give somebody who waits a seat, and save it; with ``ask`` it must be accepted in time.

        :raises NoSeats: when none is free.
        """
        if not self.has_room(person.group):
            raise NoSeats
        self._leave_queue(person)
        if ask and self.event.offer_hours:
            hours = datetime.timedelta(hours=self.event.offer_hours)
            person.offer_expires_at = min(now + hours, self.event.starts_at)
            self._seat(person, ParticipantState.OFFERED)
        else:
            self._seat(person, ParticipantState.CONFIRMED)
        person.save()

    def release(self, person: Participant, state: ParticipantState) -> None:
        """Take seat, place and vote from somebody who does not come, and save it."""
        self._leave_queue(person)
        if person.seat is not None:
            self._taken.discard(person.seat)
            self._by_group[person.group] -= 1
        person.seat = person.vote = person.offer_expires_at = None
        person.state = state
        person.save()

    def give_vote(self, person: Participant) -> None:
        """Number the organisation's vote; the row is not saved.

        :raises VoteTaken: when the organisation has no vote left.
        """
        key = person.organisation_key
        given = self._votes.get(key)
        if given is None:
            votes = Participant.objects.filter(event_id=self.event.pk, organisation_key=key)
            numbers = votes.exclude(vote=None).values_list("vote", flat=True)
            given = {number for number in numbers if number is not None}
            self._votes[key] = given
        if len(given) >= self.event.assembly_votes:
            raise VoteTaken
        person.vote = next(number for number in count(1) if number not in given)
        given.add(person.vote)

    def fill(self, *, now: datetime.datetime | None = None) -> list[Participant]:
        """Offer the free seats to those who wait, in their order, unless the editor chooses."""
        now = now or timezone.now()
        if not self.event.automatic_offers or not self.takes_place(now):
            return []
        promoted = []
        waiting = Participant.objects.filter(
            event_id=self.event.pk, state=ParticipantState.WAITING
        ).select_related("registration")
        for person in waiting.order_by("queue") if self._waiting.total() else ():
            if self.has_room(person.group):
                self.promote(person, now=now, ask=True)
                promoted.append(person)
        return promoted

    def takes_place(self, now: datetime.datetime) -> bool:
        """Whether the event is still to come as announced."""
        event = self.event
        planned = event.status == EventStatus.PLANNED
        return bool(event.live and planned and event.starts_at > now)

    def _is_open_to(self, group: str) -> bool:
        """Whether a newcomer gets a seat: nobody who waits could take it."""
        return self.has_room(group) and not any(
            number and self.has_room(other) for other, number in self._waiting.items()
        )

    def _seat(self, person: Participant, state: ParticipantState) -> None:
        person.state = state
        person.seat = next(number for number in count(1) if number not in self._taken)
        self._taken.add(person.seat)
        self._by_group[person.group] += 1

    def _leave_queue(self, person: Participant) -> None:
        if person.queue is not None:
            self._waiting[person.group] -= 1
        person.queue = None


def facts_told(*, event: Any) -> dict[str, str]:
    """Time, place and status as the registered know them."""
    found = {}
    for name in versions.TOLD_FIELDS:
        value = getattr(event, name)
        found[name] = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return found


@contextmanager
def locked(*, event_id: int) -> Iterator[Seating]:
    """The event's seats for one at a time, in a transaction that ends with the block.

    :param event_id: key of the page that has the seats (:func:`.versions.original`).
    :raises EventPage.DoesNotExist: when the event is gone.
    """
    with transaction.atomic():
        book = _book(event_id)
        event: Any = get_page_model("event")._default_manager.get(pk=event_id)
        versions.keep(event, event)
        if not book.told:
            book.told = facts_told(event=event)
            book.save(update_fields=["told"])
        seating = Seating(book=book, event=event)
        was_full = seating.is_full
        yield seating
        if seating.is_full != was_full:
            pages_changed(versions.keys(event=event))  # Lists say so.


def unlocked(*, event: Any) -> Seating:
    """The event's seats as they are, to look at only."""
    return Seating(book=SeatBook(event_id=event.pk), event=event)


def _book(event_id: int) -> SeatBook:
    books = SeatBook.objects.filter(pk=event_id)
    book = lock(books).first()
    if book is None:
        # Two may come first at once: one of them creates it, and both wait for it.
        SeatBook.objects.bulk_create([SeatBook(event_id=event_id)], ignore_conflicts=True)
        book = lock(books).get()
    return book
