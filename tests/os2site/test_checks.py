"""System checks."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from typing import Any

import pytest
from django.apps import AppConfig, apps
from django.core.checks import run_checks

from os2site import checks
from os2site.plugins import registry
from tests.fixtures.site import TwoLanguageSite


def ids(*, databases: Sequence[str] = ()) -> set[str]:
    return {
        str(message.id).removeprefix("os2site.")
        for message in run_checks(tags=["os2site"], databases=databases)
        if str(message.id).startswith("os2site.")
    }


def install(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    for name in names:
        config = AppConfig.create(f"tests.plugins.{name}.apps.TestConfig")
        config.apps = apps
        config.models = {}
        monkeypatch.setitem(apps.app_configs, config.label, config)
    registry.clear()


def test_reference_site_is_in_order(db: None) -> None:
    assert ids(databases=["default"]) == set()


@pytest.mark.parametrize("value", [{"SPEED": 1}, ["PAGE_SIZE"]])
def test_unknown_settings_are_errors(settings: Any, value: object) -> None:
    settings.OS2SITE = value
    assert ids() == {"E001"}


def test_page_models_must_exist_and_have_the_mixin(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch, "wellbehaved")
    settings.OS2SITE = {"PAGE_MODELS": {"body": "testapp.BodyPage"}}
    assert ids() == set()
    settings.OS2SITE = {"PAGE_MODELS": {"body": "testapp.MissingPage"}}
    assert ids() == {"E002"}
    settings.OS2SITE = {"PAGE_MODELS": {"body": "no label"}}
    assert ids() == {"E002"}
    settings.OS2SITE = {"PAGE_MODELS": {"body": "testapp.ControlledPage"}}
    assert ids() == {"E003"}


def test_page_model_of_a_type_that_nobody_brings_is_a_warning(settings: Any) -> None:
    settings.OS2SITE = {"PAGE_MODELS": {"nothing": "testapp.BodyPage"}}
    assert ids() == {"W001"}


def test_search_engine_must_be_known(settings: Any) -> None:
    settings.OS2SITE = {"SEARCH_ENGINE": "solr"}
    assert ids() == {"E004"}


def test_elasticsearch_needs_an_address(settings: Any) -> None:
    settings.OS2SITE = {"SEARCH_ENGINE": "elasticsearch"}
    assert ids() == {"E005"}
    settings.OS2SITE = {
        "SEARCH_ENGINE": "elasticsearch",
        "ELASTICSEARCH_URLS": ["http://127.0.0.1:9200"],
    }
    assert ids() == set()


def test_elasticsearch_needs_its_client(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(
        checks, "find_spec", lambda name: None if name == "elasticsearch" else find_spec(name)
    )
    settings.OS2SITE = {"SEARCH_ENGINE": "elasticsearch", "ELASTICSEARCH_URLS": ["http://a"]}
    assert ids() == {"E006"}


@pytest.mark.parametrize(
    ("app", "error"),
    [("wagtail.contrib.settings", "E007"), ("wagtail.contrib.routable_page", "E008")],
)
def test_needed_apps_of_wagtail(monkeypatch: pytest.MonkeyPatch, app: str, error: str) -> None:
    config = next(config for config in apps.get_app_configs() if config.name == app)
    monkeypatch.delitem(apps.app_configs, config.label)
    assert error in {
        str(item.id).removeprefix("os2site.") for item in checks.check_installation(None)
    }


def test_missing_context_processor_is_a_warning(settings: Any) -> None:
    settings.TEMPLATES = []
    assert {item.id for item in checks.check_installation(None)} == {"os2site.W002"}


def test_ways_past_the_check_of_files_are_warnings(settings: Any) -> None:
    assert checks.check_document_files(None) == []
    settings.WAGTAILDOCS_SERVE_METHOD = "redirect"
    settings.MIDDLEWARE = []
    assert [item.id for item in checks.check_document_files(None)] == [
        "os2site.W006",
        "os2site.W007",
    ]


def test_incompatible_plugin_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, "incompatible", "unbounded")
    assert [item.id for item in checks.check_plugins(None)] == ["os2site.W003"] * 2


def test_failing_plugin_is_a_warning_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, "raising")
    messages = checks.check_plugins(None)
    assert {item.id for item in messages} == {"os2site.W004"}
    assert any("raising failed in importers" in str(item.msg) for item in messages)


def test_two_plugins_with_one_page_type_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, "wellbehaved", "twin")
    assert [item.id for item in checks.check_plugins(None)] == ["os2site.E009"]


def test_a_facet_named_as_a_parameter_of_searches_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    install(monkeypatch, "facet")
    [error] = checks.check_plugins(None)
    assert error.id == "os2site.E010"
    assert "facet names a facet 'language'" in str(error.msg)


def test_import_error_of_a_plugin_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, "brokenimport")
    with pytest.raises(ImportError):
        checks.check_plugins(None)


def test_page_of_a_host_at_a_used_address_is_a_warning(two_languages: TwoLanguageSite) -> None:
    page = two_languages.add("Søg", slug="noget")
    type(page).objects.filter(pk=page.pk).update(slug="soeg")
    assert ids(databases=["default"]) == {"W005"}
    assert ids() == set()
