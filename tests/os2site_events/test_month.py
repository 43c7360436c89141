"""The month view of the list of events."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from wagtail.models import PageViewRestriction

from os2site_events.pages.models import EventIndexPage, EventPage
from os2site_events.services import month as months
from os2site_events.services.list_links import read_month
from tests.os2site_events.conftest import EventMaker

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# A month keeps its events when they are over, and has an address for ten years ahead only.
JANUARY = "/arrangementer/maaned/2021-01/"


@pytest.fixture
def event(event: EventMaker) -> EventMaker:
    """Makes events of 5 January 2021 where nothing else is said."""

    def make(**values: Any) -> EventPage:
        times = {"starts_at": "2021-01-05 09:30", "ends_at": "2021-01-05 15:30"}
        return event(**(times | values))

    return make


def soup(client: Client, address: str = JANUARY) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def table(page: BeautifulSoup) -> Tag:
    found = page.select("table")
    assert len(found) == 1
    return found[0]


def days(page: BeautifulSoup) -> dict[str, list[str]]:
    """Day → text of each of its events."""
    return {
        str(cell.select_one("time")["datetime"]): [  # type: ignore[index]
            item.get_text(" ", strip=True).replace("\u00a0", " ") for item in cell.select("li")
        ]
        for cell in table(page).select("td.has-events")
    }


def test_the_month_is_a_table_of_weeks_from_monday(client: Client, event: EventMaker) -> None:
    event()
    page = soup(client)
    shown = table(page)

    assert page.h1 is not None
    assert page.h1.get_text() == "Arrangementer i januar 2021"
    assert shown.caption is not None
    assert "januar 2021" in shown.caption.get_text()
    heads = [head["abbr"] for head in shown.select("thead th[scope=col]")]
    assert heads[0] == "Mandag"
    assert heads[6] == "Søndag"
    assert {len(row.select("td")) for row in shown.select("tbody tr")} == {7}
    dates = [time["datetime"] for time in shown.select("time")]
    assert dates == [f"2021-01-{day:02}" for day in range(1, 32)]
    # 1 January 2021 is a Friday: the fifth cell.
    first = shown.select("tbody tr")[0].select("td")
    assert [bool(cell.select("time")) for cell in first] == [False] * 4 + [True] * 3
    assert days(page) == {"2021-01-05": ["Temadag om åbne data kl. 09.30–15.30"]}


def test_the_neighbouring_months_keep_the_filters(client: Client, event: EventMaker) -> None:
    event(event_type="webinar")
    page = soup(client, f"{JANUARY}?event_type=webinar&attendance=fysisk&q=data")
    hrefs = [str(link["href"]) for link in page.select(".month-nav a")]

    assert [href.partition("?")[0] for href in hrefs] == [
        "/arrangementer/maaned/2020-12/",
        "/arrangementer/maaned/2021-02/",
    ]
    for href in hrefs:
        assert "event_type=webinar" in href
        assert "attendance=fysisk" in href
        assert "q=data" in href
        assert client.get(href).status_code == 200
    forms = page.select("main form")
    assert {form["action"] for form in forms} == {JANUARY}
    for tag in page.select("a.tag"):
        assert str(tag["href"]).startswith(JANUARY)


def test_the_filters_narrow_the_month(client: Client, event: EventMaker) -> None:
    event(title="A", slug="a", event_type="webinar", location_type="online")
    event(title="B", slug="b", audience=["medlemmer"])
    event(title="C", slug="c", starts_at="2021-02-01 10:00", ends_at="2021-02-01 11:00")

    def shown(query: str) -> list[str]:
        page = soup(client, f"{JANUARY}?{query}")
        return [link.get_text() for link in table(page).select("a")]

    assert shown("") == ["A", "B"]
    assert shown("event_type=webinar") == ["A"]
    assert shown("audience=medlemmer") == ["B"]
    assert shown("attendance=online") == ["A"]
    assert shown("when=past&page=1") == ["A", "B"]
    assert shown("event_type=%00") == []


def test_an_event_of_several_days_stands_on_each_of_them(client: Client, event: EventMaker) -> None:
    event(title="Lejr", starts_at="2021-01-30 10:00", ends_at="2021-02-02 12:00")

    assert days(soup(client)) == {
        "2021-01-30": ["Lejr fra kl. 10.00 (dag 1 af 4)"],
        "2021-01-31": ["Lejr hele dagen (dag 2 af 4)"],
    }
    assert days(soup(client, "/arrangementer/maaned/2021-02/")) == {
        "2021-02-01": ["Lejr hele dagen (dag 3 af 4)"],
        "2021-02-02": ["Lejr indtil kl. 12.00 (dag 4 af 4)"],
    }


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "expected"),
    [
        ("2021-01-05 22:00", "2021-01-06 00:00", ["2021-01-05"]),
        ("2021-01-05 22:00", "2021-01-06 00:01", ["2021-01-05", "2021-01-06"]),
        # Nights on which the clock changes.
        ("2021-03-28 01:00", "2021-03-28 04:00", ["2021-03-28"]),
        ("2021-10-30 23:00", "2021-10-31 03:30", ["2021-10-30", "2021-10-31"]),
    ],
)
def test_days_are_those_of_the_events_own_clock(
    client: Client, event: EventMaker, starts_at: str, ends_at: str, expected: list[str]
) -> None:
    event(starts_at=starts_at, ends_at=ends_at)

    assert list(days(soup(client, f"/arrangementer/maaned/{starts_at[:7]}/"))) == expected


def test_a_cancelled_and_a_postponed_event_say_so_in_words(
    client: Client, event: EventMaker
) -> None:
    event(title="A", slug="a", status="aflyst")
    event(title="B", slug="b", status="udsat")
    event(title="Aflyst: C", slug="c", status="aflyst")

    assert days(soup(client))["2021-01-05"] == [
        "Aflyst A kl. 09.30–15.30",
        "Aflyst: C kl. 09.30–15.30",
        "Udsat B kl. 09.30–15.30",
    ]


def test_today_is_marked_in_words_and_for_programs(client: Client, index: EventIndexPage) -> None:
    today = timezone.localdate()
    page = soup(client, f"/arrangementer/maaned/{today:%Y-%m}/")
    current = page.select('time[aria-current="date"]')

    assert [time["datetime"] for time in current] == [today.isoformat()]
    assert "I dag" in table(page).get_text()
    assert soup(client).select('time[aria-current="date"]') == []


@pytest.mark.parametrize(
    "month",
    ["2021-13", "2021-00", "0000-01", "1999-12", "9999-12", "2021-1", "27-01", "x", "２０２７-01"],
)
def test_what_is_no_month_is_not_found(client: Client, index: EventIndexPage, month: str) -> None:
    assert client.get(f"/arrangementer/maaned/{month}/").status_code == 404


def test_the_first_and_last_months_lead_no_further(index: EventIndexPage, client: Client) -> None:
    first = soup(client, f"/arrangementer/maaned/{months.FIRST_YEAR}-01/")
    last_year = timezone.localdate().year + months.YEARS_AHEAD
    last = soup(client, f"/arrangementer/maaned/{last_year}-12/")

    assert [link["rel"][0] for link in first.select(".month-nav a")] == ["next"]
    assert [link["rel"][0] for link in last.select(".month-nav a")] == ["prev"]


def test_an_empty_month_leads_on(client: Client, event: EventMaker) -> None:
    event(starts_at="2021-03-05 10:00", ends_at="2021-03-05 11:00")
    page = soup(client)
    links = {link.get_text(): str(link["href"]) for link in page.select(".empty a")}

    assert "Den nærmeste måned med arrangementer: Marts 2021" in links
    assert all(client.get(href).status_code == 200 for href in links.values())
    robots = page.select_one('meta[name="robots"]')
    assert robots is not None
    assert "noindex" in str(robots["content"])


def test_drafts_private_and_expired_events_are_not_in_it(client: Client, event: EventMaker) -> None:
    event(title="Kladde", slug="kladde", live=False)
    private = event(title="Privat", slug="privat")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    event(title="Væk", slug="vaek", expire_at=timezone.now() - datetime.timedelta(1))
    event(title="Åben", slug="aaben")

    assert days(soup(client)) == {"2021-01-05": ["Åben kl. 09.30–15.30"]}


def test_texts_are_escaped(client: Client, event: EventMaker) -> None:
    event(title="<script>alert(1)</script>")

    assert "<script>alert" not in client.get(JANUARY).content.decode()


def test_the_list_leads_to_the_month_and_back_with_the_filters(
    client: Client, event: EventMaker
) -> None:
    event(event_type="webinar")
    page = soup(client, "/arrangementer/?event_type=webinar&date=2021-01")
    month = page.select(".tabs a")[2]
    back = soup(client, str(month["href"])).select(".tabs a")

    assert month["href"] == f"{JANUARY}?event_type=webinar"
    assert [link["href"] for link in back[:2]] == [
        "/arrangementer/?event_type=webinar",
        "/arrangementer/?event_type=webinar&when=past",
    ]
    assert back[2]["aria-current"] == "page"


def test_the_number_of_queries_does_not_grow(client: Client, event: EventMaker) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(JANUARY).status_code == 200
        return len(queries)

    event(slug="a", city="Odense")
    count()
    one = count()
    for number in range(29):
        event(slug=f"e{number}", city="Odense", ends_at="2021-01-09 12:00")

    assert count() == one


def test_months_are_read_from_addresses() -> None:
    assert read_month("2020-12") == datetime.date(2020, 12, 1)
    assert read_month("2020-12\n") is None


def test_month_names_follow_the_language() -> None:
    with translation.override("da"):
        assert months.month_name(datetime.date(2020, 12, 1)) == "december 2020"
