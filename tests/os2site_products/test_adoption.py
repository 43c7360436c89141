"""Who uses what: only named users of public products, each once, in constant queries."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction, Site

from os2site.models import Municipality, Organisation, Region
from os2site.search.projection import batch
from os2site_products.pages.models import ProductIndexPage, ProductPage
from os2site_products.services import adoption
from os2site_products.services.figures import municipalities_using_products
from tests.factories.members import member, uses
from tests.factories.products import OrganisationFactory, ProductFactory, with_rows

pytestmark = pytest.mark.slow


@pytest.fixture
def aarhus(db: None) -> Organisation:
    """Aarhus with its municipality and region."""
    return municipality("Aarhus", "751", region("Midtjylland"))


def region(name: str) -> Region:
    """A region of this name."""
    found, __ = Region.objects.get_or_create(
        name=name, defaults={"slug": name.lower(), "full_name": f"Region {name}"}
    )
    return found


def municipality(name: str, code: str, of: Region, **values: Any) -> Organisation:
    """The organisation of a municipality."""
    place = Municipality.objects.create(
        slug=name.lower(), name=f"{name} Kommune", short_name=name, code=code, region=of
    )
    organisation: Organisation = OrganisationFactory(
        name=place.name, municipality=place, region=of, **values
    )
    return organisation


def used_by(page: ProductPage, *organisations: Organisation) -> ProductPage:
    """The product with these users."""
    return with_rows(page, users=[{"organisation": item} for item in organisations])


def shown(client: Client, index: ProductIndexPage) -> BeautifulSoup:
    """The page on adoption."""
    response = client.get(f"{index.url}udbredelse/")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def rows(soup: BeautifulSoup, section: str) -> list[list[str]]:
    """Cells of a section's table."""
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]
        for row in soup.select(f'[aria-labelledby="adoption-{section}"] tbody tr')
    ]


def marked(soup: BeautifulSoup) -> list[str]:
    """Titles of the marked tiles."""
    return [title.get_text() for title in soup.select(".tilemap .on title")]


def test_municipalities_and_regions_are_counted_in_the_map_and_in_tables(
    index: ProductIndexPage, client: Client, aarhus: Organisation
) -> None:
    county = OrganisationFactory(
        name="Region Midtjylland", type="region", region=region("Midtjylland")
    )
    agency = OrganisationFactory(name="En styrelse", type="stat")
    municipality("Samsø", "741", region("Midtjylland"))
    used_by(ProductFactory(parent=index, title="Beta"), aarhus, county, agency)
    used_by(ProductFactory(parent=index, title="Alfa"), aarhus)

    soup = shown(client, index)

    assert rows(soup, "municipalities") == [["Aarhus", "Midtjylland", "Alfa , Beta", "2"]]
    assert rows(soup, "regions") == [["Region Midtjylland", "Beta", "1"]]
    assert rows(soup, "others") == [["En styrelse", "–", "Beta", "1"]]
    assert marked(soup) == ["Aarhus: 2 produkter", "Midtjylland: 1 produkt"]
    assert "1 af 2 kommuner er nævnt som anvender" in soup.get_text()
    assert "Samsø" in soup.select_one('[aria-labelledby="adoption-silent"]').get_text()  # type: ignore[union-attr]
    picture = soup.select_one('[role="img"]')
    assert picture is not None
    assert "1 af 98 har et tal" in str(picture["aria-label"])
    assert soup.select_one(".page-head")
    assert str(timezone.localdate().year) in soup.select_one(".page-head__note").get_text()  # type: ignore[union-attr]


def test_products_that_are_not_public_and_invented_or_ended_ones_do_not_count(
    index: ProductIndexPage, client: Client, aarhus: Organisation
) -> None:
    used_by(ProductFactory(parent=index, title="Udkast", live=False), aarhus)
    past = timezone.now() - datetime.timedelta(days=1)
    used_by(ProductFactory(parent=index, title="Udløbet", expire_at=past), aarhus)
    private = used_by(ProductFactory(parent=index, title="Privat"), aarhus)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    used_by(ProductFactory(parent=index, title="Opdigtet", demo=True), aarhus)
    used_by(ProductFactory(parent=index, title="Overdraget", lifecycle="overdraget"), aarhus)

    soup = shown(client, index)

    assert rows(soup, "municipalities") == []
    assert not soup.select(".tilemap")
    for title in ("Udkast", "Udløbet", "Privat", "Opdigtet", "Overdraget"):
        assert title not in soup.get_text()


