"""Import and export of questions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from os2site.contrib.faq.pages.models import FaqPage
from os2site.models import Term
from os2site.transfer.catalogue import get_kind
from os2site.transfer.formats import RawRow
from os2site.transfer.runner import ImportReport, export_file, import_file, run_import
from tests.factories.faq import faq_group, question
from tests.factories.news import news

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

FILE = Path(str(settings.OS2SITE["DEMO_CONTENT"])) / "faq.json"


def take(*records: dict[str, Any], update: bool = False) -> ImportReport:
    rows = [RawRow(number, record) for number, record in enumerate(records, start=1)]
    return run_import(get_kind("faq"), rows, update=update)


def record(**values: Any) -> dict[str, Any]:
    return {"slug": "a", "question": "A?", "answer": ["Ja."], **values}


def test_the_demo_file_comes_back_as_it_was(tmp_path: Path) -> None:
    kind = get_kind("faq")
    first = import_file(kind, FILE)
    again = import_file(kind, FILE)
    export_file(kind, tmp_path / "faq.json")
    exported = import_file(kind, tmp_path / "faq.json")

    assert (first.errors, first.created) == ([], 23)
    assert (again.errors, again.skipped) == ([], 23)
    assert (exported.errors, exported.skipped) == ([], 23)
    given = {item["slug"]: item for item in json.loads(FILE.read_text())}
    written = {item["slug"]: item for item in json.loads((tmp_path / "faq.json").read_text())}
    assert written.keys() == given.keys()
    for slug, item in given.items():
        assert {name: written[slug][name] for name in item} == item


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_tables_come_back_as_they_were(tmp_path: Path, suffix: str) -> None:
    kind = get_kind("faq")
    import_file(kind, FILE)
    export_file(kind, tmp_path / f"faq.{suffix}")

    report = import_file(kind, tmp_path / f"faq.{suffix}")
    assert (report.errors, report.skipped) == ([], 23)


def test_the_known_groups_are_made_with_their_titles_in_order() -> None:
    import_file(get_kind("faq"), FILE)

    titles = Term.objects.filter(vocabulary="faq_group").values_list("title", flat=True)
    assert list(titles) == [
        "Om OS2",
        "Medlemskab",
        "Produkter",
        "Økonomi",
        "Grupper",
        "Kommunikation",
        "Kontakt",
    ]


def test_an_editors_title_of_a_group_is_kept() -> None:
    term = faq_group("Økonomi")
    term.title = "Penge"
    term.save()
    take(record(group="oekonomi"))

    assert FaqPage.objects.get(slug="a").group.title == "Penge"


def test_links_made_by_an_editor_are_exported(tmp_path: Path) -> None:
    question("B?", slug="b", related=[news("Nyt", slug="nyt")])
    export_file(get_kind("faq"), tmp_path / "faq.json")

    (written,) = json.loads((tmp_path / "faq.json").read_text())
    assert written["other_pages"] == ["news/nyt"]
    assert import_file(get_kind("faq"), tmp_path / "faq.json").skipped == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"question": ""}, "question"),
        ({"answer": []}, "answer"),
        ({"answer": "tekst uden liste"}, "answer"),
        ({"group": "ukendt"}, "group"),
        ({"order": -1}, "order"),
        ({"contact": "ingen adresse"}, "contact"),
        ({"related_guides": ["a b"]}, "related_guides[1]"),
        ({"svar": "x"}, "svar"),
    ],
)
def test_a_bad_value_is_reported_and_nothing_is_written(values: dict[str, Any], field: str) -> None:
    report = take(record(slug="god"), record(**values))

    assert [(error.number, error.field) for error in report.errors] == [(2, field)]
    assert not FaqPage.objects.exists()
    assert not Term.objects.filter(vocabulary="faq_group").exists()
