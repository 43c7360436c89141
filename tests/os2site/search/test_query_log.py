"""Counting searches: what is counted, what is never kept, and that no page waits for it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import signing
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from os2site.models import SearchCount
from os2site.search import query_log
from os2site.search.popular import popular_queries
from os2site.search.suggested_queries import known_queries
from tests.os2site.search.conftest import EntryMaker

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
CLICK = "/soeg/klik/"


@pytest.fixture
def visitor() -> Client:
    return Client(headers={"User-Agent": BROWSER})


def counted() -> list[tuple[str, int, int, int]]:
    rows = SearchCount.objects.order_by("text")
    return list(rows.values_list("text", "searches", "without_result", "clicks"))


def add(site: Site, text: str, searches: int = 1, *, days: int = 0, **values: Any) -> SearchCount:
    day = timezone.localdate() - datetime.timedelta(days=days)
    values.setdefault("language", "da")
    return SearchCount.objects.create(site=site, text=text, searches=searches, day=day, **values)


def test_searches_are_added_up_by_day_and_text(visitor: Client, make_entry: EntryMaker) -> None:
    make_entry("Skærm")
    for address in ("/soeg/?q=Sk%C3%A6rm", "/soeg/?q=+sk%C3%A6rm!", "/soeg/?q=parkometer"):
        assert visitor.get(address).status_code == 200

    assert counted() == [("parkometer", 1, 1, 0), ("skærm", 2, 0, 0)]
    row = SearchCount.objects.get(text="skærm")
    assert (row.day, row.language) == (timezone.localdate(), "da")


def test_the_row_knows_nothing_of_the_visitor() -> None:
    names = {field.name for field in SearchCount._meta.get_fields()}

    assert names == {
        "id",
        "day",
        "site",
        "language",
        "text",
        "searches",
        "without_result",
        "stood_in",
        "clicks",
    }


@pytest.mark.parametrize(
    "address",
    [
        "/soeg/",
        "/soeg/?q=",
        "/soeg/?q=skærm&type=product",
        "/soeg/?q=skærm&category=borger",
        "/soeg/?q=skærm&sort=name",
        "/soeg/?q=skærm&page=2",
        "/soeg/?q=skærm&page=x",
        "/soeg/forslag/?q=skærm",
        "/api/v1/search/?q=skærm",
    ],
)
def test_only_a_search_of_its_own_counts(
    visitor: Client, make_entry: EntryMaker, address: str
) -> None:
    for number in range(25):
        make_entry(f"Skærm {number}", facets={"category": ["borger"]})

    visitor.get(address)

    assert counted() == []


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"User-Agent": "Mozilla/5.0 (compatible; Examplebot/2.1)"},
        {"User-Agent": "curl/8.5"},
        {"User-Agent": "python-requests/2.32"},
        {"User-Agent": BROWSER, "Sec-Purpose": "prefetch;prerender"},
    ],
)
def test_programs_do_not_count(make_entry: EntryMaker, headers: dict[str, str]) -> None:
    make_entry("Skærm")

    html = Client(headers=headers).get("/soeg/?q=skærm").content.decode()

    assert counted() == []
    assert "data-clicks" not in html


def test_a_head_request_does_not_count(visitor: Client, make_entry: EntryMaker) -> None:
    make_entry("Skærm")

    assert visitor.head("/soeg/?q=skærm").status_code == 200
    assert counted() == []


@pytest.mark.parametrize(
    "text",
    [
        "nogen@eksempel.example",
        "nogen @ eksempel",
        "010190-1234",
        "0101901234",
        "010190 1234",
        "010190-xxxx",
        "borger 12345678",
        "+45 12 34 56 78",
        "1234-5678",
        "12.34.56.78",
        "(12) 34/56 78",
        "١٢٣٤٥٦٧٨",
        "１２３４５６７８",
        "x" * 81,
        "!!!",
    ],
)
def test_what_may_be_personal_counts_without_its_text(
    visitor: Client, make_entry: EntryMaker, text: str
) -> None:
    make_entry("Skærm")

    assert visitor.get("/soeg/", {"q": text}).status_code == 200

    assert [row[:2] for row in counted()] == [("", 1)]


@pytest.mark.parametrize("text", ["os2 2026", "kle 27.18.02", "gdpr", "2026", "ændring af § 12"])
def test_ordinary_texts_are_kept(text: str) -> None:
    assert query_log.kept_text(text) == text


def test_nothing_is_counted_when_the_site_says_so(
    visitor: Client, make_entry: EntryMaker, settings: Any
) -> None:
    settings.OS2SITE = {**settings.OS2SITE, "SEARCH_LOG_DAYS": 0}
    make_entry("Skærm")

    assert "data-clicks" not in visitor.get("/soeg/?q=skærm").content.decode()
    assert counted() == []


def test_counting_is_one_statement_after_the_page(
    visitor: Client, make_entry: EntryMaker, site: Site
) -> None:
    add(site, "skærm")
    search = query_log.Searched(timezone.localdate(), site.pk, "da", "skærm")
    with CaptureQueriesContext(connection) as captured:
        query_log.count(search)

    writes = [item for item in captured.captured_queries if "INSERT" in item["sql"]]
    assert len(writes) == 1
    assert counted() == [("skærm", 2, 0, 0)]


@pytest.fixture
def no_table(db: None) -> Iterator[None]:
    """The table is gone, as after a migration that has not run yet."""
    table = SearchCount._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO {table}_away")
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table}_away RENAME TO {table}")


def test_a_failing_database_costs_the_count_and_not_the_page(
    visitor: Client, make_entry: EntryMaker, no_table: None, caplog: pytest.LogCaptureFixture
) -> None:
    make_entry("Hemmelighed")

    response = visitor.get("/soeg/?q=hemmelighed")
    token = response.context["click_token"]

    assert response.status_code == 200
    assert "A search was not counted" in caplog.text
    assert "hemmelighed" not in caplog.text
    assert visitor.post(CLICK, token, content_type="text/plain").status_code == 204


def test_the_usual_patience_comes_back(site: Site) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        before = cursor.fetchone()
        query_log.count(query_log.Searched(timezone.localdate(), site.pk, "da", "x"))
        cursor.execute("PRAGMA busy_timeout")
        assert cursor.fetchone() == before


# --- Clicks


def test_a_click_counts_once_for_each_search(visitor: Client, make_entry: EntryMaker) -> None:
    make_entry("Skærm")
    response = visitor.get("/soeg/?q=skærm")
    token = response.context["click_token"]
    assert f'data-clicks="{CLICK}"' in response.content.decode()

    for __ in range(3):
        assert visitor.post(CLICK, token, content_type="text/plain").status_code == 204

    assert counted() == [("skærm", 1, 0, 1)]


@pytest.mark.parametrize(
    "body",
    ["", "x", "x" * 2000, "æ", signing.dumps(["2026-01-01", 1, "da", "x"], salt="other")],
    # A signature is another one each time, and workers must collect the same tests.
    ids=["empty", "short", "long", "letter", "of another salt"],
)
def test_a_click_needs_a_token_of_ours(visitor: Client, site: Site, body: str) -> None:
    add(site, "x")

    assert visitor.post(CLICK, body, content_type="text/plain").status_code == 400
    assert counted() == [("x", 1, 0, 0)]


def test_an_old_token_counts_no_more(
    visitor: Client, make_entry: EntryMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_entry("Skærm")
    token = visitor.get("/soeg/?q=skærm").context["click_token"]
    monkeypatch.setattr(query_log, "CLICK_TIME", -1)

    assert visitor.post(CLICK, token, content_type="text/plain").status_code == 400
    assert counted() == [("skærm", 1, 0, 0)]


def test_a_click_is_told_by_post_and_needs_no_session(make_entry: EntryMaker) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"User-Agent": BROWSER})
    make_entry("Skærm")
    token = strict.get("/soeg/?q=skærm").context["click_token"]

    assert strict.get(CLICK).status_code == 405
    answer = strict.post(CLICK, token, content_type="text/plain")
    assert answer.status_code == 204
    assert not answer.cookies


# --- What is forgotten


def test_due_work_deletes_the_old_and_forgets_the_seldom(site: Site, settings: Any) -> None:
    settings.OS2SITE = {**settings.OS2SITE, "SEARCH_LOG_DAYS": 100}
    add(site, "for gammel", 50, days=100)
    add(site, "næsten", 50, days=99)
    add(site, "et navn", 1, days=40, without_result=1, clicks=0)
    add(site, "et andet navn", 1, days=40, clicks=1)
    add(site, "et navn til", 2, days=31)
    add(site, "", 4, days=40)
    add(site, "nyt navn", 1, days=29)
    add(site, "jævnligt", 1, days=60)
    add(site, "jævnligt", 2, days=5)

    call_command("os2site_run_due")

    texts = set(SearchCount.objects.values_list("text", flat=True))
    assert texts == {"", "næsten", "nyt navn", "jævnligt"}
    day = timezone.localdate() - datetime.timedelta(days=40)
    rest = SearchCount.objects.get(text="", day=day)
    assert (rest.searches, rest.without_result, rest.clicks) == (6, 1, 1)
    assert query_log.purge() == 0


def test_forgetting_keeps_sites_and_languages_apart(site: Site) -> None:
    other = Site.objects.create(hostname="andet.example", root_page=site.root_page)
    add(site, "navn", 9, days=40)
    add(other, "navn", 1, days=40)
    add(site, "navn", 1, days=40, language="en")

    assert query_log.purge() == 2

    kept = SearchCount.objects.exclude(text="").get()
    assert (kept.site, kept.language) == (site, "da")


# --- What many search for


def test_only_what_many_search_for_is_offered(site: Site) -> None:
    for days in range(4):
        add(site, "skærm", 2, days=days)
        add(site, "oftere", 3, days=days)
        add(site, "findes ikke", 9, days=days, without_result=9)
        add(site, "på engelsk", 9, days=days, language="en")
        add(site, "for længe siden", 9, days=days + 100)
        add(site, "", 99, days=days)
    add(site, "en enkelt dag", 99)
    for days in range(3):
        add(site, "for sjældent", 1, days=days)

    with CaptureQueriesContext(connection) as captured:
        found = popular_queries(site=site, language="da")

    assert found == ["oftere", "skærm"]
    assert len(captured) == 1
    assert list(known_queries(site=site, language="da"))[:2] == ["oftere", "skærm"]
