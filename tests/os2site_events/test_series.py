"""Series of events, and copies of an event."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import PageViewRestriction

from os2site.models import Document
from os2site_events.enums import RecurrenceKind
from os2site_events.pages.models import EventPage
from os2site_events.services import copying, recurrence, series
from os2site_events.services.recurrence import Rule
from tests.factories.events import COPENHAGEN, build_event, local
from tests.os2site_events.conftest import EventMaker

slow = [pytest.mark.django_db, pytest.mark.slow]


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def rule(kind: str, first: str, **values: Any) -> Rule:
    if "until" in values:
        values["until"] = day(values["until"])
    return Rule(RecurrenceKind(kind), day(first), **values)


class TestRule:
    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            (rule("uge", "2037-12-01", count=2), ["2037-12-08", "2037-12-15"]),
            (
                rule("uge", "2037-12-01", interval=3, until="2038-01-12"),
                ["2037-12-22", "2038-01-12"],
            ),
            (rule("dato", "2037-12-01", count=2), ["2038-01-01", "2038-02-01"]),
            (rule("dato", "2038-01-31", count=2), ["2038-03-31", "2038-05-31"]),
            (rule("dato", "2028-02-29", interval=12, count=1), ["2032-02-29"]),
            (rule("ugedag", "2037-12-08", count=2), ["2038-01-12", "2038-02-09"]),
            (rule("ugedag", "2037-12-29", count=2), ["2038-03-30", "2038-06-29"]),
            (rule("sidste", "2037-12-29", count=3), ["2038-01-26", "2038-02-23", "2038-03-30"]),
            # The first one is no last Tuesday: the last one of the same month follows.
            (rule("sidste", "2037-12-08", count=2), ["2037-12-29", "2038-01-26"]),
            (rule("uge", "2037-12-01", until="2037-12-01"), []),
            (rule("uge", "2037-12-01", until="2037-11-01"), []),
        ],
    )
    def test_the_days_follow(self, given: Rule, expected: list[str]) -> None:
        assert recurrence.dates(given) == [day(text) for text in expected]

    def test_it_stops_just_above_the_bound(self) -> None:
        endless = rule("uge", "2037-12-01", until="9999-12-01")

        assert len(recurrence.dates(endless)) == recurrence.MAX_DATES + 1
        assert len(recurrence.dates(rule("uge", "2037-12-01", count=10**6))) == 61

    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            (rule("uge", "2037-12-01"), "hver tirsdag"),
            (rule("uge", "2037-12-01", interval=2), "hver 2. uge om tirsdagen"),
            (rule("dato", "2037-12-01"), "den 1. i hver måned"),
            (rule("ugedag", "2037-12-08"), "den 2. tirsdag i hver måned"),
            (rule("sidste", "2037-12-29"), "den sidste tirsdag i hver måned"),
            (rule("sidste", "2037-12-29", interval=3), "den sidste tirsdag hver 3. måned"),
        ],
    )
    def test_it_reads_as_danes_say_it(self, given: Rule, expected: str) -> None:
        with translation.override("da"):
            assert recurrence.rule_text(given) == expected


class TestClock:
    def test_the_local_time_is_kept_when_clocks_change(self) -> None:
        start, end = local("2038-03-23 09:30"), local("2038-03-23 11:00")
        begins, ends = recurrence.moved_times(start, end, days=7)

        assert begins == local("2038-03-30 09:30")
        assert ends == local("2038-03-30 11:00")
        assert begins.utcoffset() != start.utcoffset()

    def test_a_time_that_the_clock_leaves_out_is_moved_and_still_ends_later(self) -> None:
        start, end = local("2038-03-21 02:00"), local("2038-03-21 03:00")
        begins, ends = recurrence.moved_times(start, end, days=7)

        assert begins.astimezone(COPENHAGEN).hour == 3
        assert ends - begins == datetime.timedelta(hours=1)

    def test_an_hour_that_comes_twice_is_the_first_one(self) -> None:
        start, end = local("2038-10-24 02:15"), local("2038-10-24 02:45")
        begins, ends = recurrence.moved_times(start, end, days=7)

        assert begins.astimezone(datetime.UTC).hour == 0
        assert ends - begins == datetime.timedelta(minutes=30)

    @pytest.mark.parametrize(
        ("starts_at", "today", "expected"),
        [
            ("2026-04-30", "2037-11-28", "2038-04-29"),
            ("2037-12-31", "2037-11-28", "2038-12-30"),
            ("2024-02-29", "2037-11-28", "2038-02-25"),
            ("2020-06-10", "2037-11-28", "2038-06-09"),
        ],
    )
    def test_a_later_year_has_the_same_day_of_the_week(
        self, starts_at: str, today: str, expected: str
    ) -> None:
        event = build_event(starts_at=f"{starts_at} 09:30", ends_at=f"{starts_at} 10:30")
        found = copying.next_day(event=event, today=day(today))

        assert found == day(expected)
        assert found.weekday() == event.local_start.weekday()


class TestSeries:
    pytestmark = slow
    WEEKLY = rule("uge", "2038-03-23", count=3)

    @pytest.fixture
    def user(self, db: None) -> User:
        return User.objects.create_superuser("redaktion", password="x")

    @pytest.fixture
    def first(self, event: EventMaker) -> EventPage:
        return event(
            title="Brugerklub",
            slug="brugerklub",
            starts_at="2038-03-23 09:30",
            ends_at="2038-03-23 11:00",
            registration_deadline=day("2038-03-20"),
            marked_full=True,
            programme=[
                {
                    "title": "Oplæg",
                    "date": day("2038-03-23"),
                    "speaker_name": "Anna Eksempel",
                    "speaker_consent": True,
                    "speaker_consent_on": day("2026-01-01"),
                }
            ],
            materials=[
                {"type": "dagsorden", "title": "Dagsorden", "days_before": 8},
                {"type": "optagelse", "title": "Optagelse"},
            ],
        )

    def repeat(self, first: EventPage, user: User, **values: Any) -> list[EventPage]:
        given = {"rule": self.WEEKLY, "days": recurrence.dates(self.WEEKLY), **values}
        made: list[EventPage] = series.repeat(event=first, user=user, **given)
        return made

    def test_each_day_becomes_a_page_of_its_own(self, first: EventPage, user: User) -> None:
        made = self.repeat(first, user)
        first.refresh_from_db()

        assert [page.local_start.isoformat()[:16] for page in made] == [
            "2038-03-30T09:30",
            "2038-04-06T09:30",
            "2038-04-13T09:30",
        ]
        assert {page.local_end.hour for page in made} == {11}
        assert [page.slug for page in made][:1] == ["brugerklub-2038-03-30"]
        assert {page.live for page in made} == {False}
        assert {page.series_key for page in made} == {first.series_key}
        assert {page.series_rule for page in made} == {"Hver tirsdag"}
        assert len({page.translation_key for page in [first, *made]}) == 4
        draft = made[0].get_latest_revision_as_object()
        assert draft.registration_deadline == day("2038-03-27")
        assert not draft.marked_full
        item = draft.programme.get()
        assert item.date == day("2038-03-30")
        assert (item.speaker_name, item.speaker_consent) == ("", False)
        assert [row.title for row in draft.materials.all()] == ["Dagsorden"]
        assert first.programme.get().speaker_name == "Anna Eksempel"
        assert first.materials.count() == 2

    def test_days_left_out_are_left_out_and_others_can_be_published(
        self, client: Client, first: EventPage, user: User
    ) -> None:
        days = recurrence.dates(self.WEEKLY)
        made = self.repeat(first, user, days=[days[0], days[2]], publish=True)

        assert [page.slug[-5:] for page in made] == ["03-30", "04-13"]
        for page in made:
            page.refresh_from_db()
            assert page.live
            assert client.get(page.url).status_code == 200

    def test_a_repeated_call_makes_nothing_twice(self, first: EventPage, user: User) -> None:
        self.repeat(first, user)

        assert self.repeat(first, user) == []
        assert EventPage.objects.count() == 4

    def test_the_latest_draft_is_what_is_repeated(self, first: EventPage, user: User) -> None:
        first.title = "Nyt navn"
        first.save_revision()
        made = self.repeat(first, user)

        assert {page.title for page in made} == {"Nyt navn"}

    def test_too_many_are_refused(self, first: EventPage, user: User) -> None:
        days = [day("2038-04-01") + datetime.timedelta(n) for n in range(61)]
        with pytest.raises(series.TooManyDatesError):
            self.repeat(first, user, days=days)
        assert EventPage.objects.count() == 1

    def test_publishing_an_older_draft_does_not_leave_the_series(
        self, first: EventPage, user: User
    ) -> None:
        draft = first.save_revision()
        self.repeat(first, user)
        draft.publish()
        first.refresh_from_db()

        assert first.series_key is not None

    def test_a_plain_copy_is_no_event_of_the_series(self, first: EventPage, user: User) -> None:
        self.repeat(first, user)
        first.refresh_from_db()
        copy = first.copy(update_attrs={"slug": "kopi"}, user=user)

        assert copy.series_key is None
        assert copy.get_latest_revision_as_object().series_key is None

    def test_each_page_shows_the_other_dates(
        self, client: Client, first: EventPage, user: User
    ) -> None:
        made = self.repeat(first, user, publish=True)
        made[1].refresh_from_db()
        made[1].status = "aflyst"
        made[1].save_revision().publish()
        PageViewRestriction.objects.create(page=made[2], restriction_type="login")
        page = BeautifulSoup(client.get(first.url).content, "html.parser")
        items = page.select(".event-dates li")

        assert [item.get_text(" ", strip=True).replace("\u00a0", " ") for item in items] == [
            "Tirsdag 30. marts 2038 kl. 09.30–11.00",
            "Tirsdag 6. april 2038 kl. 09.30–11.00 Aflyst",
        ]
        assert client.get(str(items[0].a["href"])).status_code == 200  # type: ignore[index]
        assert "Hver tirsdag" in page.get_text()

    def test_the_number_of_queries_does_not_grow(
        self, client: Client, first: EventPage, user: User
    ) -> None:
        def count() -> int:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(first.url).status_code == 200
            return len(queries)

        one = rule("uge", "2038-03-23", count=1)
        self.repeat(first, user, rule=one, days=recurrence.dates(one), publish=True)
        count()
        before = count()
        many = rule("uge", "2038-03-23", count=30)
        self.repeat(first, user, rule=many, days=recurrence.dates(many), publish=True)

        assert count() == before


class TestTemplate:
    pytestmark = slow

    def test_last_years_event_is_a_start_for_the_next(self, event: EventMaker) -> None:
        user = User.objects.create_superuser("redaktion", password="x")
        document = Document.objects.create(
            title="x", type="regnskab", state="godkendt", url="https://example.org/a.pdf"
        )
        page = event(
            title="Årsmøde 2038",
            slug="aarsmoede-2038",
            starts_at="2038-04-29 09:30",
            ends_at="2038-04-30 16:00",
            status="aflyst",
            has_assembly=True,
            assembly_notice_sent_on=day("2038-03-01"),
            minutes_status="godkendt",
            registration_deadline=day("2038-04-15"),
            promotion_group_agrees=True,
            materials=[
                {"type": "regnskab", "title": "Regnskab", "days_before": 8, "document": document},
                {"type": "optagelse", "title": "Optagelse", "document": document},
            ],
        )
        page.starts_at = local("2038-04-29 10:00")
        page.save_revision().publish()
        page.refresh_from_db()
        assert page.calendar_sequence == 1
        copy = copying.copy_as_template(page=page, day=day("2028-04-27"), user=user)
        copy.refresh_from_db()
        draft = copy.get_latest_revision_as_object()

        assert (copy.title, copy.slug, copy.live) == ("Årsmøde 2028", "aarsmoede-2028", False)
        assert draft.local_start.isoformat() == "2028-04-27T10:00:00+02:00"
        assert draft.local_end.isoformat() == "2028-04-28T16:00:00+02:00"
        assert draft.registration_deadline == day("2028-04-13")
        assert draft.status == "planlagt"
        assert draft.calendar_sequence == 0
        assert copy.translation_key != page.translation_key
        assert draft.assembly_notice_sent_on is None
        assert draft.minutes_status == ""
        assert draft.promotion_group_agrees is None
        assert [(row.title, row.document_id) for row in draft.materials.all()] == [
            ("Regnskab", None)
        ]
        assert page.materials.count() == 2
        again = copying.copy_as_template(page=page, day=day("2028-04-27"), user=user)
        assert again.slug == "aarsmoede-2028-2"

    def test_a_moved_event_keeps_the_day_that_was_announced(self, event: EventMaker) -> None:
        page = event()
        page.starts_at, page.ends_at = local("2038-02-05 09:30"), local("2038-02-05 15:30")
        page.save_revision().publish()
        page.refresh_from_db()
        assert page.previous_starts_at == local("2038-01-05 09:30")
        page.starts_at, page.ends_at = local("2038-01-05 10:30"), local("2038-01-05 15:30")
        page.save_revision().publish()
        page.refresh_from_db()

        assert page.previous_starts_at is None
