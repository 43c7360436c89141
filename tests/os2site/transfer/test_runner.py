"""One transaction for all of a file, and every bad row reported."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from os2site.models import Organisation, Term
from os2site.transfer.contract import RecordKind, TransferContext
from os2site.transfer.formats import RawRow
from os2site.transfer.kinds.terms import TermKind
from os2site.transfer.runner import ImportReport, import_file, run_import

pytestmark = pytest.mark.django_db

KIND = TermKind()


def term(slug: str, **values: Any) -> dict[str, Any]:
    return {"vocabulary": "farve", "slug": slug, "title": slug.title(), **values}


def run(*records: dict[str, Any], **options: bool) -> ImportReport:
    return run_import(KIND, [RawRow(2 + n, item) for n, item in enumerate(records)], **options)


def test_a_bad_row_keeps_all_others_out() -> None:
    report = run(term("roed"), term("blaa", order="mange"), term("gul"), {"slug": "x y"})
    assert not report.ok
    assert (report.created, report.updated) == (0, 0)
    assert not Term.objects.exists()


def test_every_fault_is_reported_with_row_field_and_reason() -> None:
    report = run(term("roed"), term("blaa", order=-1), {"vocabulary": "farve", "slug": "x y"})
    assert [str(error) for error in report.errors] == [
        "Række 3, order: skal være mindst 0",
        "Række 4, slug: må kun indeholde bogstaver, tal, bindestreger og understregninger",
        "Række 4, title: skal udfyldes",
    ]


def test_a_record_twice_in_the_file_names_the_first_row() -> None:
    report = run(term("roed"), term("gul"), term("roed"))
    assert [(error.number, error.field) for error in report.errors] == [(4, "slug")]
    assert "række 2" in report.errors[0].reason


def test_the_same_values_are_skipped() -> None:
    run(term("roed"))
    assert run(term("roed"), term("gul")).skipped == 1
    assert Term.objects.count() == 2


def test_other_values_are_an_error_that_names_the_fields() -> None:
    run(term("roed", description="Varm"))
    report = run(term("roed", title="Rød", description="Kold"), term("gul"))
    assert [(error.number, error.field) for error in report.errors] == [
        (2, "description"),
        (2, "title"),
    ]
    assert not Term.objects.filter(slug="gul").exists()


def test_update_changes_what_differs_and_skips_the_rest() -> None:
    run(term("roed"), term("gul"))
    report = run(term("roed", title="Rød"), term("gul"), term("blaa"), update=True)
    assert (report.created, report.updated, report.skipped) == (1, 1, 1)
    assert Term.objects.get(slug="roed").title == "Rød"


def test_a_dry_run_counts_and_writes_nothing() -> None:
    run(term("roed"))
    report = run(term("roed", title="Rød"), term("gul"), update=True, dry_run=True)
    assert (report.created, report.updated, report.dry_run) == (1, 1, True)
    assert list(Term.objects.values_list("title", flat=True)) == ["Roed"]


def test_a_dry_run_finds_what_only_storing_tells(municipalities: RecordKind[Any]) -> None:
    record = {
        "slug": "ny-kommune",
        "name": "Ny Kommune",
        "short_name": "Ny",
        "municipality_code": "101",
        "region": "Hovedstaden",
    }
    report = run_import(municipalities, [RawRow(2, record)], dry_run=True)
    assert [error.field for error in report.errors] == ["municipality_code"]


@pytest.mark.parametrize("character", ["\x00", "\x08", "\x1b", "\ud83d"])
def test_characters_that_databases_refuse_are_a_row_error(character: str) -> None:
    report = run(term("roed", description=f"a{character}b"))
    assert [error.field for error in report.errors] == ["description"]


def test_an_unknown_field_of_a_json_record_is_a_row_error() -> None:
    assert [error.field for error in run(term("roed", farve="ja")).errors] == ["farve"]


def test_many_bad_rows_are_all_reported(tmp_path: Path) -> None:
    lines = ["vocabulary;slug;title;order"] + [f"farve;f{n};Farve {n};x" for n in range(5000)]
    path = tmp_path / "mange.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    report = import_file(KIND, path)
    assert [error.number for error in report.errors] == list(range(2, 5002))
    assert not Term.objects.exists()


class ClashingKind(TermKind):
    """Each row is stored under the same slug."""

    def store(self, row: Any, *, context: TransferContext) -> None:
        Organisation.objects.create(slug="den-samme", name=row.title)


def clash() -> None:
    rows = [RawRow(2 + n, term(slug)) for n, slug in enumerate(["roed", "gul", "blaa"])]
    report = run_import(ClashingKind(), rows)
    assert [error.number for error in report.errors] == [3, 4]
    assert not Organisation.objects.exists()


def test_rows_after_one_that_the_database_refuses_are_still_tried() -> None:
    clash()


@pytest.mark.postgres
@pytest.mark.usefixtures("postgres_url")
def test_on_postgresql_a_refused_row_does_not_end_the_transaction() -> None:
    assert connection.vendor == "postgresql"
    clash()
