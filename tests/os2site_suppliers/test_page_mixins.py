"""What a supplier page refuses, and what it knows of itself."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from os2site_suppliers.enums import PartnerStatus, status_of_words
from tests.factories.suppliers import supplier

pytestmark = pytest.mark.django_db


def test_words_that_name_another_status_are_refused() -> None:
    page = supplier(partner_status=PartnerStatus.ACTIVE)
    page.partner_status_text = "Udtrådt"
    with pytest.raises(ValidationError) as fault:
        page.full_clean()
    assert set(fault.value.message_dict) == {"partner_status_text"}


def test_words_of_a_source_that_name_no_status_are_kept_beside_it() -> None:
    page = supplier(partner_status_text="godkendt leverandør af OS2display")
    page.full_clean()
    assert page.partner_status == ""


def test_a_supplier_that_is_applying_has_not_signed() -> None:
    page = supplier(partner_status=PartnerStatus.APPLYING)
    page.partner_agreement_signed = datetime.date(2020, 1, 1)
    with pytest.raises(ValidationError) as fault:
        page.full_clean()
    assert set(fault.value.message_dict) == {"partner_agreement_signed"}


def test_an_agreement_is_not_signed_in_the_future() -> None:
    page = supplier(partner_status=PartnerStatus.ACTIVE)
    page.partner_agreement_signed = timezone.localdate() + datetime.timedelta(days=1)
    with pytest.raises(ValidationError):
        page.full_clean()
    page.partner_agreement_signed = timezone.localdate()
    page.full_clean()


@pytest.mark.parametrize(
    ("status", "values", "field"),
    [
        (PartnerStatus.ACTIVE, {"floss_agreement": False}, "floss_agreement"),
        ("", {"partner_status_since": datetime.date(2020, 1, 1)}, "partner_status_since"),
        (
            PartnerStatus.APPLYING,
            {"partner_status_since": datetime.date(2999, 1, 1)},
            "partner_status_since",
        ),
        (
            PartnerStatus.LEFT,
            {
                "partner_status_since": datetime.date(2020, 1, 1),
                "partner_agreement_signed": datetime.date(2020, 1, 2),
            },
            "partner_agreement_signed",
        ),
    ],
)
def test_contradictions_about_the_partnership_are_refused(
    status: str, values: dict[str, Any], field: str
) -> None:
    page = supplier(partner_status=status)
    page.full_clean()
    for name, value in values.items():
        setattr(page, name, value)
    with pytest.raises(ValidationError) as fault:
        page.full_clean()
    assert set(fault.value.message_dict) == {field}


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("leverandørpartner", "leverandoerpartner"),
        ("  Udtrådt ", "udtraadt"),
        ("ANSØGER", "ansoeger"),
        ("godkendt leverandør af OS2display", ""),
        ("", ""),
    ],
)
def test_status_is_read_from_words(words: str, status: str) -> None:
    assert status_of_words(words) == status


@pytest.mark.parametrize(
    ("values", "complete"),
    [({}, False), ({"services_complete": True}, True), ({"demo": True}, True)],
)
def test_services_are_known_to_be_all_only_when_somebody_said_so(
    values: dict[str, bool], complete: bool
) -> None:
    assert supplier(**values).lists_all_services is complete
