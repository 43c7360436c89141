"""Import and export of news."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from os2site.contrib.news.pages.models import NewsPage
from os2site.models import ContentAnchor
from os2site.transfer.catalogue import get_kind
from os2site.transfer.formats import RawRow
from os2site.transfer.runner import ImportReport, export_file, import_file, run_import
from tests.factories.guides import guide
from tests.factories.news import news

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

FILE = Path(str(settings.OS2SITE["DEMO_CONTENT"])) / "news.json"
UNORDERED = {"tags"}


def take(*records: dict[str, Any], update: bool = False) -> ImportReport:
    rows = [RawRow(number, record) for number, record in enumerate(records, start=1)]
    return run_import(get_kind("news"), rows, update=update)


def test_the_demo_file_comes_back_as_it_was(tmp_path: Path) -> None:
    kind = get_kind("news")
    first = import_file(kind, FILE)
    again = import_file(kind, FILE)
    export_file(kind, tmp_path / "news.json")
    exported = import_file(kind, tmp_path / "news.json")

    assert (first.errors, first.created) == ([], 14)
    assert (again.errors, again.skipped) == ([], 14)
    assert (exported.errors, exported.skipped) == ([], 14)
    given = {record["slug"]: record for record in json.loads(FILE.read_text())}
    written = {
        record["slug"]: record for record in json.loads((tmp_path / "news.json").read_text())
    }
    assert written.keys() == given.keys()
    for slug, record in given.items():
        for name, value in record.items():
            assert _plain(name, written[slug][name]) == _plain(name, value), (slug, name)


def _plain(name: str, value: Any) -> Any:
    return sorted(value) if name in UNORDERED else value


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_tables_come_back_as_they_were(tmp_path: Path, suffix: str) -> None:
    kind = get_kind("news")
    import_file(kind, FILE)
    export_file(kind, tmp_path / f"news.{suffix}")

    report = import_file(kind, tmp_path / f"news.{suffix}")
    assert (report.errors, report.skipped) == ([], 14)


def test_days_ago_are_counted_from_the_anchor() -> None:
    anchor = ContentAnchor.get_day()
    take({"slug": "a", "title": "A", "published_days_ago": 10})

    page = NewsPage.objects.get(slug="a")
    assert page.date == anchor - datetime.timedelta(days=10)
    assert timezone.localdate(page.first_published_at) == page.date


def test_the_date_wins_over_the_days() -> None:
    take({"slug": "a", "title": "A", "published_days_ago": 10, "published_on": "2026-01-05"})

    assert NewsPage.objects.get(slug="a").date == datetime.date(2026, 1, 5)


@pytest.mark.parametrize(
    "dates", [{}, {"published_on": None}, {"published_on": None, "published_days_ago": None}]
)
def test_news_without_a_date_keeps_the_one_it_has(dates: dict[str, None]) -> None:
    record = {"slug": "a", "title": "A", **dates}
    take({**record, "published_on": "2026-01-05"})

    report = take(record)
    assert (report.errors, report.skipped) == ([], 1)
    assert NewsPage.objects.get(slug="a").date == datetime.date(2026, 1, 5)


def test_links_wait_for_pages_that_are_not_there() -> None:
    take({"slug": "a", "title": "A", "guides": ["senere"], "other_pages": ["member/korsbaek"]})
    page = NewsPage.objects.get(slug="a")
    refs = list(page.related_pages.values_list("target_ref", "target"))
    assert refs == [("guide/senere", None), ("member/korsbaek", None)]

    target = guide("Senere")

    assert page.related_pages.first().target.pk == target.pk


def test_links_made_by_an_editor_are_exported_by_type(tmp_path: Path) -> None:
    news("A", related=[guide("Vejledning"), news("B")])
    export_file(get_kind("news"), tmp_path / "news.json")

    records = {item["slug"]: item for item in json.loads((tmp_path / "news.json").read_text())}
    assert records["a"]["guides"] == ["vejledning"]
    assert records["a"]["other_pages"] == ["news/b"]
    assert import_file(get_kind("news"), tmp_path / "news.json").skipped == 2


def test_an_empty_value_clears_the_field() -> None:
    full = {"slug": "a", "title": "A", "summary": "Kort", "tags": ["x"], "priority": "høj"}
    take(full)
    take({**full, "summary": None, "tags": [], "priority": None}, update=True)

    page = NewsPage.objects.get(slug="a")
    assert (page.summary, list(page.tags.all()), page.priority) == ("", [], "")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 256}, "title"),
        ({"news_type": "rygte"}, "news_type"),
        ({"priority": "lav"}, "priority"),
        ({"summary": "x" * 401}, "summary"),
        ({"published_on": "i går"}, "published_on"),
        ({"reading_minutes": 0}, "reading_minutes"),
        ({"other_pages": ["bare-et-ord"]}, "other_pages[1]"),
        ({"products": ["../x"]}, "products[1]"),
        ({"body": ["a\x00b"]}, "body"),
        ({"overskrift": "x"}, "overskrift"),
    ],
)
def test_a_bad_value_is_reported_and_nothing_is_written(values: dict[str, Any], field: str) -> None:
    report = take({"slug": "god", "title": "God"}, {"slug": "a", "title": "A", **values})

    assert [(error.number, error.field) for error in report.errors] == [(2, field)]
    assert not NewsPage.objects.exists()


def test_hostile_markup_is_reduced_to_what_editors_may_write() -> None:
    take(
        {"slug": "a", "title": "A", "body": ["<p>x<script>alert(1)</script></p>", "<b onclick=x>"]}
    )

    html = NewsPage.objects.get(slug="a").body.render_as_block()
    assert "<script" not in html
    assert "onclick" not in html
