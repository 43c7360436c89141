"""Exports read many pages at once: what they cost does not grow with each row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from os2site.models import WorkingGroup
from os2site.transfer.catalogue import get_kind
from os2site.transfer.contract import TransferContext
from os2site.transfer.runner import stored_rows
from tests.factories import members, suppliers
from tests.factories.products import ProductFactory, ProductIndexFactory, make_term, with_rows

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def _products() -> Callable[[int], None]:
    index = ProductIndexFactory()
    shared = WorkingGroup.objects.create(slug="faelles", name="Fælles", type="faggruppe")

    def add(number: int) -> None:
        user = members.organisation(f"Kommune {number}")
        own = WorkingGroup.objects.create(
            slug=f"g{number}", name=f"Gruppe {number}", type="styregruppe"
        )
        own.organisations.set([user])
        supplier = suppliers.publish("supplier", f"Firma {number}")
        page: Any = ProductFactory(
            parent=index,
            title=f"Produkt {number}",
            categories=[make_term("category", f"c{number}", f"Behov {number}")],
        )
        page.tags.set([f"ord{number}"])
        with_rows(
            page,
            users=[{"organisation": user}],
            suppliers=[{"target": supplier, "roles": ["drift"]}],
            groups=[{"group": own}, {"group": shared}],
            user_claims=[{"count": 1, "unit": "kommuner", "claim": "bruger"}],
            prices=[{"size_class": "lille", "entry_fee": 1}],
        )

    return add


def _suppliers() -> Callable[[int], None]:
    def add(number: int) -> None:
        suppliers.publish(
            "supplier",
            f"Firma {number}",
            services=[suppliers.service("drift")],
            regions=[suppliers.region("Midtjylland")],
            expertise=[suppliers.term("expertise", f"e{number}", f"Viden {number}")],
            products=suppliers.offers(suppliers.product(f"Produkt {number}")),
        )

    return add


def _members() -> Callable[[int], None]:
    def add(number: int) -> None:
        owner = members.organisation(f"Kommune {number}", region=suppliers.region("Midtjylland"))
        page = suppliers.product(f"Produkt {number}")
        members.member(f"Kommune {number}", organisation=owner, uses=members.uses(page))

    return add


@pytest.mark.parametrize(
    ("kind", "records"),
    [("products", _products), ("suppliers", _suppliers), ("members", _members)],
)
def test_export_asks_as_often_for_30_records_as_for_1(
    kind: str, records: Callable[[], Callable[[int], None]]
) -> None:
    add = records()

    def count() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as queries:
            rows = list(stored_rows(get_kind(kind), context=TransferContext.current()))
        return len(rows), len(queries)

    add(0)
    count()  # Stores the anchor day.
    one, before = count()
    for number in range(1, 30):
        add(number)
    assert one == 1
    assert count() == (30, before)
