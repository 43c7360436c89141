"""What the catalogue's models refuse, and what they fill in."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from os2site_products.enums import Lifecycle
from os2site_products.models import Assessment, AssessmentResult, Criterion
from os2site_products.pages.models import (
    ProductIndexPage,
    ProductPage,
    ProductRelated,
    ProductUserClaim,
)
from tests.factories.products import ProductFactory

#: A new page looks up its content type, which may not be known yet.
pytestmark = pytest.mark.django_db

TOMORROW = timezone.localdate() + datetime.timedelta(days=1)


def faults(record: Any) -> set[str]:
    """Names of the fields that the record's own rules refuse."""
    try:
        record.clean()
    except ValidationError as error:
        return set(error.message_dict)
    return set()


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({"basis_date": TOMORROW}, {"basis_date"}),
        ({"basis_date": timezone.localdate()}, set()),
        ({"governance_level": "2", "governance_target": "1"}, {"governance_target"}),
        ({"governance_level": "sandkasse", "governance_target": "sandkasse"}, set()),
        ({"governance_target": "1"}, set()),
    ],
)
def test_product_refuses_contradictions(values: dict[str, Any], refused: set[str]) -> None:
    assert faults(ProductPage(title="P", slug="p", **values)) == refused


@pytest.mark.parametrize("lifecycle", ["", *Lifecycle.values])
def test_product_has_ended_when_handed_over_or_archived(lifecycle: str) -> None:
    ended = lifecycle in {"overdraget", "arkiveret"}
    assert ProductPage(lifecycle=lifecycle).has_ended is ended


@pytest.mark.parametrize("as_of", ["2025", "2025-10", "2025-10-31", ""])
def test_claim_takes_a_year_a_month_or_a_day(as_of: str) -> None:
    assert faults(ProductUserClaim(as_of=as_of)) == set()


@pytest.mark.parametrize("as_of", ["2025-13", "25", "sidste år", "2025-10-31x"])
def test_claim_refuses_what_is_no_date(as_of: str) -> None:
    assert faults(ProductUserClaim(as_of=as_of)) == {"as_of"}


def test_related_row_needs_a_page_or_the_name_of_one() -> None:
    assert faults(ProductRelated()) == {"target"}
    assert faults(ProductRelated(target_ref="product/kommer")) == set()


def test_criterion_takes_its_slug_from_the_code() -> None:
    criterion = Criterion(code="F4", criteria_set="2025")
    criterion.clean()
    assert criterion.slug == "f4"


def test_assessment_needs_a_product() -> None:
    assert faults(Assessment(type="evaluering")) == {"product"}


def test_assessment_is_not_from_the_future() -> None:
    assert faults(Assessment(product_slug="p", type="evaluering", date=TOMORROW)) == {"date"}


def test_assessment_takes_slug_from_product_type_and_date(index: ProductIndexPage) -> None:
    product = ProductFactory(parent=index, title="Kortet")
    assessment = Assessment(product=product, type="evaluering", date=datetime.date(2026, 5, 4))
    assessment.clean()
    assert assessment.product_slug == "kortet"
    assert assessment.slug == "kortet-evaluering-2026-05-04"


@pytest.mark.parametrize(
    ("type", "verdict", "refused"),
    [
        ("evaluering", "groen", set()),
        ("evaluering", "ja", {"verdict"}),
        ("selvevaluering", "nej", set()),
        ("selvevaluering", "roed", {"verdict"}),
    ],
)
def test_verdict_fits_the_type_of_assessment(type: str, verdict: str, refused: set[str]) -> None:
    result = AssessmentResult(assessment=Assessment(type=type), code="F1", verdict=verdict)
    assert faults(result) == refused


def test_unsafe_address_is_refused(index: ProductIndexPage) -> None:
    product = ProductFactory(parent=index)
    product.repository_urls = ["javascript:alert(1)"]
    product.website_url = "javascript:alert(1)"
    with pytest.raises(ValidationError) as error:
        product.full_clean()
    assert {"repository_urls", "website_url"} <= set(error.value.message_dict)
