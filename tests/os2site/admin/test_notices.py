"""What editors are told on the start page."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone, translation

from os2site.admin.notices import notices
from os2site.models import OutboxItem, SiteSettings
from os2site.plugins import Fault, registry
from tests.fixtures.site import TwoLanguageSite


def texts() -> list[str]:
    with translation.override("en"):
        return [notice.text for notice in notices(RequestFactory().get("/admin/"))]


def test_missing_and_unpublished_legal_pages_are_named(two_languages: TwoLanguageSite) -> None:
    assert len([text for text in texts() if "not chosen" in text]) == 2
    statement = two_languages.add("Erklæring", live=False)
    privacy = two_languages.add("Privatliv")
    SiteSettings.objects.create(
        site=two_languages.site, accessibility_page=statement, privacy_page=privacy
    )
    assert texts() == ["The accessibility statement is not published."]
    statement.save_revision().publish()
    assert texts() == []


def test_changes_that_wait_long_for_the_index_are_counted(two_languages: TwoLanguageSite) -> None:
    before = len(texts())
    OutboxItem.objects.create(key="1")
    assert len(texts()) == before
    OutboxItem.objects.create(key="2", created_at=timezone.now() - datetime.timedelta(hours=1))
    assert len(texts()) == before + 1


def test_start_page_shows_failed_plugins(
    two_languages: TwoLanguageSite, admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(registry._faults, ("p", "w"), Fault("my_plugin", "w", "RuntimeError: x"))
    assert b"my_plugin" in admin_client.get("/admin/").content


def test_overdue_guidance_is_named_and_linked(two_languages: TwoLanguageSite) -> None:
    from tests.testapp.models import ControlledPage

    day = timezone.localdate() - datetime.timedelta(days=1)
    for number in range(7):
        two_languages.home.refresh_from_db()
        two_languages.home.add_child(
            instance=ControlledPage(title=f"Vejledning {number}", revise_by=day)
        )
    two_languages.home.refresh_from_db()
    two_languages.home.add_child(instance=ControlledPage(title="Frisk", revise_by=None))
    found = [text for text in texts() if "revised" in text]
    assert len(found) == 6
    assert "Vejledning 0" in found[0]
    assert found[-1].startswith("2 more pages")
