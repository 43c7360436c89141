"""Import and export of guides."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from os2site.contrib.guides.pages.models import GuidePage
from os2site.models import ContentAnchor, SearchEntry, Term
from os2site.transfer.catalogue import get_kind
from os2site.transfer.formats import RawRow
from os2site.transfer.runner import ImportReport, export_file, import_file, run_import
from tests.factories.guides import guide

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

FILE = Path(str(settings.OS2SITE["DEMO_CONTENT"])) / "guides.json"


def take(*records: dict[str, Any], update: bool = False) -> ImportReport:
    rows = [RawRow(number, record) for number, record in enumerate(records, start=1)]
    return run_import(get_kind("guides"), rows, update=update)


def record(**values: Any) -> dict[str, Any]:
    return {
        "slug": "a",
        "title": "A",
        "document_control": {"status": "godkendt"},
        **values,
    }


def test_the_demo_file_comes_back_as_it_was(tmp_path: Path) -> None:
    kind = get_kind("guides")
    first = import_file(kind, FILE)
    again = import_file(kind, FILE)
    export_file(kind, tmp_path / "guides.json")
    exported = import_file(kind, tmp_path / "guides.json")

    assert (first.errors, first.created) == ([], 12)
    assert (again.errors, again.skipped) == ([], 12)
    assert (exported.errors, exported.skipped) == ([], 12)
    given = {item["slug"]: item for item in json.loads(FILE.read_text())}
    written = {item["slug"]: item for item in json.loads((tmp_path / "guides.json").read_text())}
    assert written.keys() == given.keys()
    for slug, item in given.items():
        control = item.pop("document_control")
        assert {name: written[slug]["document_control"][name] for name in control} == control
        assert set(written[slug]["audience"]) == set(item.pop("audience"))
        assert {name: written[slug][name] for name in item} == item


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_tables_come_back_as_they_were(tmp_path: Path, suffix: str) -> None:
    kind = get_kind("guides")
    import_file(kind, FILE)
    export_file(kind, tmp_path / f"guides.{suffix}")

    report = import_file(kind, tmp_path / f"guides.{suffix}")
    assert (report.errors, report.skipped) == ([], 12)


def test_only_approved_guides_are_published() -> None:
    import_file(get_kind("guides"), FILE)

    drafts = set(GuidePage.objects.not_live().values_list("slug", flat=True))
    assert drafts == {"nyhedsbreve", "publiccode-yml"}
    assert not SearchEntry.objects.filter(type="guide", slug__in=drafts).exists()
    assert SearchEntry.objects.filter(type="guide").count() == 10


def test_an_update_to_draft_unpublishes() -> None:
    take(record())
    take(record(document_control={"status": "udkast"}), update=True)

    assert not GuidePage.objects.get(slug="a").live


def test_days_are_counted_from_the_anchor() -> None:
    anchor = ContentAnchor.get_day()
    take(
        record(
            document_control={
                "status": "godkendt",
                "approved_days_ago": 30,
                "revision_in_days": 335,
            }
        )
    )

    page = GuidePage.objects.get(slug="a")
    assert page.approved_on == anchor - datetime.timedelta(days=30)
    assert page.revise_by == anchor + datetime.timedelta(days=335)


def test_a_collection_is_made_once() -> None:
    take(record(collection="Håndbog"), record(slug="b", title="B", collection="Håndbog"))

    (term,) = Term.objects.filter(vocabulary="guide_collection")
    assert (term.title, term.slug) == ("Håndbog", "haandbog")


def test_sections_are_headings_with_what_follows_them(tmp_path: Path) -> None:
    sections = [
        {"heading": None, "paragraphs": ["Før det hele."]},
        {"heading": "Uden tekst", "paragraphs": []},
        {"heading": "Med liste", "paragraphs": ["Husk:", "<ul><li>et</li><li>to</li></ul>"]},
    ]
    take(record(sections=sections))

    page = GuidePage.objects.get(slug="a")
    assert [child.block_type for child in page.body] == ["text", "heading", "heading", "text"]
    export_file(get_kind("guides"), tmp_path / "guides.json")
    (written,) = json.loads((tmp_path / "guides.json").read_text())
    assert written["sections"] == sections


def test_what_an_editor_adds_is_not_lost_in_an_export(tmp_path: Path) -> None:
    page = guide("A", slug="a", related=[guide("B", slug="b")])
    page.body = [("heading", "Trin"), ("list", ["et", "to"]), ("text", "<p>Slut.</p>")]
    page.save_revision().publish()
    export_file(get_kind("guides"), tmp_path / "guides.json")
    report = import_file(get_kind("guides"), tmp_path / "guides.json", update=True)

    assert (report.errors, report.skipped) == ([], 2)
    records = {item["slug"]: item for item in json.loads((tmp_path / "guides.json").read_text())}
    assert records["a"]["related_guides"] == ["b"]
    assert len(records["a"]["sections"][0]["paragraphs"]) == 2


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"document_control": {"status": "nej"}}, "document_control.status"),
        ({"document_control": {"ejer": "x"}}, "document_control.ejer"),
        ({"document_control": {"approved_on": "snart"}}, "document_control.approved_on"),
        ({"audience": ["alverden"]}, "audience[1]"),
        ({"sections": [{"heading": "A"}, {"paragraphs": ["x"]}]}, "sections"),
        ({"sections": [{"heading": "x" * 161}]}, "sections[1].heading"),
        ({"sections": "tekst"}, "sections"),
        (
            {
                "document_control": {
                    "status": "godkendt",
                    "approved_on": "2026-02-01",
                    "revise_by": "2026-01-01",
                }
            },
            "revise_by",
        ),
    ],
)
def test_a_bad_value_is_reported_and_nothing_is_written(values: dict[str, Any], field: str) -> None:
    report = take(record(slug="god"), record(**values))

    assert [(error.number, error.field) for error in report.errors] == [(2, field)]
    assert not GuidePage.objects.exists()
