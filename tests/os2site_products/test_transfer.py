"""The content files come in by the importers a user has, and go out as they came."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from os2site.models import SearchEntry, WorkingGroup
from os2site.transfer.catalogue import get_kind
from os2site.transfer.contract import TransferContext
from os2site.transfer.runner import stored_rows
from os2site_products.models import Assessment, Criterion
from os2site_products.pages.models import ProductPage, ProductPrice
from os2site_products.services import moves
from tests.factories.products import OrganisationFactory, make_term
from tests.os2site_products.conftest import content, import_rows

pytestmark = pytest.mark.slow

PRODUCTS = {record["slug"]: record for record in content("products")}
#: Lists of which only the members matter.
UNORDERED = {"tags", "technologies"}


def exported(kind: str) -> dict[str, dict[str, Any]]:
    """What an export writes, by slug."""
    context = TransferContext.current()
    rows = stored_rows(get_kind(kind), context=context)
    return {row["slug"]: row for row in (item.model_dump(mode="json") for item in rows)}


def comparable(name: str, value: Any) -> Any:
    """The value without an order that means nothing; the first category is the main one."""
    if name in UNORDERED:
        return sorted(value)
    if name == "categories":
        return [*value[:1], *sorted(value[1:])]
    return value


def product(known: str, **changes: Any) -> dict[str, Any]:
    """A product of the content, changed."""
    return copy.deepcopy(PRODUCTS[known]) | changes


@pytest.fixture
def vocabularies(db: None) -> None:
    """The words that products name."""
    assert import_rows("terms", content("taxonomies")).ok


def test_products_of_the_content_make_a_round_trip(vocabularies: None) -> None:
    first = import_rows("products", list(PRODUCTS.values()))
    assert (first.errors, first.created) == ([], 47)

    out = exported("products")
    differing = [
        (slug, name)
        for slug, record in PRODUCTS.items()
        for name, value in record.items()
        if comparable(name, out[slug][name]) != comparable(name, value)
    ]
    assert differing == []

    again = import_rows("products", list(out.values()))
    assert (again.errors, again.skipped) == ([], 47)
    assert SearchEntry.objects.filter(type="product").count() == 47


@pytest.mark.parametrize(
    ("kind", "file"), [("criteria", "governance_criteria"), ("economy", "economy")]
)
def test_records_make_a_round_trip(kind: str, file: str, db: None) -> None:
    records = {record["slug"]: record for record in content(file)}
    assert import_rows(kind, list(records.values())).created == len(records)
    out = exported(kind)
    for slug, record in records.items():
        assert {name: out[slug][name] for name in record} == record
    assert import_rows(kind, list(records.values())).skipped == len(records)


def test_assessments_make_a_round_trip_and_counts_are_computed(criteria: None) -> None:
    records = {record["slug"]: record for record in content("governance_assessments")}
    assert import_rows("assessments", list(records.values())).created == 6
    out = exported("assessments")
    for slug, record in records.items():
        stated = {
            name: value
            for name, value in record.items()
            if not (name == "computed_counts" and value is None)
        }
        assert {name: out[slug][name] for name in stated} == stated
    assert import_rows("assessments", list(records.values())).skipped == 6
    assert import_rows("assessments", list(out.values())).skipped == 6


def test_counts_that_the_results_do_not_add_up_to_are_refused(criteria: None) -> None:
    record = copy.deepcopy(content("governance_assessments")[0])
    record["computed_totals"] = {"groen": 8, "gul": 23, "roed": 12, "graa": 0}
    report = import_rows("assessments", [record])
    assert [error.field for error in report.errors] == ["computed_totals"]
    assert not Assessment.objects.exists()


@pytest.mark.parametrize(
    ("results", "type"),
    [
        ({"R1": "ja"}, "evaluering"),
        ({"R1": "groen"}, "selvevaluering"),
        ({"X9": "gul"}, "evaluering"),
    ],
)
def test_result_that_can_not_be_is_refused(
    results: dict[str, str], type: str, criteria: None
) -> None:
    record = {"slug": "a", "product": "p", "type": type, "criteria_set": "2025", "results": results}
    assert [error.field for error in import_rows("assessments", [record]).errors] == ["results"]


def test_older_criteria_stay_beside_a_newer_set(db: None) -> None:
    record = {"code": "R1", "slug": "r1", "theme": "relevans", "level": "1", "title": "Krav"}
    records = [record | {"criteria_set": "2022"}, record | {"criteria_set": "2025"}]
    assert import_rows("criteria", records).ok
    assert Criterion.objects.filter(slug="r1").count() == 2


@pytest.mark.parametrize(
    ("level", "code"), [(None, ""), (1, "1"), ("2", "2"), ("sandkasse", "sandkasse")]
)
def test_level_is_a_number_in_files_and_a_code_here(level: Any, code: str, db: None) -> None:
    record = {"slug": "p", "name": "P", "governance_level": level}
    assert import_rows("products", [record]).ok
    assert ProductPage.objects.get().governance_level == code
    assert exported("products")["p"]["governance_level"] == (
        int(code) if code in "123" and code else level
    )


def test_rows_that_the_file_no_longer_has_go(vocabularies: None) -> None:
    record = product("eksempel-ressourcebooking")
    assert import_rows("products", [record]).ok
    changed = product(
        "eksempel-ressourcebooking",
        prices=record["prices"][:1],
        users=[],
        working_groups=record["working_groups"][1:],
        supplier_relations=[],
        suppliers=[],
    )
    assert import_rows("products", [changed], update=True).ok

    page = ProductPage.objects.get()
    assert ProductPrice.objects.count() == 1
    assert page.users.count() == page.suppliers.count() == 0
    assert [row.group.type for row in page.groups.all()] == [
        "koordinationsgruppe",
        "undergruppe",
        "brugerklub",
    ]


def test_group_keeps_its_identity_when_its_status_changes(vocabularies: None) -> None:
    record = product("os2faktor")
    assert import_rows("products", [record]).ok
    before = set(WorkingGroup.objects.values_list("pk", flat=True))
    record["working_groups"][0]["status"] = "aktiv"
    assert import_rows("products", [record], update=True).ok
    assert set(WorkingGroup.objects.values_list("pk", flat=True)) == before


def test_other_values_need_update(vocabularies: None) -> None:
    assert import_rows("products", [product("os2nectar")]).ok
    report = import_rows("products", [product("os2nectar", tagline="En anden")])
    assert [error.field for error in report.errors] == ["tagline"]
    assert ProductPage.objects.get().tagline == PRODUCTS["os2nectar"]["tagline"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"categories": ["findes-ikke"]}, "categories"),
        ({"kind": "noget"}, "kind"),
        ({"status": "i drift"}, "status"),
        ({"governance_level": 4}, "governance_level"),
        ({"website_url": "javascript:alert(1)"}, "website_url"),
        ({"repository_urls": ["ftp//x"]}, "repository_urls[1]"),
        ({"prices": [{"size_class": "kaempe"}]}, "prices[1].size_class"),
        ({"prices": [{"size_class": "lille", "entry_fee": -1}]}, "prices[1].entry_fee"),
        ({"user_claims": [{"unit": "k", "claim": "c", "as_of": "i går"}]}, "user_claims[1].as_of"),
        ({"tagline": "x" * 201}, "tagline"),
        ({"slug": "med mellemrum"}, "slug"),
        ({"ukendt": 1}, "ukendt"),
    ],
)
def test_bad_row_is_reported_and_nothing_written(
    changes: dict[str, Any], field: str, vocabularies: None
) -> None:
    rows = [product("os2nectar"), product("os2valghalla", **changes)]
    report = import_rows("products", rows)
    assert [(error.number, error.field) for error in report.errors] == [(2, field)]
    assert not ProductPage.objects.exists()


def test_suppliers_alone_keep_what_is_known_of_those_that_stay(vocabularies: None) -> None:
    assert import_rows("products", [product("os2autoproces")]).ok
    short = {"slug": "os2autoproces", "name": "OS2autoproces", "suppliers": ["it-minds", "ny"]}
    assert import_rows("products", [short], update=True).ok
    relations = exported("products")["os2autoproces"]["supplier_relations"]
    assert [(item["supplier"], item["roles"]) for item in relations] == [
        ("it-minds", ["udvikling"]),
        ("ny", []),
    ]


def test_draft_stays_a_draft(db: None) -> None:
    record = {"slug": "p", "name": "P", "state": "udkast"}
    assert import_rows("products", [record]).ok
    assert not ProductPage.objects.get().live
    assert exported("products")["p"]["state"] == "udkast"
    assert import_rows("products", [{"slug": "p", "name": "Nyt navn"}], update=True).ok
    assert not ProductPage.objects.get().live
    assert exported("products")["p"]["name"] == "Nyt navn"


def test_main_category_is_the_first_and_decides_the_mark(vocabularies: None) -> None:
    record = {"slug": "p", "name": "P", "categories": ["skole", "borger"]}
    assert import_rows("products", [record]).ok
    assert SearchEntry.objects.get(type="product").card["mark"] == "skole"
    report = import_rows("products", [record | {"categories": ["borger", "skole"]}])
    assert [error.field for error in report.errors] == ["categories"]


def test_clear_takes_the_groups_that_only_products_had(vocabularies: None) -> None:
    kept = WorkingGroup.objects.create(slug="fri", name="Fri", type="styregruppe")
    assert import_rows("products", [product("os2faktor")]).ok
    get_kind("products").clear(context=TransferContext.current())
    assert not ProductPage.objects.exists()
    assert list(WorkingGroup.objects.all()) == [kept]


def test_unknown_technology_becomes_a_term(db: None) -> None:
    make_term("technology", "python", "Python")
    assert import_rows(
        "products", [{"slug": "p", "name": "P", "technologies": ["Python", "Elm"]}]
    ).ok
    assert [term.slug for term in ProductPage.objects.get().technologies.order_by("slug")] == [
        "elm",
        "python",
    ]


def test_group_that_spans_products_is_one_with_its_mandate_and_organisations(
    vocabularies: None,
) -> None:
    OrganisationFactory(name="Prøve Kommune", slug="proeve")
    shared = {
        "type": "faggruppe",
        "status": "aktiv",
        "slug": "faggruppe-sikkerhed",
        "mandate": "Rådgiver om sikkerhed.",
        "organisations": ["proeve"],
    }
    records = [product(slug, working_groups=[shared]) for slug in ("os2faktor", "os2nectar")]
    assert import_rows("products", records).ok
    group = WorkingGroup.objects.get()
    assert (group.mandate, [item.slug for item in group.organisations.all()]) == (
        "Rådgiver om sikkerhed.",
        ["proeve"],
    )
    assert import_rows("products", records).skipped == 2
    bare = [
        product(slug, working_groups=[{"type": "faggruppe", "status": "aktiv"}])
        for slug in ["os2faktor"]
    ]
    assert import_rows("products", bare, update=True).ok
    group.refresh_from_db()
    assert group.mandate == "Rådgiver om sikkerhed."
    unknown = [product("os2faktor", working_groups=[shared | {"organisations": ["findes-ikke"]}])]
    report = import_rows("products", unknown, update=True)
    assert [error.field for error in report.errors] == ["working_groups"]


def test_assessment_in_the_making_is_exported_and_read_again(vocabularies: None) -> None:
    assert import_rows("products", [product("os2faktor")]).ok
    assert import_rows("criteria", content("governance_criteria")).ok
    record = {
        "slug": "i-gang",
        "product": "os2faktor",
        "type": "evaluering",
        "criteria_set": "2025",
        "state": "selvvurderet",
        "results": {"R1": "groen"},
        "own_answers": {"R1": "ja", "R2": "nej"},
        "own_explanations": {"R2": "Kommer"},
        "published": False,
    }
    assert import_rows("assessments", [record]).ok
    assessment = Assessment.objects.get(slug="i-gang")
    assert not assessment.published
    assert {row.code: (row.own_answer, row.verdict) for row in assessment.results.all()} == {
        "R1": ("ja", "groen"),
        "R2": ("nej", ""),
    }
    assert import_rows("assessments", [record]).skipped == 1
    draft = record | {"slug": "x", "type": "selvevaluering", "state": "kladde", "results": {}}
    report = import_rows(
        "assessments", [draft | {"published": True, "own_answers": {}, "own_explanations": {}}]
    )
    assert [error.field for error in report.errors] == ["state"]


def test_moves_of_the_past_are_read_written_out_and_taken_back(vocabularies: None) -> None:
    assert import_rows("products", [product("os2faktor")]).ok
    page = ProductPage.objects.get(slug="os2faktor")
    lifecycle = page.lifecycle
    begun = {
        "product": "os2faktor",
        "axis": "livscyklus",
        "date": "2019-05-01",
        "before": None,
        "after": "udvikling",
        "decided_by_role": "Styregruppen",
        "note": "Fra referatet",
    }
    ready = begun | {"date": "2021-02-03", "before": "udvikling", "after": "drift"}
    assert import_rows("product_moves", [begun, ready]).ok
    assert import_rows("product_moves", [begun, ready]).skipped == 2
    kind, context = get_kind("product_moves"), TransferContext.current()
    rows = [row.model_dump(mode="json") for row in kind.existing(context=context)]
    assert rows == [begun, ready]
    assert [moves.title(move) for move in moves.moves_of(product=page)] == [
        "Livscyklus: i drift",
        "Livscyklus: under udvikling",
    ]
    page.refresh_from_db()
    assert page.lifecycle == lifecycle  # They only tell.
    assert import_rows("product_moves", [begun | {"note": None}], update=True).ok

    for wrong, field in (
        ({"product": "findes-ikke"}, "product"),
        ({"after": "niveau-9"}, "after"),
        ({"date": "2020-01-01", "before": "udvikling"}, "after"),
        ({"date": "2999-01-01"}, "date"),
        ({"axis": "farve"}, "axis"),
    ):
        report = import_rows("product_moves", [begun | wrong])
        assert {error.field for error in report.errors} == {field}, wrong
