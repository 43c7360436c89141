"""The supplier's page and list as visitors and editors meet them."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from os2site.page_types import get_page_model
from os2site.search import projection
from os2site_suppliers.enums import PartnerStatus
from tests.factories.suppliers import (
    offers,
    product,
    region,
    service,
    supplied_by,
    supplier,
    term,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

HOSTILE = '<script>alert("x")</script>'


def cases(**values: Any) -> list[Any]:
    """One reference."""
    row = get_page_model("supplier")._meta.get_field("cases").related_model
    return [row(title="Flytning af drift", **values)]


def soup(client: Client, page: Any) -> BeautifulSoup:
    """The page as the browser gets it."""
    response = client.get(page.url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def answers(document: BeautifulSoup) -> dict[str, str]:
    """The questions of the page's head with their answers."""
    return {
        box.dt.get_text(strip=True): " ".join(box.dd.get_text(" ", strip=True).split())
        for box in document.select(".answers > div:not(.go)")
    }


def test_the_head_answers_in_one_screen(client: Client) -> None:
    page = supplier(
        services=[service("hosting"), service("drift")],
        regions=[region("Midtjylland"), region("Syddanmark")],
        size="11-50",
        partner_status=PartnerStatus.ACTIVE,
        partner_agreement_signed=datetime.date(2021, 5, 1),
        floss_agreement=True,
        cases=cases(customer="Eksempelby Kommune", year=2025),
        contact_email="kontakt@driftshuset.example",
    )
    region("Nordjylland")
    product(suppliers=supplied_by(page, roles=["hosting"], active=True))
    document = soup(client, page)
    assert answers(document) == {
        "Hvad leverer de?": "Drift og hosting Til 1 produkt i fællesskabet",
        "Hvor?": "Midtjylland og Syddanmark 11–50 ansatte",
        "Er de partner?": "Leverandørpartner Aftalen er underskrevet 1. maj 2021",
        "Åbne vilkår?": "Ja Kode afleveres under åben licens",
        "Erfaring": "1 reference Se referencerne",
    }
    assert document.select_one(".go a")["href"] == "mailto:kontakt@driftshuset.example"


def test_nothing_is_hidden_when_nothing_is_known(client: Client) -> None:
    document = soup(client, supplier())
    found = answers(document)
    assert all(text.startswith("Ikke oplyst") for text in found.values()), found
    for heading in ("Produkter", "Referencer", "Kompetencer"):
        section = document.find("h2", string=heading).find_parent("section")
        assert section.select_one(".none")


def test_every_region_reads_the_whole_country(client: Client) -> None:
    page = supplier(regions=[region("Midtjylland"), region("Syddanmark")])
    assert answers(soup(client, page))["Hvor?"] == "Hele landet"


@pytest.mark.parametrize(("demo", "word"), [(True, "tilbydes ikke"), (False, "ikke oplyst")])
def test_a_service_that_nobody_mentions_is_not_called_refused(
    client: Client, demo: bool, word: str
) -> None:
    service("udvikling")
    page = supplier(services=[service("drift")], demo=demo)
    lines = {item.get_text(" ", strip=True) for item in soup(client, page).select(".services li")}
    assert lines == {"Drift : tilbydes", f"Udvikling : {word}"}


def test_products_stand_with_role_state_and_source(client: Client) -> None:
    service("drift")
    page = supplier()
    product(
        suppliers=supplied_by(page, roles=["drift"], active=False, source="https://x.example/a")
    )
    row = soup(client, page).select_one("#produkter tbody tr")
    cells = [cell.get_text().strip() for cell in row.find_all(["th", "td"])]
    assert cells == ["OS2display", "Drift", "Ophørt", "https://x.example/a"]
    assert row.select("a")[-1]["href"] == "https://x.example/a"


def test_a_supplier_that_has_left_is_marked_and_leads_on_to_others(client: Client) -> None:
    page = supplier(services=[service("drift")], partner_status=PartnerStatus.LEFT)
    document = soup(client, page)
    assert "Leverandøren er udtrådt" in document.select_one(".alert").get_text()
    address = document.select_one(".go a")["href"]
    assert address == "/leverandoerer/?service=drift&partner=leverandoerpartner"
    supplier("Nyhuset", services=[service("drift")], partner_status=PartnerStatus.ACTIVE)
    listing = client.get(address).context["listing"]
    assert [hit.entry.title for hit in listing.results.hits] == ["Nyhuset"]
    assert "Udtrådt" in client.get("/leverandoerer/").content.decode()


def test_hostile_texts_are_shown_as_text(client: Client) -> None:
    page = supplier(
        HOSTILE,
        slug="fjendtlig",
        summary=HOSTILE,
        expertise=[term("expertise", "fjendtlig", HOSTILE)],
        partner_status_text=HOSTILE,
        contact_role=HOSTILE,
        cases=cases(customer=HOSTILE, text=HOSTILE),
        sources=[HOSTILE, "javascript:alert(1)", 'https://x.example/"><script>'],
    )
    product(suppliers=supplied_by(page, roles=[HOSTILE], note=HOSTILE, source=HOSTILE))
    for address in (page.url, "/leverandoerer/"):
        text = client.get(address).content.decode()
        assert "<script>alert" not in text
        assert 'href="javascript:' not in text


def test_queries_do_not_grow_with_the_list_or_the_page(client: Client) -> None:
    def count(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    def add(number: int) -> Any:
        return supplier(
            f"Hus {number:02}",
            services=[service("drift")],
            regions=[region("Midtjylland")],
            expertise=[term("expertise", "drupal", "Drupal")],
            products=offers(display),
            cases=cases(),
        )

    display = product()
    first = add(0)
    product("OS2 nr 0", suppliers=supplied_by(first, roles=["drift"]))
    count("/leverandoerer/")
    one_list, one_page = count("/leverandoerer/"), count(first.url)
    api_one = count("/api/v1/suppliers/")
    with projection.batch():
        for number in range(1, 30):
            add(number)
            product(f"OS2 nr {number}", suppliers=supplied_by(first, roles=["drift"]))
    row = get_page_model("supplier")._meta.get_field("cases").related_model
    first.cases = [row(title=f"Reference {number}") for number in range(30)]
    first.save()
    assert count("/leverandoerer/?page_size=30") == one_list
    assert count(first.url) == one_page
    assert count("/api/v1/suppliers/?page_size=30") == api_one


def test_a_preview_shows_the_draft(client: Client) -> None:
    page = supplier(services=[service("drift")])
    page.services = [service("hosting")]
    page.summary = "Nyt resumé"
    response = page.make_preview_request()
    text = response.render().content.decode() if hasattr(response, "render") else ""
    assert "Nyt resumé" in text
    assert "Hosting" in answers(BeautifulSoup(text, "html.parser"))["Hvad leverer de?"]


def test_an_editor_finds_the_list_and_the_form_in_danish(client: Client) -> None:
    client.force_login(User.objects.create_superuser("redaktoer"))
    page = supplier(partner_status=PartnerStatus.LEFT)
    listing = client.get(reverse("os2site_suppliers:index"))
    assert listing.status_code == 200
    assert "Udtrådt" in listing.content.decode()
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert form.status_code == 200
    text = form.content.decode()
    for words in ("Partneraftale", "En fælles postkasse", "Hvad de leverer", "Kontakt og kilder"):
        assert words in text
