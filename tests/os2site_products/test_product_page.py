"""A product's page: ten sections whatever is known, nothing private, nothing run."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from os2site.models import Document, Municipality, Region, SearchEntry
from os2site.search.projection import batch
from os2site.services.documents import readers
from os2site.transfer.texts import paragraphs_to_html
from os2site_products.pages.models import ProductIndexPage, ProductPage, ProductPrice
from os2site_products.services import product_page
from tests.factories.events import make_event, make_index
from tests.factories.products import (
    CriterionFactory,
    GroupFactory,
    OrganisationFactory,
    ProductFactory,
    make_assessment,
    make_term,
    with_rows,
)
from tests.factories.suppliers import offers, supplier

pytestmark = pytest.mark.slow

SECTIONS = [
    "om",
    "governance",
    "oekonomi",
    "grupper",
    "dokumenter",
    "leverandoerer",
    "anvendere",
    "teknik",
    "nyt",
    "historie",
]
PRICE = {"size_class": "mellem", "entry_fee": 60_000, "annual_member": 30_000}
HOSTILE = '"><script>alert(1)</script>'


def shown(client: Client, page: ProductPage, query: str = "") -> BeautifulSoup:
    """The page as a visitor gets it."""
    response = client.get(f"{page.url}{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def text(soup: BeautifulSoup, selector: str) -> str:
    """Text of an element, white space single."""
    element = soup.select_one(selector)
    assert element is not None, selector
    return " ".join(element.get_text(" ").split())


def test_empty_product_says_in_each_section_what_is_missing(
    index: ProductIndexPage, client: Client
) -> None:
    soup = shown(client, ProductFactory(parent=index, tagline=""))
    assert [section["id"] for section in soup.select("section.part")] == SECTIONS
    assert [link["href"] for link in soup.select(".onpage a")] == [f"#{id}" for id in SECTIONS]
    for section in ("om", "oekonomi", "grupper", "dokumenter", "leverandoerer", "anvendere"):
        assert soup.select_one(f"#{section} .missing"), section
    assert "Produkt, status ikke oplyst" in text(soup, ".answers")
    assert "Niveau ikke vurderet" in text(soup, ".answers")


def test_full_product_shows_what_is_known(index: ProductIndexPage, client: Client) -> None:
    CriterionFactory(code="F1", title="Koden er åben")
    make_term("size_class", "mellem", attributes={"min_citizens": 25_000, "max_citizens": 60_000})
    product = with_rows(
        ProductFactory(
            parent=index,
            kind="produkt",
            lifecycle="drift",
            governance_level="2",
            governance_target="3",
            basis_type="evaluering",
            basis_date=datetime.date(2026, 5, 4),
            description="<p>Det er et godt produkt.</p>",
            licence="MPL-2.0",
            repository_urls=["https://example.org/kode"],
            sources=["En kilde"],
        ),
        prices=[PRICE, PRICE | {"as_of": datetime.date(2023, 1, 1), "annual_member": 20_000}],
        users=[{"organisation": OrganisationFactory()}],
        user_claims=[{"count": 50, "unit": "kommuner", "claim": "mere end", "as_of": "2025-11"}],
        groups=[{"group": GroupFactory(note="Mødes hver måned")}],
    )
    make_assessment(product, {"F1": "gul"}, decided_level="2", summary="Godt på vej")

    soup = shown(client, product)

    assert "Produkt i drift" in text(soup, ".answers")
    assert "Evalueret 4. maj 2026" in text(soup, ".answers")
    assert "Mere end 50 kommuner" in text(soup, ".answers")
    assert "Løsningen er på niveau 2. 0 af 1 krav er opfyldt." in text(soup, "#governance")
    assert "1 krav mangler for niveau 3. Se hvilke" in text(soup, "#governance")
    assert "Mål Niveau 3" in text(soup, "#governance")
    assert "Takster fra 1. januar 2023" in text(soup, "#oekonomi h3")
    assert "Takster uden dato" in text(soup, "#oekonomi .disclose")
    assert "Mødes hver måned" in text(soup, "#grupper")
    assert "November 2025" in text(soup, "#anvendere")
    assert "Evalueret til niveau 2" in text(soup, "#historie")


def test_price_is_computed_on_the_server(index: ProductIndexPage, client: Client) -> None:
    product = with_rows(ProductFactory(parent=index), prices=[PRICE])
    soup = shown(client, product, "?size=mellem&member=ja")
    assert text(soup, ".sum") == "90.000 kr. første år"
    assert "30.000" in text(soup, ".price__out")
    assert soup.select_one('input[name="size"][value="mellem"]')["checked"] == ""  # type: ignore[index]
    assert text(soup, "tr.is-on th").startswith("M")


def test_price_for_others_that_is_not_stated_says_so(
    index: ProductIndexPage, client: Client
) -> None:
    product = with_rows(ProductFactory(parent=index), prices=[PRICE])
    assert "Ikke oplyst" in text(shown(client, product, "?size=mellem&member=nej"), ".price__out")


def test_municipality_without_size_is_asked_for_it(index: ProductIndexPage, client: Client) -> None:
    region = Region.objects.create(slug="r", name="R", full_name="Region R")
    Municipality.objects.create(
        slug="proeve", name="Prøve Kommune", short_name="Prøve", code="999", region=region
    )
    product = with_rows(ProductFactory(parent=index), prices=[PRICE])
    soup = shown(client, product, "?municipality=proeve&member=ja")
    assert "Vælg også størrelsen" in text(soup, ".price__out")
    assert soup.select_one(".sum") is None


@pytest.mark.parametrize(
    "query", ["?size=%00", "?municipality=%3Cscript%3E&size=x&member=y", "?size=a&size=b&member="]
)
def test_wrong_parameters_never_fail(index: ProductIndexPage, client: Client, query: str) -> None:
    product = with_rows(ProductFactory(parent=index), prices=[PRICE])
    soup = shown(client, product, query)
    assert "<script>" not in str(soup.select_one("#oekonomi"))


def test_markup_of_editors_and_sources_is_not_run(index: ProductIndexPage, client: Client) -> None:
    CriterionFactory(code="F1", title=HOSTILE)
    product = with_rows(
        ProductFactory(
            parent=index,
            title=HOSTILE,
            slug="fjendtlig",
            tagline=HOSTILE,
            description=paragraphs_to_html(["Fint", "<script>alert(1)</script>", HOSTILE]),
            description_note=HOSTILE,
            lifecycle_note=HOSTILE,
            basis_type="evaluering",
            basis_text=HOSTILE,
            licence=HOSTILE,
            prices_note=HOSTILE,
            users_note=HOSTILE,
            sources=[HOSTILE],
        ),
        prices=[PRICE],
        users=[{"organisation": OrganisationFactory(name=HOSTILE, slug="f")}],
        user_claims=[{"unit": HOSTILE, "claim": HOSTILE, "source": HOSTILE}],
        groups=[{"group": GroupFactory(note=HOSTILE)}],
    )
    make_assessment(product, {"F1": "gul"}, summary=HOSTILE, note=HOSTILE, assessed_by_role=HOSTILE)

    for query in ("", "?size=mellem&member=ja"):
        soup = shown(client, product, query)
        scripts = [script.get_text() for script in soup.select("main script")]
        assert not any("alert" in script for script in scripts)


def test_members_documents_drafts_and_private_files_are_not_shown(
    index: ProductIndexPage, client: Client
) -> None:
    product = ProductFactory(parent=index)
    common = {"type": "referat", "page": product, "state": "godkendt"}
    Document.objects.create(title="Offentligt referat", url="https://example.org/1", **common)
    Document.objects.create(title="Medlemsreferat", access="medlemmer", **common)
    Document.objects.create(title="Udkast", **(common | {"state": "udkast"}))
    private = Collection.get_first_root_node().add_child(name="Lukket")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    from wagtail.documents.models import Document as File

    file = File.objects.create(title="f", collection=private, file="f.pdf")
    Document.objects.create(title="Lukket fil", file=file, **common)

    shown_text = text(shown(client, product), "#dokumenter")
    assert "Offentligt referat" in shown_text
    for hidden in ("Medlemsreferat", "Udkast", "Lukket fil"):
        assert hidden not in shown_text


def test_groups_documents_are_shown_with_their_group(
    index: ProductIndexPage, client: Client
) -> None:
    group = GroupFactory()
    product = with_rows(ProductFactory(parent=index), groups=[{"group": group}])
    Document.objects.create(title="Fra gruppen", type="referat", state="godkendt", group=group)
    Document.objects.create(
        title="Fra en anden", type="referat", state="godkendt", group=GroupFactory()
    )
    shown_text = text(shown(client, product), "#dokumenter")
    assert "Fra gruppen" in shown_text
    assert "Fra en anden" not in shown_text


def test_related_products_that_are_not_public_are_not_named(
    index: ProductIndexPage, client: Client
) -> None:
    public = ProductFactory(parent=index, title="Offentlig ven")
    draft = ProductFactory(parent=index, title="Hemmelig ven", live=False)
    heir = ProductFactory(parent=index, title="Arvingen")
    product = with_rows(
        ProductFactory(parent=index, lifecycle="overdraget"),
        related_products=[
            {"target": public},
            {"target": draft},
            {"target": heir, "is_successor": True},
            {"target_ref": "product/kommer-senere"},
        ],
    )
    soup = shown(client, product)
    assert "Offentlig ven" in text(soup, "#om")
    assert "Hemmelig ven" not in soup.get_text()
    assert "Fællesskabet tilbyder det ikke længere" in text(soup, ".go")


def test_what_is_kept_of_a_page_is_what_the_database_says_and_everyone_may_see(
    index: ProductIndexPage, client: Client
) -> None:
    friend = ProductFactory(parent=index, title="Nær ven")
    product = with_rows(ProductFactory(parent=index), related_products=[{"target": friend}])
    Document.objects.create(
        title="Medlemsreferat",
        type="referat",
        state="godkendt",
        access="medlemmer",
        url="https://example.org/2",
        page=product,
    )
    member = Client()
    user = User.objects.create_user("medlem")
    user.groups.add(readers())
    member.force_login(user)
    for __ in range(2):
        assert "Medlemsreferat" in shown(member, product).get_text()
        page = shown(client, product).get_text()
        assert "Nær ven" in page
        assert "Medlemsreferat" not in page
    # Past all signals, as another process or a script may do it.
    Page.objects.filter(pk=friend.pk).update(live=False)
    assert "Nær ven" not in shown(client, product).get_text()
    type(product).objects.filter(pk=product.pk).update(tagline="Ny tekst")
    PageViewRestriction.objects.create(page=product, restriction_type="login")
    assert client.get(product.url).status_code == 302
    PageViewRestriction.objects.all().delete()
    assert "Ny tekst" in shown(client, product).get_text()


def test_page_takes_the_same_number_of_queries_with_1_and_30_rows(
    index: ProductIndexPage, client: Client, django_assert_max_num_queries: Any
) -> None:
    @batch()
    def filled(title: str, number: int) -> ProductPage:
        codes = [CriterionFactory(criteria_set=title).code for __ in range(number)]
        friends = [ProductFactory(parent=index) for __ in range(number)]
        page = with_rows(
            ProductFactory(parent=index, title=title, lifecycle="drift"),
            prices=[PRICE | {"as_of": datetime.date(2020, 1, n + 1)} for n in range(number)],
            users=[{"organisation": OrganisationFactory()} for __ in range(number)],
            user_claims=[{"count": n, "unit": "k", "claim": "c"} for n in range(number)],
            groups=[{"group": GroupFactory()} for __ in range(number)],
            related_products=[{"target": friend} for friend in friends],
        )
        page.categories = [make_term("category", f"{title}-{n}".lower()) for n in range(number)]
        page.technologies = [
            make_term("technology", f"t-{title}-{n}".lower()) for n in range(number)
        ]
        page.save()
        make_assessment(page, dict.fromkeys(codes, "groen"), criteria_set=title)
        for n in range(number):
            Document.objects.create(title=f"d{n}", type="referat", state="godkendt", page=page)
        return page

    counts = []
    for page in (filled("En", 1), filled("Tredive", 30)):
        client.get(page.url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page.url).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[1] <= 45


def test_preview_shows_rows_that_are_not_saved(index: ProductIndexPage) -> None:
    stored = with_rows(ProductFactory(parent=index), prices=[PRICE])
    draft = ProductPage.objects.get(pk=stored.pk)
    draft.prices = [ProductPrice(size_class="stor", annual_member=77_000)]
    request = RequestFactory().get("/", SERVER_NAME="localhost")

    view = product_page.build(page=draft, request=request)

    assert view.prices.table is not None
    assert [line.annual_member for line in view.prices.table.lines] == [77_000]


def test_new_page_can_be_previewed_before_it_is_stored(index: ProductIndexPage) -> None:
    page = ProductPage(title="Ny", slug="ny", governance_level="1")
    page.prices = [ProductPrice(size_class="stor")]
    view = product_page.build(page=page, request=RequestFactory().get("/", SERVER_NAME="localhost"))
    assert len(view.contents) == 10
    assert view.governance.report is None


def test_coming_event_is_the_next_step_unless_it_is_called_off(
    index: ProductIndexPage, client: Client
) -> None:
    product = ProductFactory(parent=index)
    year = timezone.localdate().year + 1
    common = {"index": make_index(), "products": [{"target": product}]}
    make_event(
        title="Aflyst kursus",
        slug="a",
        status="aflyst",
        starts_at=f"{year}-02-01 09:00",
        ends_at=f"{year}-02-01 10:00",
        **common,
    )
    make_event(
        title="Webinar",
        slug="w",
        starts_at=f"{year}-03-01 09:00",
        ends_at=f"{year}-03-01 10:00",
        **common,
    )
    soup = shown(client, product)
    assert "Webinar" in text(soup, ".go")
    assert "Webinar" in text(soup, "#nyt")
    assert "Aflyst kursus" not in soup.get_text()


def test_supplier_of_either_side_is_shown_by_name(index: ProductIndexPage, client: Client) -> None:
    make_term("service", "hosting", "Hosting")
    product = ProductFactory(parent=index)
    first = supplier("Zeta", products=offers(product))
    second = supplier("Alfa")
    draft = supplier("Udkastet", live=False)
    rows = [{"target": second, "roles": ["hosting"], "active": True}, {"target": draft}]
    with_rows(product, suppliers=rows)

    soup = shown(client, product)

    assert [link.get_text() for link in soup.select("#leverandoerer h3 a")] == ["Alfa", "Zeta"]
    assert first.url in [link["href"] for link in soup.select("#leverandoerer h3 a")]
    assert "Hosting" in text(soup, "#leverandoerer")
    assert "Oplyst af leverandøren selv" in text(soup, "#leverandoerer")
    assert "Udkastet" not in soup.get_text()
    (entry,) = SearchEntry.objects.filter(type="product")
    assert entry.card["suppliers"] == ["Alfa"]
    assert [row.value for row in entry.facets.filter(name="service")] == ["hosting"]


def test_expired_product_is_not_in_lists(index: ProductIndexPage, client: Client) -> None:
    past = timezone.now() - datetime.timedelta(days=1)
    ProductFactory(parent=index, title="Udløbet", expire_at=past)
    assert "Udløbet" not in client.get(index.url).content.decode()


def test_editor_can_open_the_forms(index: ProductIndexPage, client: Client) -> None:
    make_term("service", "hosting", "Hosting")
    product = with_rows(
        ProductFactory(parent=index),
        suppliers=[{"target_ref": "supplier/x", "roles": ["hosting", "ukendt"]}],
    )
    assessment = make_assessment(product, {"F1": "gul"})
    client.force_login(User.objects.create_superuser("admin"))
    for address in (
        f"/admin/pages/{product.pk}/edit/",
        f"/admin/pages/add/os2site_products_pages/productpage/{index.pk}/",
        "/admin/snippets/os2site_products/assessment/",
        f"/admin/snippets/os2site_products/assessment/edit/{assessment.pk}/",
        "/admin/snippets/os2site_products/criterion/add/",
        "/admin/snippets/os2site_products/economyrule/add/",
        "/admin/os2site_products/",
    ):
        assert client.get(address).status_code == 200, address
    form = BeautifulSoup(client.get(f"/admin/pages/{product.pk}/edit/").content, "html.parser")
    roles = form.select('input[name="suppliers-0-roles"]')
    assert [(box["value"], box.has_attr("checked")) for box in roles] == [
        ("hosting", True),
        ("ukendt", True),
    ]
