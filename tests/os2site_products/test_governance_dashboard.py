"""The secretariat's dashboard: all products' levels and gaps, filtered, exported, quick."""

from __future__ import annotations

import csv
import datetime
from io import BytesIO, StringIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import Locale

from os2site.search.projection import batch
from os2site_products.pages.models import ProductIndexPage
from tests.factories.products import CriterionFactory, ProductFactory, make_assessment
from tests.os2site_products.test_governance_entry import as_user, user_of

pytestmark = pytest.mark.slow

ADDRESS = "/admin/os2site/governance/oversigt/"


@pytest.fixture
def office(db: None) -> Client:
    """The secretariat, logged in."""
    return as_user(user_of("sekretariat", "evaluate_assessment"))


def lines(client: Client, **parameters: str) -> list[str]:
    """The table's rows as text."""
    response = client.get(ADDRESS, parameters)
    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "html.parser")
    return [" ".join(row.get_text(" ").split()) for row in soup.select("table.listing tbody tr")]


def rows_of(client: Client) -> list[dict[str, str]]:
    """The rows of the CSV file."""
    response: Any = client.get(ADDRESS, {"export": "csv"})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def test_product_s_level_gaps_and_progress_stand_in_a_line(
    index: ProductIndexPage, office: Client
) -> None:
    CriterionFactory(code="F1", level="1")
    CriterionFactory(code="F2", level="2")
    product = ProductFactory(
        parent=index,
        title="Kortet",
        governance_level="1",
        governance_target="3",
        basis_type="evaluering",
    )
    make_assessment(product, {"F1": "groen", "F2": "gul"}, date=datetime.date(2024, 5, 4))
    make_assessment(product, {"F1": "ja"}, type="selvevaluering", published=False, state="kladde")
    ProductFactory(parent=index, title="Uden noget", live=False)
    first, second = lines(office)
    assert "Kortet Produkt, ikke oplyst Niveau 1 Niveau 3 Officiel evaluering 4. maj 2024" in first
    assert "ældre end et år 1 af 2 1 for niveau 2 F2 Selvvurdering: 1 af 2" in first
    assert "Uden noget Kladde" in second
    assert "Niveau ikke vurderet" in second
    assert "Begynd en rapport" in second


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({"governance_level": "2"}, ["Alfa"]),
        ({"governance_level": "ingen"}, ["Beta", "Gamma"]),
        ({"governance_target": "3"}, ["Beta"]),
        ({"report": "ingen"}, ["Gamma"]),
        ({"report": "egen"}, ["Beta"]),
        ({"report": "gammel"}, ["Alfa"]),
        ({"report": "i-gang"}, ["Gamma"]),
        ({"kind": "projekt"}, ["Gamma"]),
        ({"lifecycle": "ingen"}, ["Beta", "Gamma"]),
        ({"q": "bet"}, ["Beta"]),
        ({"report": "hejsa"}, ["Alfa", "Beta", "Gamma"]),
        ({"p": "999"}, ["Alfa", "Beta", "Gamma"]),
    ],
)
def test_filters(
    index: ProductIndexPage, office: Client, parameters: dict[str, str], found: list[str]
) -> None:
    alfa = ProductFactory(parent=index, title="Alfa", governance_level="2", lifecycle="drift")
    beta = ProductFactory(parent=index, title="Beta", governance_target="3")
    gamma = ProductFactory(parent=index, title="Gamma", kind="projekt")
    make_assessment(alfa, {"F1": "groen"}, date=datetime.date(2020, 1, 1))
    make_assessment(beta, {"F1": "ja"}, type="selvevaluering", date=timezone.localdate())
    make_assessment(gamma, {}, published=False, state="kladde")
    assert [line.split()[0] for line in lines(office, **parameters)] == found


def test_export_cannot_run_a_formula(index: ProductIndexPage, office: Client) -> None:
    CriterionFactory(code="F1", level="sandkasse")
    product = ProductFactory(parent=index, title="=1+1", slug="farlig")
    make_assessment(product, {"F1": "roed"})
    (row,) = rows_of(office)
    assert row["Produkt"] == "'=1+1"
    assert (row["Mangler for næste niveau"], row["Hvilke mangler"]) == ("1", "F1")
    response: Any = office.get(ADDRESS, {"export": "xlsx"})
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    assert sheet is not None
    assert sheet["A2"].value == "'=1+1"
    assert sheet["A2"].data_type == "s"


def test_product_in_two_languages_stands_once(index: ProductIndexPage, office: Client) -> None:
    product = ProductFactory(parent=index, title="Kortet")
    english = Locale.objects.create(language_code="en")
    index.get_parent().copy_for_translation(english)
    index.copy_for_translation(english)
    product.copy_for_translation(english)
    assert len(lines(office)) == 1


def test_dashboard_takes_the_same_number_of_queries_with_1_and_30_products(
    index: ProductIndexPage, office: Client
) -> None:
    for code in ("F1", "F2", "F3"):
        CriterionFactory(code=code)

    def count() -> int:
        office.get(ADDRESS)
        with CaptureQueriesContext(connection) as queries:
            assert office.get(ADDRESS).status_code == 200
        return len(queries)

    def add() -> None:
        product = ProductFactory(parent=index)
        make_assessment(product, {"F1": "groen", "F2": "roed"}, date=datetime.date(2025, 1, 1))
        make_assessment(product, {"F1": "ja"}, published=False, type="selvevaluering")

    add()
    one = count()
    with batch():
        for __ in range(29):
            add()
    assert len(lines(office)) == 30
    assert count() == one


def test_others_are_sent_away_and_see_no_menu_item(index: ProductIndexPage, client: Client) -> None:
    other = as_user(user_of("redaktion", "change_assessment"))
    assert other.get(ADDRESS).status_code == 302
    assert "oversigt" not in other.get("/admin/").content.decode()
    assert "login" in client.get(ADDRESS)["Location"]
    admin = as_user(User.objects.create_superuser("admin"))
    assert "oversigt" in admin.get("/admin/").content.decode()
