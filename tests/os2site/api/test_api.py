"""The API's frame: addresses, errors, pages of results."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import AppConfig, apps
from django.test import Client
from wagtail.models import PageViewRestriction, Site

from os2site.plugins import registry
from tests.fixtures.site import TwoLanguageSite

pytestmark = pytest.mark.slow


@pytest.fixture
def api(two_languages: TwoLanguageSite, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """A client for an API with the routers of a plugin."""
    config = AppConfig.create("tests.plugins.wellbehaved.apps.TestConfig")
    config.apps = apps
    config.models = {}
    monkeypatch.setitem(apps.app_configs, config.label, config)
    registry.clear()
    yield Client()
    monkeypatch.undo()
    registry.clear()


def test_lists_have_total_and_results(api: Client, two_languages: TwoLanguageSite) -> None:
    for number in range(3):
        two_languages.add(f"Side {number}")
    body = api.get("/api/v1/bodies/?page_size=2").json()
    assert body["total"] == 5
    assert len(body["results"]) == 2
    assert len(api.get("/api/v1/bodies/?page_size=2&page=3").json()["results"]) == 1


def test_the_api_has_the_operations_of_the_plugins_that_are_there_now(
    client: Client, two_languages: TwoLanguageSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever was there when somebody first asked for an address."""
    with monkeypatch.context() as patch:
        patch.setattr(registry, "installed", list)
        assert client.get("/api/v1/products/").status_code == 404
        assert client.get("/api/v1/search/").status_code == 200
    assert client.get("/api/v1/products/").status_code == 200


def test_beyond_the_last_page_is_an_empty_list(api: Client) -> None:
    response = api.get("/api/v1/bodies/?page=90000")
    assert response.status_code == 200
    assert response.json() == {"total": 2, "results": []}


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("page=0", "page"),
        ("page=-1", "page"),
        ("page=9999999999999999999", "page"),
        ("page=x", "page"),
        ("page=²", "page"),
        ("page=%00", "page"),
        ("page_size=101", "page_size"),
        ("page_size=-1", "page_size"),
    ],
)
def test_bad_numbers_get_400_with_the_parameter(api: Client, query: str, parameter: str) -> None:
    response = api.get(f"/api/v1/bodies/?{query}")
    assert response.status_code == 400
    assert response.json()["parameter"] == parameter
    assert response.json()["detail"]


def test_wrong_type_gets_422_with_a_reason(api: Client) -> None:
    response = api.get("/api/v1/bodies/sum/3/?extra=x")
    assert response.status_code == 422
    assert response.json()["detail"]


@pytest.mark.parametrize("slug", ["findes-ikke", "%00", "a" * 400, "æøå", "%F0%9F%98%80"])
def test_unknown_slugs_get_404_in_json(api: Client, slug: str) -> None:
    response = api.get(f"/api/v1/bodies/{slug}/")
    assert response.status_code == 404
    assert list(response.json()) == ["detail"]


def test_unknown_addresses_get_404_in_json(db: None) -> None:
    response = Client().get("/api/v1/colours/")
    assert response.status_code == 404
    assert "detail" in response.json()
    assert Client().get("/api/v1/colours").status_code == 301


def test_only_public_pages_of_the_site_are_given(
    api: Client, two_languages: TwoLanguageSite
) -> None:
    shown = two_languages.add("Vist")
    draft = two_languages.add("Kladde", live=False)
    private = two_languages.add("Privat")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    outside = two_languages.add("Udenfor", parent=two_languages.home.get_parent())
    slugs = {item["slug"] for item in api.get("/api/v1/bodies/").json()["results"]}
    assert shown.slug in slugs
    assert slugs.isdisjoint({draft.slug, private.slug, outside.slug})
    assert api.get(f"/api/v1/bodies/{shown.slug}/").status_code == 200
    for page in (draft, private, outside):
        assert api.get(f"/api/v1/bodies/{page.slug}/").status_code == 404


def test_host_without_a_site_gets_404(api: Client) -> None:
    Site.objects.all().delete()
    assert api.get("/api/v1/bodies/").status_code == 404


def test_description_lists_the_operations_and_loads_nothing(api: Client) -> None:
    response = api.get("/api/v1/openapi.json")
    assert "/api/v1/bodies/" in response.json()["paths"]
    assert api.get("/api/v1/docs/").status_code == 404


def test_api_only_reads(api: Client) -> None:
    assert api.post("/api/v1/bodies/").status_code == 405
