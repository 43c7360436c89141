"""Calendar files as programs of others read them, and files of the chosen filters."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from wagtail.models import PageViewRestriction, Site

from os2site.page_types import get_page_model
from os2site_events.services.texts import bare_html
from tests.factories.events import local
from tests.os2site_events.conftest import EventMaker

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ALL = "/arrangementer/kalender.ics"


def titles(client: Client, query: str) -> list[str]:
    response = client.get(f"{ALL}?{query}")
    assert response.status_code == 200
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(response.content).walk("VEVENT")]


class TestFilters:
    """The file takes the filters of the list."""

    @pytest.fixture(autouse=True)
    def _events(self, event: EventMaker, site: Site) -> None:
        root = site.root_page.specific
        model = get_page_model("product")
        product = root.add_child(instance=model(title="Kort", slug="kort", locale=root.locale))
        event(title="A", slug="a", event_type="webinar", location_type="online")
        event(title="B", slug="b", audience=["medlemmer"], location_type="hybrid")
        event(title="C", slug="c", event_type="workshop", products=[{"target": product}])

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("", ["A", "B", "C"]),
            ("event_type=webinar", ["A"]),
            ("event_type=webinar&event_type=workshop", ["A", "C"]),
            ("attendance=online", ["A", "B"]),
            ("attendance=online&event_type=webinar", ["A"]),
            ("audience=medlemmer", ["B"]),
            ("product=kort", ["C"]),
            ("product=kort&event_type=webinar", []),
            ("event_type=", ["A", "B", "C"]),
            ("event_type=findes-ikke", []),
            ("event_type=findes-ikke&event_type=webinar", ["A"]),
            ("event_type=%00", []),
            ("region=" + "x" * 5000, []),
            ("q=ukendt&page=9&date=1999-01", ["A", "B", "C"]),
            ("event_type=webinar" + "&event_type=x" * 200, ["A"]),
        ],
    )
    def test_it_takes_what_the_list_takes(
        self, client: Client, query: str, expected: list[str]
    ) -> None:
        assert titles(client, query) == expected

    def test_its_name_says_what_is_chosen(self, client: Client) -> None:
        content = client.get(f"{ALL}?event_type=webinar&product=kort&product=x").content
        calendar = Calendar.from_ical(content)

        assert calendar["X-WR-CALNAME"] == "Arrangementer: Webinar, Kort"
        assert Calendar.from_ical(client.get(ALL).content)["X-WR-CALNAME"] == "Arrangementer"

    @pytest.mark.parametrize("view", ["", f"maaned/{datetime.date.today():%Y-%m}/"])
    def test_list_and_month_offer_the_file_of_their_filters(
        self, client: Client, view: str
    ) -> None:
        address = f"/arrangementer/{view}?event_type=webinar&q=a"
        page = BeautifulSoup(client.get(address).content, "html.parser")
        link = page.select_one(".event-subscribe a")
        assert link is not None

        assert link["href"] == f"{ALL}?event_type=webinar"
        assert link.get_text(strip=True) == "Abonnér på arrangementer med disse filtre (.ics)"
        assert titles(client, "event_type=webinar") == ["A"]

    def test_what_is_private_is_in_no_file(self, client: Client, event: EventMaker) -> None:
        page = event(title="D", slug="d", event_type="messe")
        assert titles(client, "event_type=messe") == ["D"]
        PageViewRestriction.objects.create(page=page, restriction_type="login")

        assert titles(client, "event_type=messe") == []

    def test_the_number_of_queries_does_not_grow(self, client: Client, event: EventMaker) -> None:
        def count() -> int:
            with CaptureQueriesContext(connection) as queries:
                titles(client, "event_type=temadag&audience=alle&attendance=fysisk")
            return len(queries)

        event(slug="n", audience=["alle"])
        count()
        one = count()
        for number in range(29):
            event(slug=f"n{number}", audience=["alle"], description="<p>x</p>")

        assert count() == one


class TestMarkup:
    def test_the_description_comes_with_and_without_markup(
        self, client: Client, event: EventMaker
    ) -> None:
        event(
            summary="Æbler & <øl>, tak; \\o/",
            description='<h3>Om</h3><p data-block-key="x">Se <a linktype="page" id="1">her</a>.'
            "</p>",
        )
        content = client.get("/arrangementer/temadag/kalender.ics").content
        found = next(iter(Calendar.from_ical(content).walk("VEVENT")))
        html = found["X-ALT-DESC"]

        assert html.params["FMTTYPE"] == "text/html"
        page = BeautifulSoup(str(html), "html.parser")
        assert [item.get_text() for item in page.select("p")][:2] == [
            "Æbler & <øl>, tak; \\o/",
            "Se her.",
        ]
        assert page.select("p")[1].attrs == {}
        links = [str(link["href"]) for link in page.select("a")]
        assert links == [str(found["URL"])]
        assert "GEO" not in found

    @pytest.mark.parametrize(
        ("rich", "expected"),
        [
            ("<p>a &amp; b</p>", "<p>a &amp; b</p>"),
            ("<script>x()</script>", "x()"),
            ("<p onclick='x'>a<img src=x onerror=y></p>", "<p>a</p>"),
            ("a < b <script", "a &lt; b &lt;script"),
            ("<<p>script>", "&lt;<p>script&gt;"),
            ("&lt;script&gt;", "&lt;script&gt;"),
        ],
    )
    def test_only_a_few_elements_are_left(self, rich: str, expected: str) -> None:
        assert bare_html(rich) == expected


class TestKhal:
    """A calendar program imports the file and shows what it understood."""

    @pytest.fixture
    def khal(self, tmp_path: Path) -> list[str]:
        pytest.importorskip("khal")
        (tmp_path / "events").mkdir()
        config = tmp_path / "config"
        config.write_text(
            f"[calendars]\n[[events]]\npath = {tmp_path / 'events'}\n"
            f"[sqlite]\npath = {tmp_path / 'khal.db'}\n"
            "[locale]\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
            "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
            "local_timezone = Europe/Copenhagen\ndefault_timezone = Europe/Copenhagen\n"
        )
        return [sys.executable, "-m", "khal", "-c", str(config)]

    def run(self, *command: str) -> str:
        done = subprocess.run(
            command,
            env={**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(Path(command[4]).parent)},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def test_it_shows_the_same_times_places_and_states(
        self, client: Client, event: EventMaker, khal: list[str], tmp_path: Path
    ) -> None:
        event(title="Ærø åbner", slug="a", city="Vejle", location_name="Salen; den store, blå")
        event(title="Nattevagt", slug="b", starts_at="2038-03-28 01:30", ends_at="2038-03-28 03:30")
        event(title="Vinternat", slug="c", starts_at="2038-10-31 01:30", ends_at="2038-10-31 03:30")
        event(title="Lejr", slug="d", starts_at="2038-06-01 09:00", ends_at="2038-06-03 16:00")
        event(title="Workshop", slug="e", status="aflyst")
        file = tmp_path / "all.ics"
        file.write_bytes(client.get(ALL).content)
        self.run(*khal, "import", "--batch", "-a", "events", str(file))
        shown = self.run(
            *khal,
            "list",
            "-df",
            "",
            "-f",
            "{start-long}|{end-long}|{title}|{location}|{status}",
            "--once",
            "2038-01-01",
            "365d",
        ).splitlines()

        assert sorted(line.strip() for line in shown if line.strip()) == [
            "2038-01-05 09:30|2038-01-05 15:30|Aflyst: Workshop||CANCELLED",
            "2038-01-05 09:30|2038-01-05 15:30|Ærø åbner|Salen; den store, blå, Vejle|CONFIRMED",
            "2038-03-28 01:30|2038-03-28 03:30|Nattevagt||CONFIRMED",
            "2038-06-01 09:00|2038-06-03 16:00|Lejr||CONFIRMED",
            "2038-10-31 01:30|2038-10-31 03:30|Vinternat||CONFIRMED",
        ]


def test_a_file_of_last_year_is_still_read(client: Client, event: EventMaker) -> None:
    """What somebody keeps has the same identity after the event was moved and cancelled."""
    page = event()
    kept = next(iter(Calendar.from_ical(client.get(ALL).content).walk("VEVENT")))
    page.starts_at, page.ends_at = local("2038-10-31 01:30"), local("2038-10-31 03:30")
    page.save_revision().publish()
    page.status = "aflyst"
    page.save_revision().publish()
    now = next(iter(Calendar.from_ical(client.get(ALL).content).walk("VEVENT")))

    assert now["UID"] == kept["UID"]
    assert now["SEQUENCE"] == 2
    assert now["STATUS"] == "CANCELLED"
    assert now["LAST-MODIFIED"].dt >= kept["LAST-MODIFIED"].dt
    start, end = now["DTSTART"].dt, now["DTEND"].dt
    assert end.astimezone(datetime.UTC) - start.astimezone(datetime.UTC) == datetime.timedelta(
        hours=3
    )
