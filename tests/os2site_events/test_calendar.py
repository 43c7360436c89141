"""Calendar files, read by a library that others use."""

from __future__ import annotations

import datetime
import io
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz
from django.test import Client
from django.utils import timezone
from icalendar import Calendar, Component
from wagtail.models import PageViewRestriction

from os2site_events.services.calendar import calendar_file
from tests.factories.events import COPENHAGEN, build_event, local
from tests.os2site_events.conftest import EventMaker

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ALL = "/arrangementer/kalender.ics"
ONE = "/arrangementer/temadag/kalender.ics"


def read(client: Client, address: str = ALL) -> list[Component]:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


def only(client: Client, address: str = ONE) -> Component:
    found = read(client, address)
    assert len(found) == 1
    return found[0]


def test_an_event_is_read_with_all_that_is_known(client: Client, event: EventMaker) -> None:
    page = event(
        title="Temadag: Æbler, øl & åer; \\ og mere",
        summary="Kort.",
        description="<p>Første.</p><p>Anden &amp; sidste.</p>",
        location_name="Eksempelhuset",
        address="Rådhustorvet 1",
        postal_code="8000",
        city="Aarhus C",
        contact_email="os2@os2.eu",
    )
    found = only(client)

    assert found["UID"] == str(page.translation_key)
    assert found["SUMMARY"] == "Temadag: Æbler, øl & åer; \\ og mere"
    assert found["LOCATION"] == "Eksempelhuset, Rådhustorvet 1, 8000 Aarhus C"
    assert found["URL"].endswith("/arrangementer/temadag/")
    assert found["STATUS"] == "CONFIRMED"
    assert found["SEQUENCE"] == 0
    assert found["DTSTAMP"].dt == page.last_published_at.replace(microsecond=0)
    assert str(found["DESCRIPTION"]).startswith("Kort.\n\nFørste.\nAnden & sidste.\n\nhttp")
    assert found["DTSTART"].dt == local("2038-01-05 09:30")
    assert found["DTSTART"].params["TZID"] == "Europe/Copenhagen"
    assert found["DTEND"].dt == local("2038-01-05 15:30")


def test_what_is_unknown_is_left_out(client: Client, event: EventMaker) -> None:
    event()
    found = only(client)

    assert "LOCATION" not in found
    assert "CONTACT" not in found
    assert "None" not in client.get(ONE).content.decode()


def test_the_link_to_the_meeting_is_never_in_it(client: Client, event: EventMaker) -> None:
    event(location_type="online", online_url="https://moede.example/hemmelig")

    assert only(client)["LOCATION"] == "Online"
    assert b"hemmelig" not in client.get(ONE).content + client.get(ALL).content


def test_a_moved_event_keeps_its_uid_with_a_higher_sequence(
    client: Client, event: EventMaker
) -> None:
    page = event()
    before = only(client)
    page.starts_at = local("2038-01-05 11:00")
    page.slug = "temadag-ny"
    page.save_revision().publish()
    after = only(client, "/arrangementer/temadag-ny/kalender.ics")

    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["DTSTART"].dt == local("2038-01-05 11:00")


@pytest.mark.parametrize(
    ("status", "title", "expected"),
    [
        ("aflyst", "Workshop", ("CANCELLED", "Aflyst: Workshop")),
        ("aflyst", "Aflyst: Workshop", ("CANCELLED", "Aflyst: Workshop")),
        ("udsat", "Workshop", ("TENTATIVE", "Udsat: Workshop")),
    ],
)
def test_a_cancelled_or_postponed_event_says_so(
    client: Client, event: EventMaker, status: str, title: str, expected: tuple[str, str]
) -> None:
    event(title=title, status=status)
    found = only(client)

    assert (found["STATUS"], found["SUMMARY"]) == expected


def test_control_characters_and_line_breaks_make_no_new_property(
    client: Client, event: EventMaker
) -> None:
    event(
        summary="Et\r\nATTACH:https://evil.example\rto\x07\x1b[0m\x85\u2028",
        city="Odense\r\nURL:https://evil.example",
        organisers=["x"],
    )
    content = client.get(ONE).content.decode()
    found = only(client)

    assert "ATTACH" not in found
    assert found["URL"].startswith("http://localhost/")
    assert not any(ord(char) < 32 and char not in "\r\n" for char in content)
    assert all(char not in content for char in "\x7f\x85\u2028")


def test_long_lines_are_folded_and_come_back_whole(client: Client, event: EventMaker) -> None:
    title = "Ærø åbner øjnene 😀 " * 12
    event(title=title.strip())
    lines = client.get(ONE).content.split(b"\r\n")

    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in b"".join(lines)
    assert only(client)["SUMMARY"] == title.strip()


