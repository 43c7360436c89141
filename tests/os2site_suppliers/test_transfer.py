"""Suppliers in files: nothing is lost, and a round trip changes nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from os2site.page_types import get_page_model
from os2site.transfer.catalogue import get_kind
from os2site.transfer.runner import export_file, import_file
from tests.factories.suppliers import region, service

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

CONTENT = Path(__file__).parents[2] / "os2site" / "project" / "demo" / "content"
KIND = "suppliers"


@pytest.fixture
def words() -> None:
    """What the files name."""
    for name in ("terms:taxonomies", "municipalities:municipalities"):
        kind, file = name.split(":")
        assert import_file(get_kind(kind), CONTENT / f"{file}.json").ok


def write(path: Path, *rows: dict[str, Any]) -> Path:
    """A file with these records."""
    path.write_text(json.dumps(rows), encoding="utf-8")
    return path


@pytest.mark.parametrize("suffix", ["json", "csv", "xlsx"])
def test_the_real_file_survives_a_round_trip(words: None, tmp_path: Path, suffix: str) -> None:
    kind = get_kind(KIND)
    assert import_file(kind, CONTENT / "suppliers.json").created == 26
    exported = tmp_path / f"out.{suffix}"
    assert export_file(kind, exported) == 26
    again = import_file(kind, exported)
    assert (again.skipped, again.errors) == (26, [])
    assert import_file(kind, CONTENT / "suppliers.json").skipped == 26


def test_every_field_of_the_file_is_kept(words: None, tmp_path: Path) -> None:
    kind = get_kind(KIND)
    import_file(kind, CONTENT / "suppliers.json")
    export_file(kind, tmp_path / "out.json")
    unordered = ("services", "regions_served", "expertise")

    def records(path: Path) -> dict[str, dict[str, Any]]:
        found = {item["slug"]: item for item in json.loads(path.read_text(encoding="utf-8"))}
        for item in found.values():
            for name in unordered:
                item[name] = sorted(item.get(name) or [])
        return found

    given, kept = records(CONTENT / "suppliers.json"), records(tmp_path / "out.json")
    assert {slug: {name: kept[slug].get(name) for name in row} for slug, row in given.items()} == (
        given
    )


def test_a_status_in_other_words_is_kept_as_written(words: None) -> None:
    import_file(get_kind(KIND), CONTENT / "suppliers.json")
    page = get_page_model("supplier").objects.get(slug="bellcom")
    assert (page.partner_status, page.partner_status_text) == (
        "",
        "godkendt leverandør af OS2display",
    )


def test_a_region_is_the_same_by_its_short_and_full_name(tmp_path: Path) -> None:
    region("Midtjylland")
    row = {"slug": "hus", "name": "Hus", "regions_served": ["Midtjylland", "Region Midtjylland"]}
    kind = get_kind(KIND)
    assert import_file(kind, write(tmp_path / "a.json", row)).created == 1
    row["regions_served"] = ["region midtjylland"]
    assert import_file(kind, write(tmp_path / "b.json", row)).skipped == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"services": ["trylleri"]}, "services"),
        ({"regions_served": ["Atlantis"]}, "regions_served"),
        ({"contact_email": "ikke en adresse"}, "contact_email"),
        ({"website_url": "javascript:alert(1)"}, "website_url"),
        ({"size": "mange"}, "size"),
        ({"partner_agreement_signed": "i går"}, "partner_agreement_signed"),
        (
            {"partner_status": "ansøger", "partner_agreement_signed": "2020-01-01"},
            "partner_agreement_signed",
        ),
        ({"ukendt": 1}, "ukendt"),
    ],
)
def test_a_bad_row_is_reported_with_its_field_and_nothing_is_written(
    tmp_path: Path, change: dict[str, Any], field: str
) -> None:
    service("drift")
    good = {"slug": "godt-hus", "name": "Godt hus", "services": ["drift"]}
    bad = {"slug": "hus", "name": "Hus", **change}
    report = import_file(get_kind(KIND), write(tmp_path / "in.json", good, bad))
    assert [(error.number, error.field) for error in report.errors] == [(2, field)]
    assert not get_page_model("supplier").objects.exists()


def test_references_are_kept(tmp_path: Path) -> None:
    kind = get_kind(KIND)
    case = {"title": "Flytning", "customer": "Eksempelby", "year": 2025, "text": "På fire uger."}
    row = {"slug": "hus", "name": "Hus", "case_summaries": [case, {"title": "Kun en titel"}]}
    assert import_file(kind, write(tmp_path / "in.json", row)).created == 1
    export_file(kind, tmp_path / "out.json")
    (kept,) = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert kept["case_summaries"][0] == case
    assert kept["case_summaries"][1]["title"] == "Kun en titel"
