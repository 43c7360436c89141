"""What an event refuses, and what it remembers."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from os2site_events.pages.models import EventMaterial, EventProgrammeItem
from tests.factories.events import build_event, local
from tests.os2site_events.conftest import EventMaker

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"ends_at": "2038-01-05 09:30"}, "ends_at"),
        ({"ends_at": "2038-01-04 15:30"}, "ends_at"),
        ({"registration_deadline": datetime.date(2038, 1, 6)}, "registration_deadline"),
        ({"capacity": 0}, "capacity"),
        ({"waiting_list": True}, "waiting_list"),
        ({"price_amount": Decimal(-1)}, "price_amount"),
        ({"timezone": "Europe/Atlantis"}, "timezone"),
        ({"timezone": "../../etc/passwd"}, "timezone"),
        ({"audience": ["alle", "ingen"]}, "audience"),
        ({"audience": "alle"}, "audience"),
        ({"event_type": "fest"}, "event_type"),
        ({"status": "afholdt"}, "status"),
        ({"assembly_months": ["4"]}, "assembly_months"),
        ({"online_url": "javascript:alert(1)"}, "online_url"),
    ],
)
def test_contradictions_are_refused(values: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        build_event(**values).full_clean(exclude=["path", "depth"])

    assert field in caught.value.message_dict


def test_a_deadline_on_the_day_itself_is_fine_and_a_waiting_list_with_seats_too() -> None:
    build_event(
        registration_deadline=datetime.date(2038, 1, 5), capacity=1, waiting_list=True
    ).full_clean(exclude=["path", "depth"])


def test_an_event_without_times_is_asked_for_them() -> None:
    event = build_event()
    event.starts_at = None

    with pytest.raises(ValidationError) as caught:
        event.full_clean(exclude=["path", "depth"])

    assert set(caught.value.message_dict) == {"starts_at"}


def test_rows_refuse_contradictions() -> None:
    with pytest.raises(ValidationError, match="start_time"):
        EventProgrammeItem(title="Slut", end_time=datetime.time(10)).clean()
    with pytest.raises(ValidationError, match="days_after"):
        EventMaterial(type="referat", title="Referat", days_before=1, days_after=1).clean()


def test_a_pause_is_an_item_at_which_nothing_is_said() -> None:
    assert EventProgrammeItem(title="Frokost").is_break
    assert not EventProgrammeItem(title="Oplæg", speaker_role="It-arkitekt").is_break


class TestCalendarSequence:
    def test_a_new_event_begins_at_zero(self, event: EventMaker) -> None:
        assert event().calendar_sequence == 0

    def test_what_calendars_repeat_raises_it_when_it_is_published(self, event: EventMaker) -> None:
        page = event()
        page.starts_at = local("2038-01-05 10:00")
        page.save_revision().publish()
        page.refresh_from_db()
        assert page.calendar_sequence == 1

        page.status = "aflyst"
        page.save_revision().publish()
        page.refresh_from_db()
        assert page.calendar_sequence == 2

    def test_a_draft_and_other_fields_leave_it(self, event: EventMaker) -> None:
        page = event()
        page.accessibility = "Niveaufrit"
        page.save_revision().publish()
        page.starts_at = local("2038-01-05 11:00")
        page.save_revision()
        page.refresh_from_db()
        assert page.calendar_sequence == 0

    def test_what_changes_before_the_first_publication_was_never_seen(
        self, event: EventMaker
    ) -> None:
        page = event(live=False)
        page.starts_at = local("2038-01-05 10:00")
        page.save_revision().publish()
        page.refresh_from_db()

        assert page.calendar_sequence == 0

    def test_what_changes_while_it_is_withdrawn_counts(self, event: EventMaker) -> None:
        page = event()
        page.unpublish()
        page.starts_at = local("2038-01-05 10:00")
        page.save_revision().publish()
        page.refresh_from_db()

        assert page.calendar_sequence == 1

    def test_an_old_revision_that_is_published_again_never_lowers_it(
        self, event: EventMaker
    ) -> None:
        page = event()
        first = page.latest_revision
        page.starts_at = local("2038-01-05 10:00")
        page.save_revision().publish()
        first.publish()
        page.refresh_from_db()

        assert page.starts_at == local("2038-01-05 09:30")
        assert page.calendar_sequence == 2