def test_invented_organisations_and_unknown_municipalities_break_nothing(
    index: ProductIndexPage, client: Client
) -> None:
    site = Site.objects.get(is_default_site=True)
    invented = municipality("Eksempelby", "998", region("Nordjylland"), demo=True)
    unknown = municipality("Nyborup", "999", region("Nordjylland"))
    used_by(ProductFactory(parent=index, title="Alfa"), invented)
    assert municipalities_using_products(site) is None
    used_by(ProductFactory(parent=index, title="Beta"), unknown)

    soup = shown(client, index)

    assert rows(soup, "municipalities") == [["Nyborup", "Nordjylland", "Beta", "1"]]
    assert not soup.select(".tilemap")
    assert municipalities_using_products(site) == 1


def test_two_organisations_of_a_municipality_count_once(
    index: ProductIndexPage, client: Client, aarhus: Organisation
) -> None:
    library = OrganisationFactory(name="Biblioteket", municipality=aarhus.municipality)
    used_by(ProductFactory(parent=index, title="Alfa"), aarhus, library)
    assert rows(shown(client, index), "municipalities") == [["Aarhus", "Midtjylland", "Alfa", "1"]]


def test_page_takes_the_same_number_of_queries_with_1_and_30_products(
    index: ProductIndexPage, client: Client
) -> None:
    @batch()
    def add(numbers: range) -> None:
        for number in numbers:
            user = municipality(f"Kommune {number}", str(100 + number), region("Sjælland"))
            used_by(ProductFactory(parent=index), user)

    def count() -> int:
        client.get(f"{index.url}udbredelse/")
        with CaptureQueriesContext(connection) as queries:
            shown(client, index)
        return len(queries)

    add(range(1))
    before = count()
    add(range(1, 30))
    assert count() == before
    assert len(rows(shown(client, index), "municipalities")) == 30


def test_empty_catalogue_has_the_page_too(index: ProductIndexPage, client: Client) -> None:
    assert "0 af 0 kommuner" in shown(client, index).get_text()


