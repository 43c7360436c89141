"""Import and export of pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from wagtail.rich_text import RichText

from os2site.conf import get_settings
from os2site.contrib.content.pages.models import HomePage, StandardPage, StandardRelated
from os2site.models import SearchEntry
from os2site.transfer.catalogue import get_kind
from os2site.transfer.contract import TransferContext
from os2site.transfer.formats import RawRow
from os2site.transfer.runner import ImportReport, export_file, import_file, run_import, stored_rows
from tests.factories.guides import guide
from tests.factories.products import ProductFactory, ProductIndexFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

FILE = Path(get_settings().demo_content) / "pages.json"


def take(*records: dict[str, Any], update: bool = False) -> ImportReport:
    rows = [RawRow(number, record) for number, record in enumerate(records, start=1)]
    return run_import(get_kind("pages"), rows, update=update)


def record(**values: Any) -> dict[str, Any]:
    return {"slug": "a", "title": "A", **values}


def exported() -> dict[str, Any]:
    rows = stored_rows(get_kind("pages"), context=TransferContext.current())
    return {row["slug"]: row for row in (item.model_dump(mode="json") for item in rows)}


def without_empty_titles(item: dict[str, Any]) -> dict[str, Any]:
    """Blocks of terms may have a title of their own, which the file doesn't mention."""
    for block in item["blocks"]:
        if block.get("title", "") is None:
            del block["title"]
    return item


def test_the_demo_file_comes_back_as_it_was(home: HomePage, tmp_path: Path) -> None:
    kind = get_kind("pages")
    first = import_file(kind, FILE)
    again = import_file(kind, FILE)
    export_file(kind, tmp_path / "pages.json")

    assert (first.errors, first.created) == ([], 12)
    assert (again.errors, again.skipped) == ([], 12)
    given = {item["slug"]: item for item in json.loads(FILE.read_text())}
    written = {item["slug"]: item for item in json.loads((tmp_path / "pages.json").read_text())}
    assert written.keys() == given.keys()
    for slug, item in given.items():
        kept = without_empty_titles(written[slug])
        assert {name: kept[name] for name in item} == item


@pytest.mark.parametrize("suffix", ["json", "csv", "xlsx"])
def test_an_export_changes_nothing_when_it_is_imported(
    home: HomePage, tmp_path: Path, suffix: str
) -> None:
    kind = get_kind("pages")
    import_file(kind, FILE)
    export_file(kind, tmp_path / f"pages.{suffix}")

    report = import_file(kind, tmp_path / f"pages.{suffix}")
    assert (report.errors, report.skipped) == ([], 12)


def test_pages_lie_below_the_front_page_and_drafts_are_not_found(home: HomePage) -> None:
    import_file(get_kind("pages"), FILE)

    drafts = StandardPage.objects.not_live()
    assert set(drafts.values_list("slug", flat=True)) == {
        "tilgaengelighedserklaering",
        "privatlivspolitik",
    }
    assert all(page.legal_review_required for page in drafts)
    assert SearchEntry.objects.filter(type="page").count() == 10
    assert StandardPage.objects.get(slug="om-os2").url == "/om-os2/"
    assert not StandardPage.objects.in_menu().exists()


def test_relations_find_pages_that_come_later_and_keep_others_that_editors_chose(
    home: HomePage,
) -> None:
    take(record(related_pages=["b"], related_guides=["trin"]))
    take(record(slug="b"))
    later = guide("Trin for trin", slug="trin")
    product = ProductFactory(parent=ProductIndexFactory(parent=home))
    page = StandardPage.objects.get(slug="a")
    assert [row.target_id for row in page.related.all()] == [
        StandardPage.objects.get(slug="b").pk,
        later.pk,
    ]

    page.related.add(StandardRelated(target=product, sort_order=9))
    page.save_revision().publish()
    report = take(record(related_pages=[], related_guides=["trin"]), update=True)
    assert (report.errors, report.updated) == ([], 1)
    page = StandardPage.objects.get(slug="a")
    assert [row.target_id for row in page.related.all()] == [later.pk, product.pk]


def test_blocks_that_only_editors_use_survive_an_export(home: HomePage) -> None:
    take(record())
    page = StandardPage.objects.get(slug="a")
    page.body = [
        ("quote", {"text": "Vi deler.", "source": "En kommune"}),
        ("action", {"title": "Vær med", "text": "", "button": "Skriv", "page": None, "url": "/"}),
        ("text", RichText("<p>Med <b>fed</b> skrift</p><ul><li>Punkt</li></ul>")),
    ]
    page.save_revision().publish()
    before = exported()["a"]

    assert take(before).skipped == 1
    report = take({**before, "title": "Ny"}, update=True)
    assert (report.errors, report.updated) == ([], 1)
    assert exported()["a"] == {**before, "title": "Ny"}


def test_a_draft_that_an_editor_has_begun_is_what_an_import_compares_with(home: HomePage) -> None:
    take(record(lead="Før"))
    page = StandardPage.objects.get(slug="a")
    page.lead = "Kladde"
    page.save_revision()

    report = take(record(lead="Før"))
    assert [error.field for error in report.errors] == ["lead"]


@pytest.mark.parametrize(
    ("blocks", "field", "reason"),
    [
        ([{"type": "ukendt"}], "blocks[1]", "tekst"),
        ([{"type": "overskrift", "text": ""}], "blocks[1].overskrift.text", ""),
        (["tekst"], "blocks[1]", "tekst"),
        ([{"type": "liste", "items": []}], "blocks[1].liste.items", ""),
        ([{"type": "tekst", "paragraphs": ["a"], "farve": "rød"}], "blocks[1].tekst.farve", ""),
        ([{"type": "blok", "name": "findes-ikke"}], "blocks", "findes-ikke"),
        ([{"type": "blok", "name": "action", "content": {"url": "javascript:x"}}], "blocks", "1"),
        ([{"type": "blok", "name": "documents", "content": 5}], "blocks", "1"),
    ],
)
def test_a_wrong_block_is_refused_with_its_place_and_nothing_is_stored(
    home: HomePage, blocks: list[Any], field: str, reason: str
) -> None:
    report = take(record(blocks=blocks))

    assert [error.field for error in report.errors] == [field]
    assert reason in report.errors[0].reason
    assert not StandardPage.objects.exists()
