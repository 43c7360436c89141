"""The plugin machinery, with plugins that are really installed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from django.apps import AppConfig, apps
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from wagtail.models import Site

from os2site.models import DisabledPlugin
from os2site.plugins import CONTRIBUTION_KINDS, Fault, registry
from os2site.services import key_figures
from tests.fixtures.site import TwoLanguageSite

Install = Callable[..., None]


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Install plugins of ``tests.plugins`` by name, beside those of the settings.

    Not with ``INSTALLED_APPS``: changing it runs ``ready()`` of all apps again, which Wagtail's
    own don't bear.
    """

    def install_plugins(*names: str) -> None:
        for name in names:
            config = AppConfig.create(f"tests.plugins.{name}.apps.TestConfig")
            config.apps = apps
            config.models = {}
            monkeypatch.setitem(apps.app_configs, config.label, config)
        registry.clear()

    yield install_plugins
    monkeypatch.undo()
    registry.clear()


def labels(found: Iterable[Any]) -> list[str]:
    """Labels of the tests' own plugins among the configurations or contributions found."""
    configs = [item[0] if isinstance(item, tuple) else item for item in found]
    return [item.label for item in configs if item.name.startswith("tests.plugins.")]


def switch_off(label: str) -> Site:
    site = Site.objects.get(is_default_site=True)
    DisabledPlugin.objects.create(site=site, label=label)
    return site


def test_incompatible_plugin_is_installed_but_contributes_nothing(
    install: Install, db: None
) -> None:
    install("incompatible", "unbounded", "wellbehaved")
    assert labels(registry.installed()) == ["incompatible", "unbounded", "wellbehaved"]
    assert labels(registry.active()) == ["wellbehaved"]
    assert labels(registry.contributions("key_figures")) == ["wellbehaved"]


def test_incompatibility_says_why(install: Install) -> None:
    install("incompatible", "unbounded", "wellbehaved")
    reasons = {config.label: config.incompatibility() for config in registry.installed()}
    assert "needs os2site >=98,<99" in (reasons["incompatible"] or "")
    assert "no upper bound" in (reasons["unbounded"] or "")
    assert reasons["wellbehaved"] is None


@pytest.mark.parametrize("kind", CONTRIBUTION_KINDS)
def test_failure_in_any_contribution_leaves_the_others(
    install: Install, db: None, kind: str
) -> None:
    install("raising", "wellbehaved")
    declared = [label for label in labels(registry.active()) if has(label, kind)]
    raised = {fault.plugin for fault in _ask_all(kind)}
    survivors = [label for label in declared if label not in raised]
    assert sorted(set(labels(registry.contributions(kind)))) == sorted(survivors)
    assert ("wellbehaved" in survivors) == has("wellbehaved", kind)


def has(label: str, kind: str) -> bool:
    return bool(getattr(apps.get_app_config(label), kind))


def _ask_all(kind: str) -> Iterable[Fault]:
    list(registry.contributions(kind))
    return registry.faults


def test_fault_is_remembered_with_place_and_reason(install: Install) -> None:
    install("raising")
    for __ in range(2):
        assert labels(registry.contributions("importers")) == []
    (fault,) = registry.faults
    assert (fault.plugin, fault.where) == ("raising", "importers")
    assert "on purpose" in fault.reason


def test_import_error_is_not_swallowed(install: Install) -> None:
    install("brokenimport")
    with pytest.raises(ImportError):
        list(registry.contributions("feeds"))


def test_unknown_kind_is_an_error(install: Install) -> None:
    install("wellbehaved")
    with pytest.raises(ValueError, match="Unknown kind"):
        list(registry.contributions("colours"))


def test_two_plugins_with_one_page_type_are_refused(install: Install) -> None:
    install("wellbehaved", "twin")
    with pytest.raises(ImproperlyConfigured, match="body"):
        registry.page_types()


def test_plugin_that_is_off_on_a_site_contributes_there_nothing(
    install: Install, two_languages: TwoLanguageSite
) -> None:
    install("wellbehaved")
    other = Site.objects.create(hostname="anden.example", root_page=two_languages.home, port=8000)
    site = switch_off("wellbehaved")
    assert labels(registry.contributions("key_figures", site=site)) == []
    assert labels(registry.contributions("key_figures", site=other)) == ["wellbehaved"]
    assert "body" not in registry.page_types(site=site)


def test_models_of_a_plugin_that_is_off_stay(install: Install, db: None) -> None:
    install("wellbehaved")
    switch_off("wellbehaved")
    assert apps.get_app_config("wellbehaved")


