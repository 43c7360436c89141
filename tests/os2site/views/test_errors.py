"""Error pages and the headers of public pages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import BadRequest, PermissionDenied
from django.test import Client, RequestFactory
from django.urls import path
from wagtail.models import PageViewRestriction

from os2site.project import urls as project_urls
from tests.fixtures.site import TwoLanguageSite


def fail(request: Any) -> Any:
    raise RuntimeError("on purpose")


def forbid(request: Any) -> Any:
    raise PermissionDenied


def refuse(request: Any) -> Any:
    raise BadRequest("bad")


urlpatterns = [
    path("fejl/", fail),
    path("forbudt/", forbid),
    path("daarlig/", refuse),
    *project_urls.urlpatterns,
]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "status", "framed"),
    [
        ("/findes-ikke/", 404, True),
        ("/en/findes-ikke/", 404, True),
        ("/forbudt/", 403, True),
        ("/daarlig/", 400, False),
        ("/fejl/", 500, False),
    ],
)
def test_errors_have_a_page_of_ours(
    two_languages: TwoLanguageSite, address: str, status: int, framed: bool
) -> None:
    client = Client(raise_request_exception=False)
    response = client.get(address)
    assert response.status_code == status
    html = response.content.decode()
    assert "<h1>" in html
    assert ("site-footer" in html) == framed


@pytest.mark.urls(__name__)
def test_server_error_needs_no_database(
    two_languages: TwoLanguageSite, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        response = Client(raise_request_exception=False).get("/fejl/")
    assert "Noget gik galt hos os" in response.content.decode()
    assert "on purpose" not in response.content.decode()


def test_form_without_token_gets_a_page_in_danish(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/udseende/", {"scheme": "dark"})
    assert response.status_code == 403
    assert "Formularen kunne ikke sendes" in response.content.decode()


def test_host_that_is_not_allowed_is_refused(db: None, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    response = Client(headers={"host": "evil.example"}).get("/")
    assert response.status_code == 400
    assert "evil.example" not in response.content.decode()


def test_public_pages_have_a_strict_policy(two_languages: TwoLanguageSite) -> None:
    for address in ("/", "/findes-ikke/", "/theme.css", "/robots.txt"):
        response = Client().get(address)
        policy = response["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert "object-src 'none'" in policy
        assert "frame-ancestors 'self'" in policy


def test_public_pages_hold_nothing_that_the_policy_forbids(
    two_languages: TwoLanguageSite,
) -> None:
    two_languages.add("Om os", body=[("heading", "Tal"), ("list", ["a"])])
    for address in ("/om-os/", "/findes-ikke/"):
        html = Client().get(address).content.decode()
        assert not re.search(r"\sstyle=", html)
        assert not re.search(r"\son[a-z]+=", html)
        assert "<style" not in html
        scripts = re.findall(r"<script(?![^>]*(?:src=|application/ld\+json))", html)
        assert scripts == []
        assert not re.search(r'(?:src|href)="https?://(?!localhost)', html)


def test_other_security_headers(two_languages: TwoLanguageSite) -> None:
    response = Client().get("/")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


def test_private_page_asks_for_login_in_the_sites_frame(two_languages: TwoLanguageSite) -> None:
    page = two_languages.add("Hemmelig", summary="Kun for os")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    response = Client().get("/hemmelig/", follow=True)
    html = response.content.decode()
    assert "Kun for os" not in html
    assert "site-footer" in html
    assert BeautifulSoup(html, "html.parser").find("label", attrs={"for": "id_username"})


def test_page_with_password_opens_with_it(two_languages: TwoLanguageSite) -> None:
    page = two_languages.add("Hemmelig", body=[("heading", "Kun for os")])
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type="password", password="sesam"
    )
    client = Client()
    html = client.get("/hemmelig/").content.decode()
    assert "Kun for os" not in html
    assert "site-footer" in html
    action = BeautifulSoup(html, "html.parser").find("main").find("form")["action"]
    data = {"return_url": "/hemmelig/", "password": "forkert"}
    wrong = client.post(action, data)
    assert "site-footer" in wrong.content.decode()
    response = client.post(action, data | {"password": restriction.password}, follow=True)
    assert "Kun for os" in response.content.decode()


def test_frame_of_a_plain_request_needs_no_middleware(two_languages: TwoLanguageSite) -> None:
    from os2site.services.chrome import chrome_for

    assert chrome_for(RequestFactory().get("/")).user_name == ""
