"""What every kind that is stored as pages can rely on."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from wagtail.models import Page, ReferenceIndex

from os2site.models import ContentAnchor, PageRelation
from os2site.page_types import get_page_model
from os2site.transfer.contract import TransferContext
from os2site.transfer.formats import RawRow
from os2site.transfer.runner import ImportReport, run_import, stored_rows
from tests.os2site.transfer.page_kind import ThingKind

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

KIND = ThingKind()
ONE, TWO = "https://one.example/", "https://two.example/"


def run(*records: dict[str, Any], **options: bool) -> ImportReport:
    rows = [RawRow(number, record) for number, record in enumerate(records, start=1)]
    return run_import(KIND, rows, **options)


def product(slug: str) -> Any:
    return get_page_model("product")._default_manager.get(slug=slug)


def test_a_new_page_is_published_below_the_index_that_is_made_for_it() -> None:
    report = run({"slug": "os2mo", "name": "OS2mo"})
    assert (report.created, report.errors) == (1, [])
    page = product("os2mo")
    assert page.live
    assert page.get_parent().slug == "produkter"
    assert page.get_parent().live


def test_editors_find_the_imported_version_in_the_history() -> None:
    run({"slug": "os2mo", "name": "OS2mo"})
    run({"slug": "os2mo", "name": "OS2mo 2"}, update=True)
    page = product("os2mo")
    assert [revision.content["title"] for revision in page.revisions.order_by("pk")] == [
        "OS2mo",
        "OS2mo 2",
    ]
    assert page.title == "OS2mo 2"
    assert not page.has_unpublished_changes


def test_an_unpublished_row_becomes_a_draft_and_stays_one() -> None:
    run({"slug": "os2mo", "name": "OS2mo", "published": False})
    assert not product("os2mo").live
    assert run({"slug": "os2mo", "name": "OS2mo", "published": False}).skipped == 1


def test_a_row_that_is_unpublished_later_takes_the_page_off_the_site() -> None:
    run({"slug": "os2mo", "name": "OS2mo"})
    run({"slug": "os2mo", "name": "OS2mo", "published": False}, update=True)
    assert not product("os2mo").live


def test_a_draft_of_an_editor_counts_as_what_is_stored() -> None:
    run({"slug": "os2mo", "name": "OS2mo"})
    page = product("os2mo")
    page.title = "Navn i kladden"
    page.save_revision()
    report = run({"slug": "os2mo", "name": "OS2mo"})
    assert [error.field for error in report.errors] == ["name"]


def test_relations_wait_for_pages_that_come_later() -> None:
    run({"slug": "a", "name": "A", "related": ["b", "findes-ikke"]})
    assert PageRelation.objects.count() == 0
    run({"slug": "b", "name": "B", "related": ["a"]})
    links = PageRelation.objects.values_list("source__slug", "target__slug")
    assert set(links) == {("a", "b"), ("b", "a")}
    rows = {row.slug: row for row in stored_rows(KIND, context=TransferContext.current())}
    assert rows["a"].related == ["b", "findes-ikke"]


def test_relations_between_rows_of_one_file_work_in_both_directions() -> None:
    run(
        {"slug": "a", "name": "A", "related": ["b"]},
        {"slug": "b", "name": "B", "related": ["a"]},
    )
    links = PageRelation.objects.values_list("source__slug", "target__slug")
    assert set(links) == {("a", "b"), ("b", "a")}


def test_relative_dates_are_counted_from_the_stored_day() -> None:
    ContentAnchor.objects.create(day=datetime.date(2026, 3, 10))
    run({"slug": "a", "name": "A", "decided_days_ago": 9})
    assert product("a").basis_date == datetime.date(2026, 3, 1)
    row = next(stored_rows(KIND, context=TransferContext.current()))
    assert (row.decided_days_ago, row.decided_on) == (9, datetime.date(2026, 3, 1))


def test_a_date_wins_over_a_relative_one() -> None:
    ContentAnchor.objects.create(day=datetime.date(2026, 3, 10))
    run({"slug": "a", "name": "A", "decided_days_ago": 9, "decided_on": "2026-02-01"})
    assert product("a").basis_date == datetime.date(2026, 2, 1)


def test_a_changed_relative_date_moves_the_stored_date() -> None:
    ContentAnchor.objects.create(day=datetime.date(2026, 3, 10))
    run({"slug": "a", "name": "A", "decided_days_ago": 9})
    run({"slug": "a", "name": "A", "decided_days_ago": 5}, update=True)
    assert product("a").basis_date == datetime.date(2026, 3, 5)


def test_a_field_that_the_file_does_not_mention_keeps_its_value() -> None:
    run({"slug": "a", "name": "A", "addresses": [ONE], "description": ["Tekst"]})
    report = run({"slug": "a", "name": "Nyt navn"}, update=True)
    assert report.updated == 1
    row = next(stored_rows(KIND, context=TransferContext.current()))
    assert (row.name, row.addresses, row.description) == ("Nyt navn", [ONE], ["Tekst"])


def test_an_emptied_field_is_cleared() -> None:
    run({"slug": "a", "name": "A", "addresses": [ONE]})
    run({"slug": "a", "name": "A", "addresses": None}, update=True)
    assert product("a").repository_urls == []


def test_the_order_of_a_list_without_order_is_no_difference() -> None:
    run({"slug": "a", "name": "A", "addresses": [ONE, TWO]})
    assert run({"slug": "a", "name": "A", "addresses": [TWO, ONE]}).skipped == 1


def test_a_dry_run_leaves_no_page_behind() -> None:
    before = Page.objects.count()
    report = run({"slug": "a", "name": "A"}, dry_run=True)
    assert report.created == 1
    assert Page.objects.count() == before
    assert not ContentAnchor.objects.exists()


def test_a_page_of_another_language_is_left_alone() -> None:
    from wagtail.models import Locale

    run({"slug": "a", "name": "A"})
    english = Locale.objects.get_or_create(language_code="en")[0]
    page = product("a")
    parent_en = page.get_parent().specific.copy_for_translation(english, copy_parents=True)
    copy = page.copy_for_translation(english)
    run({"slug": "a", "name": "Dansk navn"}, update=True)
    copy.refresh_from_db()
    assert copy.title == "A"
    assert copy.get_parent().pk == parent_en.pk


def test_an_alias_is_no_record_of_its_own() -> None:
    run({"slug": "a", "name": "A"})
    page = product("a")
    page.create_alias(parent=page.get_parent(), update_slug="b")
    context = TransferContext.current()
    assert [row.slug for row in stored_rows(KIND, context=context)] == ["a"]


def test_a_page_of_another_site_is_left_alone() -> None:
    run({"slug": "a", "name": "A"})
    page, root = product("a"), Page.objects.get(depth=1)
    elsewhere = root.add_child(instance=Page(title="Andet", slug="andet", locale=page.locale))
    page.move(elsewhere, pos="last-child")
    report = run({"slug": "a", "name": "Ny"})
    assert (report.created, report.errors) == (1, [])
    page.refresh_from_db()
    assert page.title == "A"


def test_clearing_deletes_the_pages_of_the_kind_only() -> None:
    run({"slug": "a", "name": "A"})
    KIND.clear(context=TransferContext.current())
    assert not get_page_model("product")._default_manager.exists()
    assert get_page_model("product_index")._default_manager.count() == 1


def test_an_older_draft_that_is_published_keeps_its_links() -> None:
    run({"slug": "a", "name": "A", "related": ["b"]})
    draft = product("a").get_latest_revision()
    run({"slug": "b", "name": "B"})
    draft.publish()
    links = PageRelation.objects.values_list("source__slug", "target__slug")
    assert set(links) == {("a", "b")}


def test_the_admin_knows_where_an_imported_page_is_used() -> None:
    run({"slug": "b", "name": "B"}, {"slug": "a", "name": "A", "related": ["b"]})
    users = ReferenceIndex.get_references_to(product("b"))
    assert {reference.object_id for reference in users} == {str(product("a").pk)}
    run({"slug": "a", "name": "A", "related": []}, update=True)
    assert not ReferenceIndex.get_references_to(product("b")).exists()
