"""Who uses a product: named users prove a minimum, claims keep their words and date."""

from __future__ import annotations

import pytest

from os2site.models import Organisation, Region
from os2site_products.pages.models import ProductUserClaim
from os2site_products.services import users


def named(*types: str) -> list[Organisation]:
    """Unsaved organisations of these types."""
    return [Organisation(name=f"{type} {number}", type=type) for number, type in enumerate(types)]


def claim(count: int | None, text: str = "anvender løsningen", as_of: str = "") -> ProductUserClaim:
    """A claim about municipalities."""
    return ProductUserClaim(count=count, unit="kommuner", claim=text, as_of=as_of)


@pytest.mark.parametrize(
    ("organisations", "claims", "headline"),
    [
        (named(), [], "Ikke oplyst"),
        (named(), [claim(None)], "Ikke oplyst"),
        (named("kommune", "kommune", "kommune"), [], "Mindst 3 kommuner"),
        (named("kommune"), [], "Mindst 1 kommune"),
        (named("region"), [], "Mindst 1 region"),
        (named("kommune", "region"), [], "Mindst 2 organisationer"),
        (named(), [claim(50, "mere end")], "Mere end 50 kommuner"),
        (named(), [claim(32)], "32 kommuner"),
        (named("kommune", "kommune"), [claim(1)], "Mindst 2 kommuner"),
        (named(), [claim(9, as_of="2020"), claim(7, as_of="2025-10")], "7 kommuner"),
    ],
)
def test_headline_is_the_best_honest_statement(
    organisations: list[Organisation], claims: list[ProductUserClaim], headline: str
) -> None:
    assert users.reach(organisations=organisations, claims=claims).headline == headline


def test_claim_that_is_not_about_use_keeps_its_words() -> None:
    reach = users.reach(organisations=[], claims=[claim(21, "støttede opstarten")])
    assert (reach.headline, reach.note) == ("21 kommuner", "støttede opstarten")


def test_plain_claim_adds_no_words() -> None:
    assert users.reach(organisations=[], claims=[claim(21)]).note == ""


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (claim(32), "32 kommuner anvender løsningen"),
        (claim(50, "mere end"), "Mere end 50 kommuner"),
        (claim(None, "flere anvender produktet"), "Kommuner: flere anvender produktet"),
    ],
)
def test_claim_reads_as_a_phrase(given: ProductUserClaim, text: str) -> None:
    assert users.statement(given) == text


def test_users_stand_by_region_in_danish_order_and_those_without_last() -> None:
    north = Region(pk=1, name="Nordjylland", full_name="Region Nordjylland")
    organisations = [
        Organisation(name="Uden"),
        Organisation(name="Ærø", region=north),
        Organisation(name="Aalborg", region=north),
        Organisation(name="Østerå", region=north),
    ]
    groups = users.by_region(users=[users.NamedUser(item) for item in organisations])
    assert [[user.organisation.name for user in group.users] for group in groups] == [
        ["Aalborg", "Ærø", "Østerå"],
        ["Uden"],
    ]
