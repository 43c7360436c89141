"""The kernel's kinds keep every key and value of the content, in every format."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from os2site.models import Municipality, Region, Term
from os2site.transfer.catalogue import KERNEL_KINDS
from os2site.transfer.contract import RecordKind, TransferContext
from os2site.transfer.formats import RawRow
from os2site.transfer.kinds.municipalities import MunicipalityKind
from os2site.transfer.kinds.terms import TermKind
from os2site.transfer.runner import export_file, import_file, run_import
from tests.os2site.transfer.conftest import load

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

FILES = {
    "terms": "taxonomies.json",
    "municipalities": "municipalities.json",
    "glossary": "glossary.json",
}


def test_every_kernel_kind_is_tested_here() -> None:
    assert {kind.name for kind in KERNEL_KINDS} == set(FILES)


@pytest.mark.parametrize("kind", KERNEL_KINDS, ids=lambda kind: kind.name)
def test_an_export_holds_every_key_and_value_of_the_source(
    kind: RecordKind[Any], tmp_path: Path, content: Path
) -> None:
    source = content / FILES[kind.name]
    assert import_file(kind, source).ok
    export_file(kind, tmp_path / "out.json")
    exported = {
        tuple(record[name] for name in kind.key_fields): record
        for record in load(tmp_path / "out.json")
    }
    records = load(source)
    assert len(exported) == len(records)
    for record in records:
        stored = exported[tuple(record[name] for name in kind.key_fields)]
        assert {name: stored[name] for name in record} == record


@pytest.mark.parametrize("suffix", [".json", ".csv", ".xlsx"])
@pytest.mark.parametrize("kind", KERNEL_KINDS, ids=lambda kind: kind.name)
def test_a_round_trip_changes_nothing(
    kind: RecordKind[Any], suffix: str, tmp_path: Path, content: Path
) -> None:
    created = import_file(kind, content / FILES[kind.name]).created
    export_file(kind, tmp_path / f"out{suffix}")
    report = import_file(kind, tmp_path / f"out{suffix}")
    assert (report.skipped, report.created, report.errors) == (created, 0, [])


@pytest.mark.parametrize("suffix", [".json", ".csv", ".xlsx"])
@pytest.mark.parametrize("kind", KERNEL_KINDS, ids=lambda kind: kind.name)
def test_an_export_fills_an_empty_site_with_the_same(
    kind: RecordKind[Any], suffix: str, tmp_path: Path, content: Path
) -> None:
    import_file(kind, content / FILES[kind.name])
    export_file(kind, tmp_path / f"out{suffix}")
    export_file(kind, tmp_path / "before.json")
    kind.clear(context=TransferContext.current())
    assert import_file(kind, tmp_path / f"out{suffix}").ok
    export_file(kind, tmp_path / "after.json")
    key = kind.key_fields
    before, after = (
        sorted(load(tmp_path / name), key=lambda record: [record[part] for part in key])
        for name in ("before.json", "after.json")
    )
    assert after == before


def test_the_content_names_98_municipalities_in_five_regions(
    municipalities: RecordKind[Any],
) -> None:
    assert Municipality.objects.count() == 98
    assert set(Region.objects.values_list("slug", flat=True)) == {
        "hovedstaden",
        "sjaelland",
        "syddanmark",
        "midtjylland",
        "nordjylland",
    }


def test_a_region_with_two_full_names_is_an_error(municipalities: RecordKind[Any]) -> None:
    record = {
        "slug": "ny-kommune",
        "name": "Ny Kommune",
        "short_name": "Ny",
        "municipality_code": "999",
        "region": "Hovedstaden",
        "region_name": "Region Øst",
    }
    report = run_import(MunicipalityKind(), [RawRow(7, record)])
    assert [(error.number, error.field) for error in report.errors] == [(7, "region_name")]


def test_two_municipalities_with_one_code_are_an_error(municipalities: RecordKind[Any]) -> None:
    record = {
        "slug": "ny-kommune",
        "name": "Ny Kommune",
        "short_name": "Ny",
        "municipality_code": "101",
        "region": "Hovedstaden",
    }
    report = run_import(MunicipalityKind(), [RawRow(2, record)])
    assert [error.field for error in report.errors] == ["municipality_code"]


def test_order_zero_and_no_order_are_told_apart(terms: RecordKind[Any]) -> None:
    rows = {kind_key(row): row for row in terms.existing(context=TransferContext.current())}
    assert rows["lifecycle/ide"].order == 0
    assert rows["category/borger"].order is None


def test_facts_that_others_keep_with_a_term_survive_an_update(terms: RecordKind[Any]) -> None:
    term = Term.objects.get(vocabulary="category", slug="borger")
    term.attributes["mark"] = "borger"
    term.save()
    record = {"vocabulary": "category", "slug": "borger", "title": "Borgere", "emoji": "🙂"}
    assert run_import(TermKind(), [RawRow(2, record)], update=True).updated == 1
    term.refresh_from_db()
    assert (term.title, term.attributes) == ("Borgere", {"mark": "borger", "emoji": "🙂"})


def kind_key(row: Any) -> str:
    return f"{row.vocabulary}/{row.slug}"


def test_the_demo_content_lies_in_the_package() -> None:
    import os2site

    package = Path(os2site.__file__).parent
    assert package in Path(settings.OS2SITE["DEMO_CONTENT"]).parents