class TestTime:
    """Nights on which clocks change, midnight, several days, other zones."""

    @pytest.mark.parametrize(
        ("starts_at", "ends_at", "hours"),
        [
            ("2038-03-28 01:30", "2038-03-28 03:30", 1),
            ("2038-10-31 01:30", "2038-10-31 03:30", 3),
            ("2038-12-31 23:00", "2039-01-01 01:00", 2),
            ("2038-06-01 09:00", "2038-06-03 16:00", 55),
        ],
    )
    def test_the_moments_come_back(self, starts_at: str, ends_at: str, hours: int) -> None:
        page = build_event(starts_at=starts_at, ends_at=ends_at)
        found = next(
            iter(Calendar.from_ical(calendar_file(events=[page], name="x")).walk("VEVENT"))
        )

        start, end = found["DTSTART"].dt, found["DTEND"].dt
        assert start == page.starts_at
        assert end == page.ends_at
        assert end.astimezone(datetime.UTC) - start.astimezone(datetime.UTC) == datetime.timedelta(
            hours=hours
        )

    @pytest.mark.parametrize("zone", ["Europe/Copenhagen", "America/Nuuk", "Australia/Lord_Howe"])
    def test_the_zone_in_the_file_agrees_with_the_systems(self, zone: str) -> None:
        page = build_event(starts_at="2038-01-01 00:00", ends_at="2038-12-31 23:59", timezone=zone)
        content = calendar_file(events=[page], name="x").decode().replace("\r\n", "\n")
        text = content[content.index("BEGIN:VTIMEZONE") : content.index("BEGIN:VEVENT")]
        in_file = tz.tzical(io.StringIO(text)).get(zone)
        system = ZoneInfo(zone)

        moment = datetime.datetime(2038, 1, 2)
        while moment < datetime.datetime(2038, 12, 30):
            known = moment.replace(tzinfo=system)
            skipped = (
                known.astimezone(datetime.UTC).astimezone(system).replace(tzinfo=None) != moment
            )
            if not skipped and known.utcoffset() == known.replace(fold=1).utcoffset():
                assert moment.replace(tzinfo=in_file).utcoffset() == known.utcoffset(), moment
            moment += datetime.timedelta(minutes=30)

    def test_a_zone_stands_in_the_file_once_and_before_the_events(self) -> None:
        events = [
            build_event(starts_at=f"20{year}-06-01 09:00", ends_at=f"20{year}-06-01 10:00")
            for year in (24, 27, 40)
        ]
        content = calendar_file(events=events, name="x").decode()

        assert content.count("BEGIN:VTIMEZONE") == 1
        assert content.index("VTIMEZONE") < content.index("VEVENT")
        assert "DTSTART:20400325T020000" in content

    def test_the_local_day_holds_at_midnight(self) -> None:
        page = build_event(starts_at="2038-07-01 00:00", ends_at="2038-07-01 23:59")

        assert page.local_start.astimezone(COPENHAGEN).hour == 0
        assert b"DTSTART;TZID=Europe/Copenhagen:20380701T000000" in calendar_file(
            events=[page], name="x"
        )


class TestWhatIsInTheCalendar:
    def test_all_public_events_in_their_order(self, client: Client, event: EventMaker) -> None:
        event(slug="b", title="B", starts_at="2038-01-04 09:00")
        event(slug="a", title="A", starts_at="2038-01-03 09:00", event_type="webinar")
        event(slug="c", title="C", live=False)
        private = event(slug="d", title="D")
        PageViewRestriction.objects.create(page=private, restriction_type="login")
        event(slug="e", title="E", expire_at=timezone.now() - datetime.timedelta(1))
        event(slug="f", title="F", starts_at="2020-01-03 09:00", ends_at="2020-01-03 10:00")

        assert [found["SUMMARY"] for found in read(client)] == ["A", "B"]

    def test_only_the_kinds_that_are_asked_for(self, client: Client, event: EventMaker) -> None:
        event(slug="a", title="A", event_type="webinar")
        event(slug="b", title="B", event_type="workshop")

        assert [item["SUMMARY"] for item in read(client, f"{ALL}?event_type=webinar")] == ["A"]
        assert len(read(client, f"{ALL}?event_type=webinar&event_type=workshop&event_type=x")) == 2
        assert read(client, f"{ALL}?event_type=%00") == []

    def test_a_draft_a_private_and_an_expired_event_have_no_file(
        self, client: Client, event: EventMaker
    ) -> None:
        page = event()
        PageViewRestriction.objects.create(page=page, restriction_type="login")
        assert client.get(ONE).status_code != 200
        event(slug="kladde", live=False)
        assert client.get("/arrangementer/kladde/kalender.ics").status_code == 404
        event(slug="slut", expire_at=timezone.now() - datetime.timedelta(1))
        assert client.get("/arrangementer/slut/kalender.ics").status_code == 404

    def test_it_is_only_read(self, client: Client, event: EventMaker) -> None:
        event()

        assert client.post(ALL).status_code == 405
        assert client.post(ONE).status_code == 405
        assert client.head(ALL).status_code == 200
