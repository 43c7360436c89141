"""What visitors search for, as editors see it."""

from __future__ import annotations

import csv
import datetime
import io
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from os2site.models import GlossaryEntry, SearchCount
from tests.fixtures.site import TwoLanguageSite

pytestmark = pytest.mark.slow

INDEX = "/admin/os2site/searches/"
FILE = f"{INDEX}csv/"
SYNONYM = f"{INDEX}synonym/"


@pytest.fixture
def site(two_languages: TwoLanguageSite) -> Site:
    return two_languages.site


def add(site: Site, text: str, searches: int, *, days: int = 0, **values: Any) -> None:
    day = timezone.localdate() - datetime.timedelta(days=days)
    values.setdefault("language", "da")
    SearchCount.objects.create(site=site, text=text, searches=searches, day=day, **values)


def texts(response: Any) -> dict[str, list[str]]:
    return {table.id: [row.text for row in table.rows] for table in response.context["tables"]}


def test_editors_see_what_is_searched_for(editor_client: Client, site: Site) -> None:
    add(site, "skærm", 5, clicks=3)
    add(site, "skærm", 2, days=3)
    add(site, "parkometer", 3, without_result=3)
    add(site, "takster", 4)
    add(site, "", 6, without_result=1)
    add(site, "for længe siden", 9, days=30)

    response = editor_client.get(INDEX)

    assert response.status_code == 200
    assert re.search(r"<title>\s*\w", response.content.decode())
    assert texts(response) == {
        "all": ["skærm", "takster", "parkometer"],
        "without_result": ["parkometer"],
        "without_click": ["takster"],
    }
    assert response.context["total"] == {
        "searches": 20,
        "without_result": 4,
        "stood_in": 0,
        "clicks": 3,
    }
    assert INDEX in editor_client.get("/admin/").content.decode()


@pytest.mark.parametrize("path", [INDEX, FILE, SYNONYM])
def test_others_do_not(guest_client: Client, client: Client, site: Site, path: str) -> None:
    add(site, "hemmelighed", 5)

    # Wagtail leads those who lack a permission to its start page, and answers scripts with 403.
    assert guest_client.get(path).status_code == 302
    assert guest_client.get(path, headers={"X-Requested-With": "XMLHttpRequest"}).status_code == 403
    assert client.get(path).status_code == 302
    assert INDEX not in guest_client.get("/admin/").content.decode()


@pytest.mark.parametrize(
    ("days", "unit", "parts"), [("7", "day", 7), ("90", "week", 13), ("365", "month", 12)]
)
def test_periods_are_divided_to_be_read(
    editor_client: Client, site: Site, days: str, unit: str, parts: int
) -> None:
    add(site, "skærm", 5, days=6)

    response = editor_client.get(INDEX, {"days": days})

    bars = response.context["bars"]
    assert response.context["period"].unit == unit
    assert parts <= len(bars) <= parts + 1
    assert sum(bar.totals.searches for bar in bars) == 5
    assert max(bar.width for bar in bars) == response.context["BAR"]
    assert "<svg" in response.content.decode()


@pytest.mark.parametrize(
    "parameters", [{"days": "x"}, {"days": "-1"}, {"days": "99999"}, {"site": "x"}, {"site": "0"}]
)
def test_what_makes_no_sense_shows_the_usual(
    editor_client: Client, site: Site, parameters: dict[str, str]
) -> None:
    response = editor_client.get(INDEX, parameters)

    assert response.status_code == 200
    assert (response.context["period"].days, response.context["period"].site) == (30, site)


def test_each_site_has_its_own(editor_client: Client, site: Site) -> None:
    other = Site.objects.create(hostname="andet.example", root_page=site.root_page)
    add(other, "andetsteds", 5)

    assert texts(editor_client.get(INDEX))["all"] == []
    assert texts(editor_client.get(INDEX, {"site": other.pk}))["all"] == ["andetsteds"]


def test_cost_does_not_grow_with_texts(editor_client: Client, site: Site) -> None:
    counts = []
    for number in (1, 40):
        for place in range(number):
            add(site, f"tekst {number} {place}", 2)
        editor_client.get(INDEX)
        with CaptureQueriesContext(connection) as captured:
            editor_client.get(INDEX)
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_the_file_has_all_texts_and_runs_no_formula(editor_client: Client, site: Site) -> None:
    for number in range(30):
        add(site, f"tekst {number}", 2)
    add(site, "=1+1", 5)
    add(site, "<script>", 4)

    response = editor_client.get(FILE)
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))

    assert response["Content-Type"].startswith("text/csv")
    assert rows[0][0] == "Tekst"
    assert [row[0] for row in rows[1:3]] == ["'=1+1", "<script>"]
    assert len(rows) == 33
    assert "&lt;script&gt;</th>" in editor_client.get(INDEX).content.decode()


def test_a_text_is_offered_the_nearest_words(editor_client: Client, site: Site) -> None:
    near = GlossaryEntry.objects.create(slug="a", preferred="Kørekort", synonyms=["førerbevis"])
    GlossaryEntry.objects.create(slug="b", preferred="Byggetilladelse")
    GlossaryEntry.objects.create(slug="c", preferred="Kørekort", language="en")

    response = editor_client.get(SYNONYM, {"text": "kørkort", "language": "da"})
    html = response.content.decode()

    assert re.search(r"<title>[^-]*kørkort", html)
    assert [item["word"] for item in response.context["near"]] == [near]
    assert f"/glossaryentry/edit/{near.pk}/?misspellings=k%C3%B8rkort" in html
    assert "/glossaryentry/add/?synonyms=k%C3%B8rkort&amp;language=da" in html


@pytest.mark.parametrize(
    "parameters", [{}, {"text": "x\x00" * 5000}, {"text": "<b>", "language": "xx"}]
)
def test_any_text_may_stand_in_the_address(
    editor_client: Client, site: Site, parameters: dict[str, str]
) -> None:
    response = editor_client.get(SYNONYM, parameters)

    assert response.status_code == 200
    assert b"<b>" not in response.content


def test_a_site_without_counting_says_so(editor_client: Client, site: Site, settings: Any) -> None:
    settings.OS2SITE = {**settings.OS2SITE, "SEARCH_LOG_DAYS": 0}

    assert "Søgninger bliver ikke talt" in editor_client.get(INDEX).content.decode()