def test_who_uses_many_products_is_shown_some_and_has_all_at_an_own_address(
    index: ProductIndexPage,
    client: Client,
    aarhus: Organisation,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(adoption, "SHOWN", 1)
    for title in ("Alfa", "Beta", "Gamma"):
        used_by(ProductFactory(parent=index, title=title), aarhus)
    soup = shown(client, index)
    [[__, __, named, number]] = rows(soup, "municipalities")
    assert (named, number) == ("Alfa og 2 mere , som Aarhus bruger", "3")
    assert marked(soup) == ["Aarhus: 3 produkter"]
    more = soup.select_one('[aria-labelledby="adoption-municipalities"] a[href*="anvender"]')
    assert more is not None

    own = client.get(f"{index.url}udbredelse/{more['href']}")
    page = BeautifulSoup(own.content, "html.parser")
    listed = page.select('[aria-labelledby="adoption-chosen"] li a')
    assert [link.get_text() for link in listed] == ["Alfa", "Beta", "Gamma"]
    assert "3 produkter" in page.select_one(".lead").get_text()  # type: ignore[union-attr]
    assert page.select_one('meta[name="robots"][content*="noindex"]')
    for code in ("999", "%00", "x" * 3000):
        assert client.get(f"{index.url}udbredelse/?anvender={code}").status_code == 404


def test_parameters_change_nothing(index: ProductIndexPage, client: Client) -> None:
    assert client.get(f"{index.url}udbredelse/?page=99&q=x&category=%00").status_code == 200


def test_list_links_to_it_and_sitemap_names_it(index: ProductIndexPage, client: Client) -> None:
    body = client.get(index.url).content.decode()
    assert f'href="{index.url}udbredelse/"' in body
    assert f"{index.url}udbredelse/</loc>" in client.get("/sitemap.xml").content.decode()


def test_subpage_has_a_title_an_address_and_breadcrumbs_of_its_own(
    index: ProductIndexPage, client: Client
) -> None:
    soup = shown(client, index)
    canonical = soup.select_one('link[rel="canonical"]')
    assert canonical is not None
    assert str(canonical["href"]).endswith("/produkter/udbredelse/")
    assert soup.title is not None
    assert soup.title.get_text().startswith("Hvem bruger hvad")
    crumbs = soup.select_one(".breadcrumbs")
    assert crumbs is not None
    assert "Produkter og projekter" in crumbs.get_text()


def test_product_page_marks_its_named_users(
    index: ProductIndexPage, client: Client, aarhus: Organisation
) -> None:
    page = used_by(ProductFactory(parent=index), aarhus, OrganisationFactory())
    soup = BeautifulSoup(client.get(page.url).content, "html.parser")
    assert marked(soup) == ["Aarhus"]
    picture = soup.select_one('#anvendere [role="img"]')
    assert picture is not None
    assert "Markeret som anvendere er: Aarhus." in str(picture["aria-label"])


def test_product_page_without_a_user_in_the_map_has_none(
    index: ProductIndexPage, client: Client
) -> None:
    page = used_by(ProductFactory(parent=index), OrganisationFactory())
    assert not BeautifulSoup(client.get(page.url).content, "html.parser").select(".tilemap")


@pytest.mark.parametrize("slug", ["udbredelse", "sammenlign"])
def test_product_cannot_take_the_address(index: ProductIndexPage, slug: str) -> None:
    with pytest.raises(ValidationError, match="adresse"):
        ProductFactory(parent=index, title="Kort", slug=slug)


def test_other_languages_have_the_same_numbers_and_lead_to_what_is_translated(
    index: ProductIndexPage, client: Client, aarhus: Organisation
) -> None:
    translated = used_by(ProductFactory(parent=index, title="Oversat"), aarhus)
    used_by(ProductFactory(parent=index, title="Uoversat"), aarhus)
    english = Locale.objects.create(language_code="en")
    for page in (index.get_parent().specific, index, translated):
        copy = page.copy_for_translation(english)
        copy.title = f"{page.title} EN"
        copy.save_revision().publish()

    soup = shown(client, index.get_translation(english))

    assert rows(soup, "municipalities") == [["Aarhus", "Midtjylland", "Oversat EN , Uoversat", "2"]]
    links = soup.select('[aria-labelledby="adoption-municipalities"] td a')
    assert [link.get("hreflang") for link in links] == [None, "da"]


def test_who_only_says_so_on_its_own_page_is_counted_once_with_that_source(
    index: ProductIndexPage, client: Client, aarhus: Organisation
) -> None:
    samsoe = municipality("Samsø", "741", region("Midtjylland"))
    invented = municipality("Eksempelby", "773", region("Nordjylland"), demo=True)
    alfa = used_by(ProductFactory(parent=index, title="Alfa"), aarhus)
    beta = ProductFactory(parent=index, title="Beta")
    ended = ProductFactory(parent=index, title="Gamma", lifecycle="overdraget")
    both = member("Aarhus Kommune", organisation=aarhus, uses=uses(alfa, beta))
    alone = member("Samsø Kommune", organisation=samsoe, uses=uses(alfa, ended))
    member("Eksempelby Kommune", organisation=invented, uses=uses(alfa))
    draft = member("Skive", organisation=municipality("Skive", "779", region("Midtjylland")))
    draft.uses = uses(alfa)
    draft.save()
    draft.unpublish()

    soup = shown(client, index)

    assert rows(soup, "municipalities") == [
        ["Aarhus", "Midtjylland", "Alfa , Beta ( siger det selv )", "2"],
        ["Samsø", "Midtjylland", "Alfa ( siger det selv )", "1"],
    ]
    cells = soup.select('[aria-labelledby="adoption-municipalities"] td')
    links = [str(link["href"]) for cell in cells for link in cell.select("a")]
    assert links == [alfa.url, beta.url, both.url, alfa.url, alone.url]
    assert municipalities_using_products(Site.objects.get(is_default_site=True)) == 2


def test_product_page_and_list_count_who_says_so_itself(
    index: ProductIndexPage, client: Client, aarhus: Organisation
) -> None:
    samsoe = municipality("Samsø", "741", region("Midtjylland"))
    page = used_by(ProductFactory(parent=index, title="Alfa"), aarhus)
    assert "Mindst 1 kommune" in client.get(index.url).content.decode()

    own = member("Samsø Kommune", organisation=samsoe, uses=uses(page))

    section = BeautifulSoup(client.get(page.url).content, "html.parser").select_one("#anvendere")
    assert section is not None
    assert "Mindst 2 kommuner" in section.get_text()
    source = section.select_one("td a")
    assert source is not None
    assert (source["href"], source.get_text()) == (own.url, "siger det selv")
    assert "Mindst 2 kommuner" in client.get(index.url).content.decode()
    own.unpublish()
    assert "Mindst 1 kommune" in client.get(index.url).content.decode()
    assert "siger det selv" not in client.get(page.url).content.decode()


def test_queries_do_not_grow_with_users_that_say_so_themselves(
    index: ProductIndexPage, client: Client
) -> None:
    page = ProductFactory(parent=index, title="Alfa")

    @batch()
    def add(numbers: range) -> None:
        for number in numbers:
            place = municipality(f"Kommune {number}", str(100 + number), region("Sjælland"))
            member(place.name, organisation=place, uses=uses(page))

    def count(url: str) -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    urls = [f"{index.url}udbredelse/", page.url]
    add(range(1))
    before = [count(url) for url in urls]
    add(range(1, 30))
    assert [count(url) for url in urls] == before
