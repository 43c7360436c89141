"""Import and export of the vision."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from os2site.conf import get_settings
from os2site.contrib.content.pages.models import HomePage
from os2site.contrib.vision.pages.models import VisionPage
from os2site.models import SearchEntry
from os2site.transfer.catalogue import get_kind
from os2site.transfer.contract import TransferContext
from os2site.transfer.formats import RawRow
from os2site.transfer.runner import ImportReport, export_file, import_file, run_import
from tests.factories.products import ProductFactory, ProductIndexFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

FILE = Path(get_settings().demo_content) / "vision.json"


def take(*records: dict[str, Any], update: bool = False) -> ImportReport:
    rows = [RawRow(number, record) for number, record in enumerate(records, start=1)]
    return run_import(get_kind("vision"), rows, update=update)


def initiative(**values: Any) -> dict[str, Any]:
    return {"slug": "tilbud", "type": "indsats", "title": "Et bedre tilbud", "order": 1, **values}


def test_the_demo_file_comes_back_as_it_was(home: HomePage, tmp_path: Path) -> None:
    kind = get_kind("vision")
    first = import_file(kind, FILE)
    again = import_file(kind, FILE)
    export_file(kind, tmp_path / "vision.json")

    assert (first.errors, first.created) == ([], 15)
    assert (again.errors, again.skipped) == ([], 15)
    assert json.loads((tmp_path / "vision.json").read_text()) == json.loads(FILE.read_text())


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_tables_come_back_as_they_were(home: HomePage, tmp_path: Path, suffix: str) -> None:
    kind = get_kind("vision")
    import_file(kind, FILE)
    export_file(kind, tmp_path / f"vision.{suffix}")

    report = import_file(kind, tmp_path / f"vision.{suffix}")
    assert (report.errors, report.skipped) == ([], 15)


def test_each_entry_of_the_file_can_be_found_by_itself_and_its_anchor_is_there(
    home: HomePage, client: Client
) -> None:
    import_file(get_kind("vision"), FILE)

    urls = dict(SearchEntry.objects.filter(type="page").values_list("slug", "url"))
    html = BeautifulSoup(client.get("/vision/").content, "html.parser")
    for item in json.loads(FILE.read_text()):
        assert urls[item["slug"]] == f"/vision/#{item['slug']}"
        assert len(html.select(f"[id='{item['slug']}']")) == 1


def test_products_are_waited_for(home: HomePage) -> None:
    take(initiative(products=["os2forms"]))
    product = ProductFactory(parent=ProductIndexFactory(parent=home), slug="os2forms")

    assert VisionPage.objects.get().products.get().target_id == product.pk
    assert take(initiative(products=["os2forms"])).skipped == 1


def test_an_update_changes_one_item_and_keeps_the_others(home: HomePage) -> None:
    take(initiative(products=["a"]), initiative(slug="andet", order=2, products=["b"]))
    report = take(initiative(status="stoppet", products=["c"]), update=True)

    assert (report.errors, report.updated) == ([], 1)
    page = VisionPage.objects.get()
    assert [(row.slug, row.status) for row in page.items.all()] == [
        ("tilbud", "stoppet"),
        ("andet", ""),
    ]
    assert {row.target_ref for row in page.products.all()} == {"product/b", "product/c"}


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (initiative(type="drøm"), "type"),
        (initiative(status="måske"), "status"),
        (initiative(period={"from": 2023, "to": 2022}), "period"),
        (initiative(period={"to": 2022}), "period"),
        (initiative(period={"from": "i fjor"}), "period"),
        (initiative(period={"fra": 2022}), "period"),
        (initiative(milestones=[{"year": 2023, "month": 13, "text": "x"}]), "milestones[1]"),
        (initiative(emoji="x" * 11), "emoji"),
        (initiative(type="mission", status="i-gang"), "status"),
        (initiative(type="vision", products=["os2forms"]), "products"),
    ],
)
def test_a_wrong_row_is_refused_and_nothing_is_stored(
    home: HomePage, row: dict[str, Any], field: str
) -> None:
    report = take(initiative(slug="rigtig"), row)

    assert {(error.number, error.field.split(".")[0]) for error in report.errors} == {(2, field)}
    assert not VisionPage.objects.exists()


def test_clearing_takes_the_page(home: HomePage) -> None:
    take(initiative())
    get_kind("vision").clear(context=TransferContext.current())

    assert not VisionPage.objects.exists()
    assert not SearchEntry.objects.filter(type="page").exists()
