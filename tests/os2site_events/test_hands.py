"""Organisers and visitors at the same moment on PostgreSQL: each seat is given once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from django.db import connection

from os2site.models import OutgoingMail
from os2site_events.enums import SEATED, ParticipantState
from os2site_events.models import Participant, Registration
from os2site_events.pages.models import EventPage
from os2site_events.services.registration import due, letters, organising, own
from os2site_events.services.registration.seats import NoSeats
from tests.os2site_events.registering import registered
from tests.os2site_events.test_parallel import make_page, reset

ROUNDS = 6
SEATS, PEOPLE = 3, 9


def at_once(*actions: Callable[[], Any]) -> None:
    """Do all of it at the same moment, each with a connection of its own.

    Somebody who comes too late for a seat is told so; any other error is the test's.
    """
    barrier = threading.Barrier(len(actions))

    def act(action: Callable[[], Any]) -> None:
        barrier.wait(30)
        try:
            action()
        except (NoSeats, own.OfferGone):
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        list(pool.map(act, actions))


def resize(page: EventPage, capacity: int) -> None:
    """An editor publishes another number of seats."""
    current = EventPage.objects.get(pk=page.pk)
    current.capacity = capacity
    current.save_revision().publish()


def check(page: EventPage, *, limit: int) -> None:
    """Nobody too many, nobody who could have a seat waits, and who has one was told of it once."""
    people = list(Participant.objects.filter(event_id=page.pk))
    seats = [person.seat for person in people if person.state in SEATED]
    assert len(set(seats)) == len(seats)
    assert len(seats) <= limit
    waiting = [person.queue for person in people if person.state == ParticipantState.WAITING]
    assert len(set(waiting)) == len(waiting)
    capacity = EventPage.objects.values_list("capacity", flat=True).get(pk=page.pk)
    assert not waiting or len(seats) >= (capacity or 0)
    for kind in (letters.PROMOTED, letters.CANCELLED):
        told = list(OutgoingMail.objects.filter(kind=kind).values_list("to", flat=True))
        assert len(set(told)) == len(told), kind


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_hands_and_clocks_and_visitors_at_once(postgres_url: str) -> None:
    page = make_page()
    for turn in range(ROUNDS):
        reset()
        resize(page, SEATS)
        rows = [registered(page, f"p{n}@kommune.example") for n in range(PEOPLE)]
        persons = [row.participants.get().pk for row in rows]
        promote = partial(organising.promote, ask=bool(turn % 2), user=None)
        # A visitor and the organiser take the same seat back while others are given by hand.
        at_once(
            partial(own.cancel, rows[0]),
            partial(organising.cancel, rows[0], user=None),
            partial(own.cancel, rows[1]),
            partial(promote, rows[3], person_id=persons[3]),
            partial(promote, rows[3], person_id=persons[3]),
            partial(promote, rows[5], person_id=persons[5]),
            partial(own.cancel, rows[3]),  # Cancelled while promoted.
        )
        check(page, limit=SEATS)

        # Seats are taken away and added while people wait, are offered seats and leave.
        Participant.objects.filter(state=ParticipantState.OFFERED).update(
            offer_expires_at=page.starts_at.replace(year=2020)
        )
        at_once(
            partial(resize, page, SEATS - 1 if turn % 2 else SEATS + 2),
            due.lapse_offers,
            due.lapse_offers,
            partial(own.accept, rows[4]),
            partial(own.cancel, rows[2]),
            partial(promote, rows[7], person_id=persons[7]),
        )
        check(page, limit=SEATS + 2 if turn % 2 == 0 else SEATS)

    # Two organisers accept the same registrations, and one says no: each is answered once.
    reset()
    EventPage.objects.filter(pk=page.pk).update(needs_approval=True, capacity=SEATS)
    rows = [registered(page, f"p{n}@kommune.example") for n in range(PEOPLE)]
    at_once(
        *(partial(organising.accept, row, user=None) for row in rows[:5]),
        *(partial(organising.accept, row, user=None) for row in rows[:5]),
        *(partial(organising.decline, row, user=None) for row in rows[:2]),
    )
    check(page, limit=SEATS)
    answered = OutgoingMail.objects.filter(kind=letters.ANSWER)
    assert sorted(answered.values_list("to", flat=True)) == [row.email for row in rows[:5]]
    assert Registration.objects.filter(is_active=True).count() >= PEOPLE - 2
