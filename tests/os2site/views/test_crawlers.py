"""What programs read of the site."""

from __future__ import annotations

import datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from os2site.models import SiteSettings
from tests.fixtures.site import TwoLanguageSite

NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}


def sitemap(client: Client) -> dict[str, dict[str, str]]:
    response = client.get("/sitemap.xml")
    assert response["Content-Type"].startswith("application/xml")
    root = ElementTree.fromstring(response.content)
    return {
        str(url.findtext("s:loc", namespaces=NAMES)): {
            link.attrib["hreflang"]: link.attrib["href"] for link in url.findall("x:link", NAMES)
        }
        for url in root.findall("s:url", NAMES)
    }


def test_sitemap_lists_public_pages_with_their_languages(
    two_languages: TwoLanguageSite, client: Client
) -> None:
    page = two_languages.add("Om os")
    two_languages.translate(page, "About us")
    two_languages.add("Kun dansk")
    found = sitemap(client)
    assert found["http://localhost/kun-dansk/"] == {}
    assert found["http://localhost/en/about-us/"] == {
        "da": "http://localhost/om-os/",
        "en": "http://localhost/en/about-us/",
        "x-default": "http://localhost/om-os/",
    }


def test_sitemap_leaves_out_what_not_everyone_may_see(
    two_languages: TwoLanguageSite, client: Client
) -> None:
    before = set(sitemap(client))
    two_languages.add("Kladde", live=False)
    two_languages.add("Udløbet", expire_at=timezone.now() - datetime.timedelta(minutes=1))
    private = two_languages.add("Privat")
    two_languages.add("Under privat", parent=private)
    PageViewRestriction.objects.create(page=private, restriction_type="password", password="x")
    outside = two_languages.home.get_parent()
    two_languages.add("Andet sted", parent=outside)
    assert set(sitemap(client)) == before


def test_sitemap_takes_a_fixed_number_of_queries(
    two_languages: TwoLanguageSite, client: Client, django_assert_num_queries: Any
) -> None:
    from django.db import connection

    two_languages.add("Side")
    client.get("/sitemap.xml")
    with CaptureQueriesContext(connection) as few:
        client.get("/sitemap.xml")
    for number in range(15):
        two_languages.add(f"Side {number}")
    client.get("/sitemap.xml")
    with CaptureQueriesContext(connection) as many:
        assert len(sitemap(client)) == 18
    assert len(many) <= len(few)


def test_sitemap_asks_pages_that_have_entries_of_their_own(
    two_languages: TwoLanguageSite, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.testapp.models import ControlledPage

    monkeypatch.setattr(ControlledPage, "get_sitemap_urls", lambda self, request=None: [])
    two_languages.home.refresh_from_db()
    two_languages.home.add_child(instance=ControlledPage(title="Skjult"))
    assert "http://localhost/skjult/" not in sitemap(client)


def test_robots_names_the_sitemap_of_the_site(
    two_languages: TwoLanguageSite, client: Client
) -> None:
    text = client.get("/robots.txt", headers={"host": "evil.example"}).content.decode()
    assert "Sitemap: http://localhost/sitemap.xml" in text
    assert "Disallow: /admin/" in text


def test_security_txt_names_contact_and_a_day_within_a_year(
    two_languages: TwoLanguageSite, client: Client
) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
    SiteSettings.objects.create(site=two_languages.site, contact_email="os2@os2.eu")
    lines = client.get("/.well-known/security.txt").content.decode().splitlines()
    fields = dict(line.split(": ", 1) for line in lines)
    assert fields["Contact"] == "mailto:os2@os2.eu"
    assert fields["Canonical"] == "http://localhost/.well-known/security.txt"
    expires = datetime.datetime.fromisoformat(fields["Expires"])
    assert timezone.now() < expires < timezone.now() + datetime.timedelta(days=365)


def test_crawler_files_are_404_without_a_site(db: None, client: Client) -> None:
    Site.objects.all().delete()
    for path in ("/robots.txt", "/sitemap.xml", "/.well-known/security.txt", "/opensearch.xml"):
        assert client.get(path).status_code == 404


def test_browser_can_add_the_search(two_languages: TwoLanguageSite, client: Client) -> None:
    assert client.get("/").context["chrome"].opensearch_url == "/opensearch.xml"
    response = client.get("/opensearch.xml")
    root = ElementTree.fromstring(response.content)
    url = root.find("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert url is not None
    assert url.attrib["template"] == "http://localhost/soeg/?q={searchTerms}"