def test_site_survives_a_plugin_that_fails_everywhere(
    install: Install,
    two_languages: TwoLanguageSite,
    admin_client: Client,
) -> None:
    install("raising", "wellbehaved")
    assert admin_client.get("/").status_code == 200
    assert admin_client.get("/sitemap.xml").status_code == 200
    assert b"hello from the panel" in admin_client.get("/admin/").content
    site = two_languages.site
    assert [item.value for item in key_figures.collect(site=site, names=["broken", "seven"])] == [7]
    assert admin_client.get("/api/v1/bodies/").status_code == 200
    ready = admin_client.get("/health/ready")
    assert ready.status_code == 200
    faulty = {fault["plugin"] for fault in ready.json()["parts"]["plugins"]["faults"]}
    assert faulty == {"raising"}


def test_failing_operation_of_the_api_answers_in_json(
    install: Install, two_languages: TwoLanguageSite
) -> None:
    install("raising")
    response = Client().get("/api/v1/raising/")
    assert response.status_code == 500
    assert list(response.json()) == ["detail"]
    assert "on purpose" not in response.content.decode()
    assert any(fault.where.startswith("api.") for fault in registry.faults)


def test_contributions_of_a_plugin_appear_and_go_with_its_switch(
    install: Install, two_languages: TwoLanguageSite, admin_client: Client
) -> None:
    install("wellbehaved")
    news = two_languages.add("Nyt")

    def state() -> dict[str, bool]:
        admin = admin_client.get("/admin/").content
        return {
            "panel": b"hello from the panel" in admin,
            "menu": b"Mine ting" in admin,
            "api": Client().get("/api/v1/bodies/").status_code == 200,
            "feed": b"feed/" in Client().get("/nyt/").content,
            "sitemap": b"/nyt/details/" in Client().get("/sitemap.xml").content,
        }

    assert all(state().values()), state()
    switch_off("wellbehaved")
    assert not any(state().values()), state()
    assert Client().get(news.url).status_code == 200


def test_plugin_sitemap_leaves_out_what_is_not_public(
    install: Install, two_languages: TwoLanguageSite
) -> None:
    install("wellbehaved")
    two_languages.add("Kladde", live=False)
    body = Client().get("/sitemap.xml").content
    assert b"kladde" not in body


def test_plugin_list_switches_a_plugin(
    install: Install, two_languages: TwoLanguageSite, admin_client: Client
) -> None:
    install("wellbehaved", "incompatible")
    page = admin_client.get("/admin/os2site/plugins/")
    assert b"Plugin wellbehaved" in page.content
    assert b"needs os2site" in page.content
    data = {"site": two_languages.site.pk, "state": "off"}
    assert admin_client.post("/admin/os2site/plugins/wellbehaved/", data).status_code == 302
    assert labels(registry.active(site=two_languages.site)) == []
    admin_client.post("/admin/os2site/plugins/wellbehaved/", data | {"state": "on"})
    assert labels(registry.active(site=two_languages.site)) == ["wellbehaved"]


def test_switch_needs_permission_post_and_csrf_token(
    install: Install, two_languages: TwoLanguageSite, django_user_model: Any, admin_user: Any
) -> None:
    from django.contrib.auth.models import Permission

    install("wellbehaved")
    url = "/admin/os2site/plugins/wellbehaved/"
    data = {"site": two_languages.site.pk, "state": "off"}
    editor = django_user_model.objects.create_user("redaktør", password="x")
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = Client()
    client.force_login(editor)
    assert client.post(url, data).status_code == 302
    assert client.get("/admin/os2site/plugins/").status_code == 302
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(admin_user)
    assert strict.post(url, data).status_code == 403
    assert strict.get(url).status_code == 405
    assert not DisabledPlugin.objects.exists()


@pytest.mark.parametrize(
    ("label", "data", "status"),
    [
        ("unknown", {"site": "1", "state": "off"}, 404),
        ("wellbehaved", {"site": "999999", "state": "off"}, 404),
        ("wellbehaved", {"site": "x", "state": "off"}, 404),
        ("wellbehaved", {"state": "off"}, 404),
        ("wellbehaved", {"site": "1", "state": "maybe"}, 400),
    ],
)
def test_switch_refuses_what_it_does_not_know(
    install: Install, admin_client: Client, label: str, data: dict[str, str], status: int
) -> None:
    install("wellbehaved")
    response = admin_client.post(f"/admin/os2site/plugins/{label}/", data)
    assert response.status_code == status
