"""Working groups on a product's page: what they are for, who is in them, when they meet."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from os2site.models import Document, WorkingGroup
from os2site.search.projection import batch
from os2site_products.pages.models import ProductIndexPage, ProductPage
from tests.factories.events import make_event, make_index
from tests.factories.products import GroupFactory, OrganisationFactory, ProductFactory, with_rows

pytestmark = pytest.mark.slow

YEAR = timezone.localdate().year


def section(client: Client, page: ProductPage) -> str:
    """The section on groups."""
    response = client.get(page.url)
    assert response.status_code == 200
    found = BeautifulSoup(response.content, "html.parser").select_one("#grupper")
    assert found is not None
    return " ".join(found.get_text(" ").split())


def meeting(group: WorkingGroup, title: str, year: int, **values: Any) -> Any:
    """A meeting of the group."""
    return make_event(
        title=title,
        slug=title.lower().replace(" ", "-"),
        event_type="gruppemoede",
        starts_at=f"{year}-03-01 09:00",
        ends_at=f"{year}-03-01 10:00",
        group=group,
        **values,
    )


def test_mandate_organisations_meetings_and_minutes_are_shown(
    index: ProductIndexPage, client: Client
) -> None:
    group = GroupFactory(mandate="Træffer beslutning om budgettet.")
    group.organisations.set(
        [OrganisationFactory(name="Ærø Kommune"), OrganisationFactory(name="Bo")]
    )
    product = with_rows(ProductFactory(parent=index), groups=[{"group": group}])
    events = make_index()
    meeting(group, "Næste møde", YEAR + 1, index=events)
    meeting(group, "Forrige møde", YEAR - 1, index=events)
    meeting(group, "Aflyst møde", YEAR + 1, index=events, status="aflyst")
    meeting(group, "Hemmeligt møde", YEAR + 1, index=events, live=False)
    common = {"group": group, "state": "godkendt", "date": datetime.date(2026, 1, 2)}
    Document.objects.create(title="Referat af mødet", type="referat", **common)
    Document.objects.create(title="Kommissorium 2026", type="kommissorium", **common)
    Document.objects.create(title="Udkast til referat", type="referat", group=group)
    shown = section(client, product)
    assert "Træffer beslutning om budgettet. Kommissorium 2026, 2. januar 2026" in shown
    assert "Organisationer Bo, Ærø Kommune" in shown
    assert f"Kommende møder 1. marts {YEAR + 1} : Næste møde" in shown
    assert f"Afholdte møder 1. marts {YEAR - 1} : Forrige møde" in shown
    assert "Referat af mødet, 2. januar 2026" in shown
    for hidden in ("Aflyst møde", "Hemmeligt møde", "Udkast til referat"):
        assert hidden not in shown


def test_minutes_for_members_are_for_members(index: ProductIndexPage, client: Client) -> None:
    group = GroupFactory()
    product = with_rows(ProductFactory(parent=index), groups=[{"group": group}])
    Document.objects.create(
        title="Lukket referat", type="referat", state="godkendt", access="medlemmer", group=group
    )
    assert "Lukket referat" not in section(client, product)
    user = User.objects.create_user("medlem")
    user.groups.add(Group.objects.get(name="Medlemmer"))
    client.force_login(user)
    assert "Lukket referat (medlemmer)" in section(client, product)


def test_group_that_spans_products_names_the_public_others(
    index: ProductIndexPage, client: Client
) -> None:
    group = GroupFactory(type="faggruppe")
    product = with_rows(ProductFactory(parent=index, title="Det ene"), groups=[{"group": group}])
    with_rows(ProductFactory(parent=index, title="Det andet"), groups=[{"group": group}])
    with_rows(
        ProductFactory(parent=index, title="Det skjulte", live=False), groups=[{"group": group}]
    )
    shown = section(client, product)
    assert "Også gruppe for Det andet" in shown
    assert "Det skjulte" not in shown
    api = client.get("/api/v1/products/det-ene/").json()["working_groups"]
    assert [item["name"] for item in api[0]["also_of"]] == ["Det andet"]


@pytest.mark.parametrize(
    ("status", "stands_in"), [("aktiv", False), ("mangler", True), ("i-bero", True)]
)
def test_coordination_group_stands_in_for_a_missing_steering_group(
    index: ProductIndexPage, client: Client, status: str, stands_in: bool
) -> None:
    rows = [
        {"group": GroupFactory(type="styregruppe", status=status)},
        {"group": GroupFactory(type="koordinationsgruppe")},
    ]
    product = with_rows(ProductFactory(parent=index), groups=rows)
    shown = section(client, product)
    assert ("Varetager styregruppens opgaver, så længe der ikke er nogen" in shown) is stands_in


def test_groups_take_the_same_number_of_queries_with_1_and_30(
    index: ProductIndexPage, client: Client
) -> None:
    events = make_index()
    counts = []
    for number in (1, 30):
        with batch():
            groups = [GroupFactory(mandate="x") for __ in range(number)]
            for place, group in enumerate(groups):
                group.organisations.set([OrganisationFactory()])
                Document.objects.create(title="r", type="referat", state="godkendt", group=group)
                if place < 3:
                    meeting(group, f"Møde {number} {place}", YEAR + 1, index=events)
            rows = [{"group": group} for group in groups]
            page = with_rows(ProductFactory(parent=index), groups=rows)
            with_rows(ProductFactory(parent=index), groups=rows)
        client.get(page.url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page.url).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 45
