"""All of the demo content goes in, comes out with every key and value, and goes in again."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from os2site.models import LoadedContent
from os2site.transfer.catalogue import get_kind, kinds
from os2site.transfer.runner import export_file, import_file
from tests.os2site.transfer.conftest import CONTENT, load

pytestmark = pytest.mark.slow

#: Kinds whose file has another name.
FILE_NAMES = {
    "terms": "taxonomies.json",
    "criteria": "governance_criteria.json",
    "assessments": "governance_assessments.json",
}
SOURCES = {
    name: CONTENT / FILE_NAMES.get(name, f"{name}.json")
    for name in kinds()
    if (CONTENT / FILE_NAMES.get(name, f"{name}.json")).is_file()
}
#: What is computed is not stored: the source leaves some of it empty.
COMPUTED = {("assessments", "computed_counts")}
#: Only the first has a meaning; the others are a set.
SETS = {("products", "categories")}


def holds(stored: Any, given: Any) -> bool:
    """Whether ``stored`` has every key and value of ``given``, at any depth."""
    if isinstance(given, dict) and isinstance(stored, dict):
        return all(name in stored and holds(stored[name], given[name]) for name in given)
    if isinstance(given, list) and isinstance(stored, list):
        return len(given) == len(stored) and all(map(holds, stored, given))
    return bool(stored == given)


def test_every_kind_of_the_contract_is_there() -> None:
    named = "products suppliers members municipalities events news faq guides vision organisation"
    assert set(f"{named} pages terms criteria assessments economy glossary".split()) <= set(SOURCES)


def test_a_second_run_loads_nothing(demo_site: None) -> None:
    before = list(LoadedContent.objects.order_by("pk").values())
    call_command("os2site_demo", stdout=StringIO())
    assert list(LoadedContent.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("name", SOURCES)
def test_an_export_holds_every_key_and_value_of_the_source(
    name: str, demo_site: None, tmp_path: Path
) -> None:
    kind = get_kind(name)
    export_file(kind, tmp_path / "ud.json")
    exported = {
        tuple(record[part] for part in kind.key_fields): record
        for record in load(tmp_path / "ud.json")
    }
    lost = []
    for record in load(SOURCES[name]):
        stored = exported[tuple(record[part] for part in kind.key_fields)]
        for field in record:
            given, found = record[field], stored[field]
            if (name, field) in COMPUTED and given is None:
                continue
            if given and (field in kind.unordered_fields or (name, field) in SETS):
                given, found = sorted(given), sorted(found)
            if not holds(found, given):
                lost.append((record["slug"], field, given, found))
    assert lost == []


@pytest.mark.parametrize("suffix", [".json", ".csv", ".xlsx"])
@pytest.mark.parametrize("name", SOURCES)
def test_a_round_trip_changes_nothing(
    name: str, suffix: str, demo_site: None, tmp_path: Path
) -> None:
    kind = get_kind(name)
    count = export_file(kind, tmp_path / f"ud{suffix}")
    report = import_file(kind, tmp_path / f"ud{suffix}")
    assert (report.skipped, report.created, report.updated, report.errors) == (count, 0, 0, [])


@pytest.mark.parametrize("name", SOURCES)
def test_the_source_imported_again_changes_nothing(name: str, demo_site: None) -> None:
    report = import_file(get_kind(name), SOURCES[name])
    assert (report.created, report.updated, report.errors) == (0, 0, [])
    assert report.skipped == len(load(SOURCES[name]))


#: Highest number of queries for a page that was shown before.
BUDGETS = {
    "/": 35,
    "/produkter/": 26,
    "/leverandoerer/": 26,
    "/arrangementer/": 26,
    "/nyheder/": 26,
    "/medlemmer/": 26,
    "/vejledninger/": 26,
    "/spoergsmaal/": 26,
    "/produkter/eksempel-ressourcebooking/": 45,
    "/leverandoerer/bellcom/": 35,
}


@pytest.mark.parametrize("path", BUDGETS)
def test_a_page_asks_the_database_a_bounded_number_of_times(
    path: str, demo_site: None, db: None, client: Client
) -> None:
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    assert len(captured) <= BUDGETS[path]
