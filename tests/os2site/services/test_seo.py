"""What search engines and shared links read of a page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import translation
from wagtail.images.tests.utils import get_test_image_file, get_test_image_file_svg
from wagtail.models import CollectionViewRestriction, Site

from os2site.models import SiteSettings
from os2site.services.seo import breadcrumbs, safe_json
from tests.fixtures.site import IGNORE_OPEN_FILES, TwoLanguageSite

pytestmark = pytest.mark.slow


def head(path: str, **headers: Any) -> BeautifulSoup:
    response = Client(**headers).get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def english() -> Iterator[None]:
    """Texts of ours as they are in the source, whether or not Danish has been compiled."""
    with translation.override("en"):
        yield


def linked_data(path: str) -> dict[str, Any]:
    scripts = head(path).find_all("script", type="application/ld+json")
    return {item["@type"]: item for item in (json.loads(script.string) for script in scripts)}


def test_crumbs_lead_from_the_front_page_to_the_page(
    two_languages: TwoLanguageSite, english: None
) -> None:
    products = two_languages.add("Produkter")
    product = two_languages.add("OS2eksempel", parent=products)
    assert [(crumb.title, crumb.url) for crumb in breadcrumbs(page=product)] == [
        ("Front page", "/"),
        ("Produkter", "/produkter/"),
        ("OS2eksempel", "/produkter/os2eksempel/"),
    ]


def test_crumbs_leave_out_an_unpublished_ancestor(two_languages: TwoLanguageSite) -> None:
    products = two_languages.add("Produkter")
    product = two_languages.add("OS2eksempel", parent=products)
    products.unpublish()
    assert [crumb.url for crumb in breadcrumbs(page=product)] == ["/", "/produkter/os2eksempel/"]


def test_front_page_has_no_crumbs_but_the_organisation(two_languages: TwoLanguageSite) -> None:
    SiteSettings.objects.create(
        site=two_languages.site, name="Fællesskabet", contact_email="os2@os2.eu"
    )
    assert breadcrumbs(page=two_languages.home) == []
    data = linked_data("/")
    assert data["Organization"]["name"] == "Fællesskabet"
    assert "BreadcrumbList" not in data


def test_page_brings_crumbs_and_its_own_linked_data(two_languages: TwoLanguageSite) -> None:
    two_languages.add("Nyhed")
    data = linked_data("/nyhed/")
    items = data["BreadcrumbList"]["itemListElement"]
    assert [item["item"] for item in items] == ["http://localhost/", "http://localhost/nyhed/"]
    assert data["Article"]["headline"] == "Nyhed"


def test_canonical_address_is_the_sites_and_not_the_requests(
    two_languages: TwoLanguageSite,
) -> None:
    two_languages.add("Nyhed")
    page = head("/nyhed/?utm_source=mail", headers={"host": "evil.example"})
    assert page.find("link", rel="canonical")["href"] == "http://localhost/nyhed/"
    assert page.find("meta", property="og:url")["content"] == "http://localhost/nyhed/"


@pytest.mark.parametrize(
    ("query", "canonical"),
    [("?page=3", "?page=3"), ("?page=1", ""), ("?page=x", ""), ("?page=²", "")],
)
def test_later_pages_of_a_list_have_their_own_canonical_address(
    two_languages: TwoLanguageSite, query: str, canonical: str
) -> None:
    two_languages.add("Nyhed")
    found = head("/nyhed/" + query).find("link", rel="canonical")["href"]
    assert found == "http://localhost/nyhed/" + canonical


def test_filtered_lists_stay_out_of_search_engines(two_languages: TwoLanguageSite) -> None:
    two_languages.add("Nyhed")
    assert (
        head("/nyhed/?q=x").find("meta", attrs={"name": "robots"})["content"].startswith("noindex")
    )
    assert head("/nyhed/?page=2").find("meta", attrs={"name": "robots"}) is None


def test_alternates_name_public_versions_and_the_default(two_languages: TwoLanguageSite) -> None:
    page = two_languages.add("Om os")
    assert head("/om-os/").find_all("link", hreflang=True) == []
    two_languages.translate(page, "About us")
    links = head("/en/about-us/").find("head").find_all("link", hreflang=True)
    assert {link["hreflang"]: link["href"] for link in links} == {
        "da": "http://localhost/om-os/",
        "en": "http://localhost/en/about-us/",
        "x-default": "http://localhost/om-os/",
    }


@IGNORE_OPEN_FILES
def test_shared_image_is_large_and_absolute(two_languages: TwoLanguageSite) -> None:
    image = make_image()
    two_languages.add("Nyhed", image=image)
    page = head("/nyhed/")
    assert page.find("meta", property="og:image")["content"].startswith("http://localhost/media/")
    assert page.find("meta", property="og:image:width")["content"].isdigit()


@IGNORE_OPEN_FILES
def test_private_and_drawn_images_are_not_shared(two_languages: TwoLanguageSite) -> None:
    private, drawing = make_image(), make_image(svg=True)
    two_languages.add("Tegning", image=drawing)
    assert head("/tegning/").find("meta", property="og:image") is None
    CollectionViewRestriction.objects.create(
        collection=private.collection, restriction_type="login"
    )
    two_languages.add("Nyhed", image=private)
    assert head("/nyhed/").find("meta", property="og:image") is None


def make_image(*, svg: bool = False) -> Any:
    from wagtail.images import get_image_model

    file = get_test_image_file_svg() if svg else get_test_image_file(size=(1400, 800))
    return get_image_model().objects.create(title="Billede", file=file)


def test_linked_data_cannot_end_its_script(two_languages: TwoLanguageSite) -> None:
    title = "</script><script>alert(1)</script>&\u2028"
    two_languages.add(title, slug="ond")
    response = Client().get("/ond/")
    assert b"<script>alert" not in response.content
    assert linked_data("/ond/")["Article"]["headline"] == title


def test_safe_json_escapes_only_what_html_or_scripts_would_read() -> None:
    assert safe_json({"a": "æ<b>&\u2029"}) == '{"a": "æ\\u003cb\\u003e\\u0026\\u2029"}'


def test_page_description_and_title_come_from_the_promote_fields(
    two_languages: TwoLanguageSite,
) -> None:
    two_languages.add("Nyhed", seo_title="Nyt fra os", search_description="Kort sagt")
    page = head("/nyhed/")
    assert page.title.string.startswith("Nyt fra os")
    assert page.find("meta", attrs={"name": "description"})["content"] == "Kort sagt"
    assert page.find("meta", property="og:locale")["content"] == "da_DK"


def test_second_site_has_its_own_crumbs(two_languages: TwoLanguageSite, english: None) -> None:
    section = two_languages.add("Afdeling")
    Site.objects.create(hostname="afdeling.example", root_page=section)
    page = two_languages.add("Under", parent=section)
    assert [crumb.title for crumb in breadcrumbs(page=page)] == ["Front page", "Under"]
