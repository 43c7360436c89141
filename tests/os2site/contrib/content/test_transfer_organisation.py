"""Import and export of the organisation: sections of a page, and key figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from os2site.conf import get_settings
from os2site.contrib.content.models import TypedFigure
from os2site.contrib.content.pages.models import HomePage, OrganisationPage
from os2site.models import SearchEntry
from os2site.transfer.catalogue import get_kind
from os2site.transfer.contract import TransferContext
from os2site.transfer.formats import RawRow
from os2site.transfer.runner import ImportReport, export_file, import_file, run_import

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

FILE = Path(get_settings().demo_content) / "organisation.json"


def take(*records: dict[str, Any], update: bool = False) -> ImportReport:
    rows = [RawRow(number, record) for number, record in enumerate(records, start=1)]
    return run_import(get_kind("organisation"), rows, update=update)


def section(**values: Any) -> dict[str, Any]:
    return {"slug": "bestyrelse", "type": "organ", "title": "Bestyrelsen", "order": 1, **values}


def figure(**values: Any) -> dict[str, Any]:
    return {
        "slug": "tal",
        "type": "noegletal",
        "title": "Medlemmer",
        "order": 2,
        "facts": {"value": 76, "unit": "medlemmer"},
        **values,
    }


def test_the_demo_file_comes_back_as_it_was(home: HomePage, tmp_path: Path) -> None:
    kind = get_kind("organisation")
    first = import_file(kind, FILE)
    again = import_file(kind, FILE)
    export_file(kind, tmp_path / "organisation.json")

    assert (first.errors, first.created) == ([], 29)
    assert (again.errors, again.skipped) == ([], 29)
    given = json.loads(FILE.read_text())
    assert json.loads((tmp_path / "organisation.json").read_text()) == given


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_tables_come_back_as_they_were(home: HomePage, tmp_path: Path, suffix: str) -> None:
    kind = get_kind("organisation")
    import_file(kind, FILE)
    export_file(kind, tmp_path / f"organisation.{suffix}")

    report = import_file(kind, tmp_path / f"organisation.{suffix}")
    assert (report.errors, report.skipped) == ([], 29)


def test_each_entry_of_the_file_can_be_found_by_itself_and_its_anchor_is_there(
    home: HomePage, client: Client
) -> None:
    import_file(get_kind("organisation"), FILE)

    wanted = {item["slug"] for item in json.loads(FILE.read_text()) if item["type"] != "noegletal"}
    urls = dict(SearchEntry.objects.filter(type="page").values_list("slug", "url"))
    html = BeautifulSoup(client.get("/organisation/").content, "html.parser")
    assert wanted <= urls.keys()
    for slug in wanted:
        assert urls[slug] == f"/organisation/#{slug}"
        assert len(html.select(f"[id='{slug}']")) == 1
    assert TypedFigure.objects.count() == 10


def test_the_page_is_made_in_danish_and_in_the_main_menu(home: HomePage) -> None:
    take(section())

    page = OrganisationPage.objects.get()
    assert (page.title, page.slug, page.live) == ("Om fællesskabet", "organisation", True)
    assert page.show_in_menus


def test_a_section_may_become_a_figure_and_back(home: HomePage) -> None:
    take(section(), section(slug="tal", order=2))
    report = take(figure(), update=True)
    assert (report.errors, report.updated) == ([], 1)
    assert [row.slug for row in OrganisationPage.objects.get().sections.all()] == ["bestyrelse"]
    assert TypedFigure.objects.get().value == 76

    take({**section(slug="tal"), "facts": {}, "order": 2}, update=True)
    assert not TypedFigure.objects.exists()


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (section(as_of="2023"), "as_of"),
        (section(computed_from="members"), "computed_from"),
        (section(parent="bestyrelse"), "parent"),
        (section(facts=["30"]), "facts"),
        (section(type="klub"), "type"),
        (section(slug="med mellemrum"), "slug"),
        (figure(parent="bestyrelse"), "parent"),
        (figure(facts={}), "facts"),
        (figure(facts={"value": "mange"}), "facts"),
        (figure(facts={"value": 5, "unit": 5}), "facts"),
        (figure(facts={"value": 5, "farve": "rød"}), "facts"),
    ],
)
def test_a_wrong_row_is_refused_and_nothing_is_stored(
    home: HomePage, row: dict[str, Any], field: str
) -> None:
    report = take(section(slug="rigtig"), row)

    assert {(error.number, error.field.split(".")[0]) for error in report.errors} == {(2, field)}
    assert not OrganisationPage.objects.exists()
    assert not TypedFigure.objects.exists()


def test_clearing_takes_page_and_figures(home: HomePage) -> None:
    take(section(), figure())
    get_kind("organisation").clear(context=TransferContext.current())

    assert not OrganisationPage.objects.exists()
    assert not TypedFigure.objects.exists()
    assert not SearchEntry.objects.filter(type="page").exists()
