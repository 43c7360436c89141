"""Prices: which table is in force, what an authority pays, what stays unknown."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.utils.translation import override

from os2site.models import Municipality, Region
from os2site_products.models import EconomyRule
from os2site_products.pages.models import ProductPrice
from os2site_products.services import economy, price_section
from tests.factories.products import make_term

TODAY = datetime.date(2026, 11, 21)
RANGES = {
    "lille": (0, 24_999),
    "mellem": (25_000, 60_000),
    "stor": (60_001, 120_000),
    "meget-stor": (120_001, None),
}


def price(size: str = "mellem", as_of: str | None = None, **values: object) -> ProductPrice:
    """A line of a price table."""
    values = {"entry_fee": 60_000, "annual_member": 30_000, "annual_non_member": 37_500} | values
    date = datetime.date.fromisoformat(as_of) if as_of else None
    return ProductPrice(size_class=size, as_of=date, **values)


def municipality(**values: object) -> Municipality:
    """An unsaved municipality."""
    return Municipality(
        **{"slug": "proeve", "name": "Prøve Kommune", "short_name": "Prøve"} | values
    )


def question(known: list[Municipality] | None = None, **parameters: str) -> economy.PriceQuestion:
    """The question of an address."""
    return economy.read_question(parameters=parameters, municipalities=known or [], ranges=RANGES)


def test_table_in_force_is_the_newest_that_has_begun() -> None:
    dates = ["2023-01-01", "2026-01-01", "2027-01-01", None]
    tables = economy.price_tables(prices=[price(as_of=day) for day in dates], today=TODAY)
    assert [table.as_of and table.as_of.year for table in tables] == [2026, 2027, 2023, None]


def test_undated_table_is_in_force_before_one_that_has_not_begun() -> None:
    tables = economy.price_tables(prices=[price(as_of="2027-01-01"), price()], today=TODAY)
    assert tables[0].as_of is None


def test_rows_of_a_table_stand_by_size() -> None:
    (table,) = economy.price_tables(prices=[price("stor"), price("lille")], today=TODAY)
    assert [row.size_class for row in table.rows] == ["lille", "stor"]


@pytest.mark.parametrize(
    ("member", "first", "later"), [(True, 90_000, 30_000), (False, 97_500, 37_500)]
)
def test_fee_of_the_example_in_the_content(member: bool, first: int, later: int) -> None:
    (table,) = economy.price_tables(prices=[price()], today=TODAY)
    fee = economy.fee(table=table, size="mellem", member=member)
    assert fee is not None
    assert (fee.first_year, fee.annual) == (first, later)


def test_fee_is_unknown_where_the_table_does_not_cover_the_size() -> None:
    (table,) = economy.price_tables(prices=[price("lille")], today=TODAY)
    assert economy.fee(table=table, size="stor", member=True) is None


def test_first_year_is_unknown_without_the_joining_fee_but_not_the_later_ones() -> None:
    (table,) = economy.price_tables(prices=[price(entry_fee=None)], today=TODAY)
    fee = economy.fee(table=table, size="mellem", member=True)
    assert fee is not None
    assert (fee.first_year, fee.annual) == (None, 30_000)


def test_a_free_product_costs_nothing_and_is_not_unknown() -> None:
    (table,) = economy.price_tables(prices=[price(entry_fee=0, annual_member=0)], today=TODAY)
    fee = economy.fee(table=table, size="mellem", member=True)
    assert fee is not None
    assert fee.first_year == 0


@pytest.mark.parametrize(
    ("population", "size"),
    [(24_999, "lille"), (25_000, "mellem"), (60_001, "stor"), (120_001, "meget-stor")],
)
def test_size_follows_from_population(population: int, size: str) -> None:
    assert economy.size_of(municipality=municipality(population=population), ranges=RANGES) == size


def test_size_is_unknown_without_class_and_population() -> None:
    assert economy.size_of(municipality=municipality(), ranges=RANGES) == ""


def test_nothing_is_asked_by_an_address_without_parameters() -> None:
    assert not question().asked


def test_municipality_without_size_asks_for_the_size() -> None:
    found = question([municipality()], municipality="proeve", member="ja")
    assert not found.is_complete
    assert found.problems == (
        "Størrelsen på Prøve Kommune er ikke oplyst her. Vælg også størrelsen.",
    )


def test_municipality_without_size_takes_the_chosen_one() -> None:
    found = question([municipality()], municipality="proeve", size="stor", member="nej")
    assert (found.size, found.member, found.problems) == ("stor", False, ())


def test_known_size_of_the_municipality_wins_over_the_chosen_one() -> None:
    found = question([municipality(size_class="lille")], municipality="proeve", size="stor")
    assert found.size == "lille"


def test_membership_is_taken_from_the_municipality_where_it_is_stated() -> None:
    found = question([municipality(member=True, size_class="lille")], municipality="proeve")
    assert found.member is True


@pytest.mark.parametrize(
    "parameters",
    [
        {"municipality": "findes-ikke"},
        {"size": "kæmpe"},
        {"member": "måske"},
        {"size": "mellem\x00"},
        {"municipality": "<script>", "size": "' OR 1=1", "member": "ja"},
    ],
)
def test_wrong_parameters_get_an_explanation(parameters: dict[str, str]) -> None:
    found = question(**parameters)
    assert found.problems
    assert not found.is_complete


@pytest.mark.django_db
def test_size_ranges_come_from_the_vocabulary() -> None:
    make_term("size_class", "lille", attributes={"min_citizens": 0, "max_citizens": 24_999})
    assert economy.size_ranges() == {"lille": (0, 24_999)}


@pytest.mark.django_db
def test_membership_fee_is_read_from_its_rule() -> None:
    assert economy.membership_fee(year=2026) is None
    rule = EconomyRule.objects.create(
        slug="kontingent", type="regel", title="Kontingent", text="x", values={"amount": 25_000}
    )
    assert economy.membership_fee(year=2026) == economy.MembershipFee(25_000)
    late = EconomyRule.objects.create(
        slug="kontingent-halvaar", type="regel", title="Halv", text="x", values="07-01"
    )
    assert economy.membership_fee(year=2026) == economy.MembershipFee(25_000)
    late.values = {"cutoff": "07-01", "factor": 0.5}
    late.save()
    half = economy.MembershipFee(25_000, 12_500, datetime.date(2026, 7, 1))
    assert economy.membership_fee(year=2026) == half
    rule.values = ["noget andet"]
    rule.save()
    assert economy.membership_fee(year=2026) is None


@pytest.mark.parametrize(
    ("percent", "contribution", "yearly", "first"),
    [
        (None, None, 30_000, 90_000),
        (Decimal(0), 0, 30_000, 90_000),
        (Decimal("2.5"), 750, 30_750, 90_750),
        (Decimal("0.1"), 30, 30_030, 90_030),
    ],
)
def test_what_is_added_for_shared_governance_is_paid_each_year(
    percent: Decimal | None, contribution: int | None, yearly: int, first: int
) -> None:
    (table,) = economy.price_tables(prices=[price(governance_percent=percent)], today=TODAY)
    fee = economy.fee(table=table, size="mellem", member=True)
    assert fee is not None
    assert (fee.contribution, fee.yearly, fee.first_year) == (contribution, yearly, first)


def test_prices_in_force_are_said_to_be_old() -> None:
    with override("da"):
        assert price_section.age_note(datetime.date(2025, 1, 1), today=TODAY) == ""
        old = price_section.age_note(datetime.date(2023, 1, 1), today=TODAY)
        assert "over 3 år gammelt" in old
        assert "ingen dato" in price_section.age_note(None, today=TODAY)


@pytest.mark.django_db
def test_municipalities_are_options_by_name() -> None:
    region = Region.objects.create(slug="r", name="R", full_name="Region R")
    for number, name in enumerate(["Viborg", "Assens"]):
        Municipality.objects.create(
            slug=name.lower(), name=name, short_name=name, code=str(number), region=region
        )
    assert [item.short_name for item in economy.municipality_options()] == ["Assens", "Viborg"]
