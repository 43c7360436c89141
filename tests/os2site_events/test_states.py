"""What visitors are told, as time goes by."""

from __future__ import annotations

from typing import Any

import pytest

from os2site_events.enums import EventState
from os2site_events.services import cards, states
from tests.factories.events import build_event, local

#: A page that is made asks for its content type, unless an earlier test did.
pytestmark = pytest.mark.django_db

BEFORE, LAST_DAY, AFTER_DEADLINE = "2038-01-01 12:00", "2038-01-02 23:59", "2038-01-03 00:00"


def state(now: str, **values: Any) -> EventState:
    event = build_event(**values)
    return states.state_of(states.facts_of(event=event, full=event.marked_full), now=local(now))


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (BEFORE, EventState.OPEN),
        ("2038-01-05 09:29", EventState.OPEN),
        ("2038-01-05 09:30", EventState.ONGOING),
        ("2038-01-05 15:29", EventState.ONGOING),
        ("2038-01-05 15:30", EventState.HELD),
    ],
)
def test_an_event_is_open_until_it_begins_and_held_when_it_ends(
    now: str, expected: EventState
) -> None:
    assert state(now) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (LAST_DAY, EventState.OPEN),
        (AFTER_DEADLINE, EventState.CLOSED),
        ("2038-01-05 09:29", EventState.CLOSED),
    ],
)
def test_registration_closes_at_the_end_of_the_last_day(now: str, expected: EventState) -> None:
    assert state(now, registration_deadline=local("2038-01-02 00:00").date()) == expected


def test_a_deadline_on_the_day_itself_ends_when_the_event_begins() -> None:
    day = local("2038-01-05 00:00").date()

    assert state("2038-01-05 09:29", registration_deadline=day) == EventState.OPEN
    assert state("2038-01-05 09:30", registration_deadline=day) == EventState.ONGOING


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"marked_full": True, "waiting_list": True}, EventState.WAITING_LIST),
        ({"marked_full": True}, EventState.FULL),
        ({"waiting_list": True}, EventState.OPEN),
    ],
)
def test_a_full_event_has_a_waiting_list_or_not(
    values: dict[str, bool], expected: EventState
) -> None:
    assert state(BEFORE, **values) == expected


@pytest.mark.parametrize("now", [BEFORE, "2038-01-05 10:00", "2028-01-01 00:00"])
@pytest.mark.parametrize(
    ("status", "expected"),
    [("aflyst", EventState.CANCELLED), ("udsat", EventState.POSTPONED)],
)
def test_what_an_editor_decided_stays_whatever_the_time(
    status: str, expected: EventState, now: str
) -> None:
    assert state(now, status=status, marked_full=True, waiting_list=True) == expected


def test_an_event_across_midnight_is_over_the_next_morning() -> None:
    times = {"starts_at": "2038-01-05 22:00", "ends_at": "2038-01-06 02:00"}

    assert state("2038-01-06 01:59", **times) == EventState.ONGOING
    assert state("2038-01-06 02:00", **times) == EventState.HELD


@pytest.mark.parametrize("now", [BEFORE, AFTER_DEADLINE, "2038-01-05 10:00", "2038-01-06 00:00"])
def test_a_card_tells_the_same_state_as_the_page(now: str) -> None:
    event = build_event(registration_deadline=local("2038-01-02 00:00").date())
    row = cards.row_of(
        card=cards.card_of(event=event), title="", url="", demo=False, now=local(now)
    )

    expected = states.state_of(states.facts_of(event=event, full=event.marked_full), now=local(now))
    assert row.badge == cards.badge_of(expected)


@pytest.mark.parametrize("value", EventState)
def test_each_state_has_a_badge_with_a_word_and_a_shape(value: EventState) -> None:
    badge = cards.badge_of(value)

    assert badge.label
    assert badge.icon
