"""A governance report at an address of its own: decision, counts, comparison, drafts unseen."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from os2site_products.pages.models import ProductIndexPage, ProductPage
from tests.factories.products import CriterionFactory, ProductFactory, make_assessment
from tests.os2site_products.conftest import content, import_rows

pytestmark = pytest.mark.slow

FIRST, SECOND = datetime.date(2025, 1, 2), datetime.date(2026, 1, 2)


@pytest.fixture
def product(index: ProductIndexPage) -> ProductPage:
    """A product with four criteria to answer."""
    CriterionFactory(code="R1", title="Gør en forskel", theme="relevans", level="sandkasse")
    CriterionFactory(code="F1", title="Koden er åben", theme="formkrav", level="1")
    CriterionFactory(code="F2", title="Der er en styregruppe", theme="formkrav", level="2")
    CriterionFactory(
        code="G1", title="Der er et logo", theme="governance", level="2", is_recommendation=True
    )
    page: ProductPage = ProductFactory(parent=index, title="Kortet", governance_level="1")
    return page


def read(client: Client, address: str) -> BeautifulSoup:
    """The page as a visitor gets it."""
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def words(soup: BeautifulSoup, selector: str) -> str:
    """Text of an element, white space single."""
    element = soup.select_one(selector)
    assert element is not None, selector
    return " ".join(element.get_text(" ").split())


def test_report_shows_decision_counts_and_each_criterion(
    product: ProductPage, client: Client
) -> None:
    make_assessment(
        product,
        {"R1": "groen", "F1": "gul", "F2": "roed", "G1": "roed"},
        decided_level="1",
        decided_on=datetime.date(2026, 6, 1),
        decided_by_role="Bestyrelsen",
        decision_text="Koden er på plads.",
        texts={
            "F1": {
                "explanation": "Mangler en fil",
                "own_answer": "ja",
                "own_explanation": "Følger",
            },
            "F2": {"documentation_url": "https://example.org/gruppe"},
        },
    )
    soup = read(client, f"{product.url}governance/")

    assert words(soup, "h1") == "Kortet: governancerapport"
    assert "Niveauet er afgjort: niveau 1. 1 af 4 krav er opfyldt." in words(soup, ".lead")
    assert "Koden er på plads." in words(soup, "#niveau")
    assert "Bestyrelsen, 1. juni 2026" in words(soup, "#niveau")
    rows = [" ".join(row.get_text(" ").split()) for row in soup.select("#optaelling tr")]
    assert rows == [
        "Tema Sandkasse Niveau 1 Niveau 2 I alt",
        "Relevans 1 af 1 – – 1 af 1",
        "Formkrav – 0 af 1 0 af 1 0 af 2",
        "Governance – – 0 af 1 0 af 1",
        "I alt 1 af 1 0 af 1 0 af 2 1 af 4",
    ]
    bars = [bar["aria-label"] for bar in soup.select(".bars [role=img]")]
    assert bars[1] == "Formkrav: 0 af 2 krav opfyldt, 1 delvist opfyldt, 1 ikke opfyldt"
    followed = words(soup, "#krav-f1")
    assert "Produktet forklarer: Følger" in followed
    assert "Vurderingen bemærker: Mangler en fil" in followed
    assert "Ja" in followed
    assert "Delvist opfyldt" in followed
    link = soup.select_one("#krav-f2 a")
    assert link is not None
    assert link["href"] == "https://example.org/gruppe"
    assert "Der er ikke givet nogen forklaring" in words(soup, "#krav-f2")
    assert soup.select("table")[0] in soup.select("#optaelling table")


def test_missing_for_the_next_level_is_named_without_recommendations(
    product: ProductPage, client: Client
) -> None:
    make_assessment(
        product, {"R1": "groen", "F1": "gul", "F2": "roed", "G1": "roed"}, decided_level="1"
    )
    sentence = "2 krav mangler for niveau 2. 1 af dem hører til et lavere niveau."
    assert sentence in words(read(client, f"{product.url}governance/"), "#mangler")
    section = read(client, product.url)
    assert sentence in words(section, "#governance")
    assert f"{product.url}governance/#mangler" in [
        a["href"] for a in section.select("#governance a")
    ]


def test_what_moved_since_the_last_report_is_said_in_words(
    product: ProductPage, client: Client
) -> None:
    make_assessment(
        product,
        {"R1": "groen", "F1": "roed", "F2": "groen", "G1": "roed"},
        date=FIRST,
        decided_level="sandkasse",
    )
    make_assessment(
        product,
        {"R1": "groen", "F1": "groen", "F2": "gul", "G1": "graa"},
        date=SECOND,
        decided_level="1",
    )
    soup = read(client, f"{product.url}governance/")
    section = words(soup, "#siden-sidst")
    assert "Niveauet er hævet fra sandkasse til niveau 1." in section
    assert (
        "Af 4 krav er der siden 2. januar 2025: 1 er bedre, 1 er ringere, 1 er vurderet anderledes "
        "og 1 er som før."
    ) in section
    assert "F1 Koden er åben: ikke opfyldt, nu opfyldt" in section
    older = soup.select_one("#siden-sidst a")
    assert older is not None
    assert older["href"] == f"{product.url}governance/2025-01-02/"


def test_report_of_another_set_is_not_compared_one_by_one(
    product: ProductPage, client: Client
) -> None:
    CriterionFactory(code="F1", criteria_set="2022")
    make_assessment(product, {"F1": "roed"}, date=FIRST, criteria_set="2022")
    make_assessment(product, {"F1": "groen"}, date=SECOND)
    section = words(read(client, f"{product.url}governance/"), "#siden-sidst")
    assert "kravene fra 2022" in section
    assert "nu opfyldt" not in section


def test_older_report_keeps_its_address_and_says_that_it_is_older(
    product: ProductPage, client: Client
) -> None:
    make_assessment(product, {"F1": "roed"}, date=FIRST)
    make_assessment(product, {"F1": "gul"}, date=FIRST)
    make_assessment(product, {"F1": "groen"}, date=SECOND)
    older = read(client, f"{product.url}governance/2025-01-02/")
    assert "Dette er en ældre rapport" in words(older, ".alert")
    assert "Ikke opfyldt" in words(older, "#krav-f1")
    assert "Delvist opfyldt" in words(
        read(client, f"{product.url}governance/2025-01-02-2/"), "#krav-f1"
    )
    canonical = older.select_one('link[rel="canonical"]')
    assert canonical is not None
    assert str(canonical["href"]).endswith("/governance/2025-01-02/")


@pytest.mark.parametrize(
    "path",
    ["governance/", "governance.json", "governance/2026-05-04/", "governance/2026-05-04.json"],
)
def test_unpublished_report_is_nowhere(product: ProductPage, client: Client, path: str) -> None:
    make_assessment(product, {"F1": "groen"}, published=False, state="kladde", summary="Hemmeligt")
    assert client.get(f"{product.url}{path}").status_code == 404
    page = client.get(product.url).content.decode()
    assert "Hemmeligt" not in page
    assert "/governance/" not in page
    assert client.get("/api/v1/products/kortet/governance/").status_code == 404


@pytest.mark.parametrize("key", ["2026-13-45", "nix", "1999-01-01", "a" * 300, "2026-05-04-9"])
def test_address_of_no_report_is_not_found(product: ProductPage, client: Client, key: str) -> None:
    make_assessment(product, {"F1": "groen"})
    assert client.get(f"{product.url}governance/{key}/").status_code == 404
    assert client.get(f"{product.url}governance/{key}.json").status_code == 404


def test_draft_product_shows_no_report(index: ProductIndexPage, client: Client) -> None:
    hidden = ProductFactory(parent=index, title="Skjult", live=False)
    make_assessment(hidden, {"F1": "groen"})
    assert client.get("/produkter/skjult/governance/").status_code == 404
    assert client.get("/produkter/skjult/governance.json").status_code == 404
    assert client.get("/api/v1/products/skjult/governance/").status_code == 404


def test_json_has_the_documented_shape_here_and_in_the_api(
    product: ProductPage, client: Client
) -> None:
    make_assessment(product, {"F1": "roed"}, date=FIRST, decided_level="sandkasse")
    make_assessment(
        product,
        {"R1": "groen", "F1": "gul", "F2": "roed"},
        date=SECOND,
        decided_level="1",
        texts={"F1": {"own_answer": "ja"}},
    )
    response = client.get(f"{product.url}governance.json")
    assert response["Content-Type"] == "application/json"
    body: dict[str, Any] = response.json()
    assert body["schema"] == "os2site/governance-report/1"
    assert (body["date"], body["level"]["decided"]) == ("2026-01-02", "1")
    assert body["counts"]["by_verdict"] == {"groen": 1, "gul": 1, "roed": 1, "graa": 0}
    assert body["counts"]["by_theme"][1] == {
        "theme": "formkrav",
        "met": 0,
        "total": 2,
        "by_level": {
            "sandkasse": {"met": 0, "total": 0},
            "1": {"met": 0, "total": 1},
            "2": {"met": 0, "total": 1},
        },
    }
    assert body["next_level"] == {"level": "2", "missing": ["F2"], "missing_below": ["F1"]}
    assert body["comparison"]["changes"] == [{"code": "F1", "before": "roed", "after": "gul"}]
    assert body["not_assessed"] == ["G1"]
    assert body["reports"][1]["url"].endswith("/produkter/kortet/governance/2025-01-02/")
    api = client.get("/api/v1/products/kortet/governance/").json()
    assert api == body
    older = client.get("/api/v1/products/kortet/governance/", {"report": "2025-01-02"}).json()
    assert older["date"] == "2025-01-02"
    assert older == client.get(f"{product.url}governance/2025-01-02.json").json()
    schemas = client.get("/api/v1/openapi.json").json()["components"]["schemas"]
    assert set(schemas["GovernanceReport"]["properties"]) == set(body)


def test_texts_of_a_report_are_not_run(product: ProductPage, client: Client) -> None:
    hostile = '"><script>alert(1)</script>'
    make_assessment(
        product,
        {"F1": "roed"},
        summary=hostile,
        decision_text=hostile,
        texts={"F1": {"explanation": hostile, "own_answer": "nej", "own_explanation": hostile}},
    )
    page = client.get(f"{product.url}governance/").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_report_takes_the_same_number_of_queries_with_1_and_30_criteria(
    index: ProductIndexPage, client: Client
) -> None:
    counts = []
    for number in (1, 30):
        codes = [CriterionFactory(criteria_set=f"s{number}").code for __ in range(number)]
        page = ProductFactory(parent=index)
        for day in range(1, min(number, 20) + 2):
            make_assessment(
                page,
                dict.fromkeys(codes, "groen"),
                criteria_set=f"s{number}",
                date=datetime.date(2025, 1, day),
            )
        client.get(f"{page.url}governance/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{page.url}governance/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[1] < 45


def test_sitemap_names_published_reports_only(product: ProductPage, client: Client) -> None:
    assessment = make_assessment(product, {"F1": "groen"}, published=False)
    assert "/kortet/governance/" not in client.get("/sitemap.xml").content.decode()
    assessment.published = True
    assessment.save()
    assert "/kortet/governance/</loc>" in client.get("/sitemap.xml").content.decode()


def test_content_s_own_report_has_43_criteria_in_four_themes(
    index: ProductIndexPage, criteria: None, client: Client
) -> None:
    ProductFactory(parent=index, title="OS2faktor", governance_level="1")
    rows = [row for row in content("governance_assessments") if row["product"] == "os2faktor"]
    assert import_rows("assessments", rows).ok
    soup = read(client, "/produkter/os2faktor/governance/")
    assert len(soup.select("#krav tbody tr")) == 43
    assert len(soup.select("#krav h3")) == 4
    assert "I alt 2 af 6 3 af 10 4 af 19 0 af 8 9 af 43" in words(soup, "#optaelling tfoot")
