"""The theme's style sheet and the choice of light or dark."""

from __future__ import annotations

import pytest
from django.test import Client

from os2site.models import SiteSettings
from tests.fixtures.site import TwoLanguageSite


def test_page_names_the_version_in_force_which_is_kept_for_a_year(
    two_languages: TwoLanguageSite, client: Client
) -> None:
    url = client.get("/").context["chrome"].theme_css_url
    response = client.get(url)
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in response["Cache-Control"]
    assert b"--os-accent:#2438b4" in response.content


def test_other_versions_are_kept_shortly(two_languages: TwoLanguageSite, client: Client) -> None:
    for url in ("/theme.css", "/theme.css?v=old"):
        assert client.get(url)["Cache-Control"] == "public, max-age=60"


def test_own_accent_changes_sheet_and_version(
    two_languages: TwoLanguageSite, client: Client
) -> None:
    before = client.get("/").context["chrome"].theme_css_url
    SiteSettings.objects.create(site=two_languages.site, accent_light="#8a1c5a")
    after = client.get("/").context["chrome"].theme_css_url
    assert after != before
    assert b"--os-accent:#8a1c5a" in client.get(after).content


def test_scheme_is_remembered_and_leads_back(db: None, client: Client) -> None:
    response = client.post("/udseende/", {"scheme": "dark", "next": "/nyheder/?page=2"})
    assert response["Location"] == "/nyheder/?page=2"
    assert response.cookies["os2site_scheme"].value == "dark"
    assert response.cookies["os2site_scheme"]["samesite"] == "Lax"


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", ""],
)
def test_scheme_never_leads_to_another_site(db: None, client: Client, target: str) -> None:
    response = client.post("/udseende/", {"scheme": "light", "next": target})
    assert response["Location"] == "/"


def test_unknown_scheme_and_reading_are_refused(db: None, client: Client) -> None:
    assert client.post("/udseende/", {"scheme": "pink"}).status_code == 400
    assert client.get("/udseende/?scheme=dark").status_code == 405


def test_scheme_needs_a_csrf_token(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/udseende/", {"scheme": "dark"})
    assert response.status_code == 403
