"""Key figures count what is public and real."""

from __future__ import annotations

from os2site.models import Municipality, Region
from os2site_products.pages.models import ProductIndexPage
from os2site_products.services import figures
from tests.factories.products import OrganisationFactory, ProductFactory, with_rows


def test_products_in_operation_are_public_real_and_running(index: ProductIndexPage) -> None:
    site = index.get_site()
    assert figures.products_in_operation(site) is None
    ProductFactory(parent=index, lifecycle="drift")
    ProductFactory(parent=index, lifecycle="fornyelse")
    ProductFactory(parent=index, lifecycle="drift", live=False)
    ProductFactory(parent=index, lifecycle="drift", demo=True)
    ProductFactory(parent=index, lifecycle="drift", kind="projekt")
    ProductFactory(parent=index, lifecycle="sandkasse")
    assert figures.products_in_operation(site) == 2


def test_a_municipality_counts_once_and_only_for_products_that_have_not_ended(
    index: ProductIndexPage,
) -> None:
    region = Region.objects.create(slug="r", name="R", full_name="Region R")
    organisations = [
        OrganisationFactory(
            municipality=Municipality.objects.create(
                slug=f"k{number}",
                name=f"K{number}",
                short_name=f"K{number}",
                code=str(number),
                region=region,
            )
        )
        for number in range(3)
    ]
    rows = [{"organisation": organisation} for organisation in organisations]
    with_rows(ProductFactory(parent=index, lifecycle="drift"), users=rows[:2])
    with_rows(ProductFactory(parent=index), users=rows[:1])
    with_rows(ProductFactory(parent=index, lifecycle="arkiveret"), users=rows[2:])
    assert figures.municipalities_using_products(index.get_site()) == 2
