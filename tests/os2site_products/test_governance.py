"""Governance: counts are computed, the newest assessment is shown, a level is a decision."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from os2site_products.enums import BasisType
from os2site_products.models import Assessment, AssessmentResult
from os2site_products.pages.models import ProductIndexPage
from os2site_products.services import governance
from tests.factories.products import CriterionFactory, ProductFactory, make_assessment
from tests.os2site_products.conftest import content

ASSESSMENTS = content("governance_assessments")


def report_of(page: Any) -> governance.Report:
    """The report that the page shows."""
    found = governance.report(assessments=governance.assessments_of(product=page))
    assert found is not None
    return found


@pytest.mark.parametrize("record", ASSESSMENTS, ids=lambda record: record["slug"])
def test_totals_are_those_of_the_content(record: dict[str, Any]) -> None:
    found = governance.totals(results=record["results"], type=record["type"])
    assert found == record["computed_totals"]


@pytest.mark.parametrize(
    "record",
    [item for item in ASSESSMENTS if item["computed_counts"]],
    ids=lambda item: item["slug"],
)
def test_counts_by_level_are_those_of_the_content(record: dict[str, Any], criteria: None) -> None:
    known = governance.criteria_of(criteria_set="2025")
    found = governance.counts_by_level(results=record["results"], criteria=known)
    assert found == record["computed_counts"]


def test_report_counts_each_theme_and_level(index: ProductIndexPage) -> None:
    CriterionFactory(code="R1", theme="relevans", level="sandkasse", order=1)
    CriterionFactory(code="F1", theme="formkrav", level="1", order=2)
    CriterionFactory(code="F2", theme="formkrav", level="1", order=3)
    product = ProductFactory(parent=index)
    make_assessment(product, {"R1": "groen", "F1": "gul", "F2": "groen"})

    report = report_of(product)

    assert [(bar.met, bar.total) for bar in report.bars] == [(1, 1), (1, 2)]
    assert report.bars[1].description == "Formkrav: 1 af 2 krav opfyldt, 1 delvist opfyldt"
    assert [list(row.counts) for row in report.matrix] == [[(1, 1), None], [None, (1, 2)]]
    assert (report.met, report.total) == (2, 3)


def test_newest_evaluation_is_shown_and_an_undated_one_is_oldest(index: ProductIndexPage) -> None:
    CriterionFactory(code="F1")
    product = ProductFactory(parent=index)
    make_assessment(product, {"F1": "roed"}, date=None)
    newest = make_assessment(product, {"F1": "groen"}, date=datetime.date(2026, 1, 2))
    make_assessment(product, {"F1": "gul"}, date=datetime.date(2025, 1, 2))
    assert report_of(product).assessment == newest


def test_evaluation_wins_over_a_newer_answer_of_the_product_and_shows_it(
    index: ProductIndexPage,
) -> None:
    CriterionFactory(code="F1")
    product = ProductFactory(parent=index)
    evaluation = make_assessment(product, {"F1": "roed"}, date=datetime.date(2025, 1, 2))
    make_assessment(product, {"F1": "ja"}, type="selvevaluering", date=datetime.date(2026, 1, 2))

    report = report_of(product)

    assert report.assessment == evaluation
    answer = report.rows[0].own_answer
    assert answer is not None
    assert answer.code == "ja"


def test_answer_by_another_criteria_set_is_not_mixed_in(index: ProductIndexPage) -> None:
    CriterionFactory(code="F1")
    CriterionFactory(code="F1", criteria_set="2022")
    product = ProductFactory(parent=index)
    make_assessment(product, {"F1": "roed"})
    make_assessment(product, {"F1": "ja"}, type="selvevaluering", criteria_set="2022")
    assert report_of(product).rows[0].own_answer is None


def test_change_since_the_evaluation_before_is_listed(index: ProductIndexPage) -> None:
    CriterionFactory(code="F1")
    CriterionFactory(code="F2")
    product = ProductFactory(parent=index)
    make_assessment(product, {"F1": "roed", "F2": "gul"}, date=datetime.date(2025, 1, 2))
    make_assessment(product, {"F1": "groen", "F2": "gul"}, date=datetime.date(2026, 1, 2))
    assert [
        (change.code, change.before.code, change.after.code)
        for change in report_of(product).changes
    ] == [("F1", "roed", "groen")]


def test_unpublished_assessment_is_not_shown(index: ProductIndexPage) -> None:
    product = ProductFactory(parent=index)
    make_assessment(product, {"F1": "groen"}, published=False)
    assert governance.assessments_of(product=product) == []


def test_assessment_that_waits_for_its_product_is_shown_and_then_linked(
    index: ProductIndexPage,
) -> None:
    waiting = Assessment.objects.create(
        slug="a",
        product_slug="kommer-snart",
        type="evaluering",
        criteria_set="2025",
        published=True,
    )
    product = ProductFactory(parent=index, title="Kommer snart")
    assert governance.assessments_of(product=product) == [waiting]

    governance.find_waiting_products()

    waiting.refresh_from_db()
    assert waiting.product_id == product.pk


def test_code_that_the_set_lacks_is_shown_last_and_outside_the_themes(
    index: ProductIndexPage,
) -> None:
    CriterionFactory(code="F1")
    product = ProductFactory(parent=index)
    make_assessment(product, {"X9": "groen", "F1": "groen"})
    report = report_of(product)
    assert [row.code for row in report.rows] == ["F1", "X9"]
    assert sum(bar.total for bar in report.bars) == 1


def test_results_are_read_from_an_unsaved_assessment() -> None:
    assessment = Assessment(type=BasisType.EVALUATION)
    assessment.results = [AssessmentResult(code="F1", verdict="groen")]
    assert governance.verdicts_of(assessment) == {"F1": "groen"}
