"""What a projection writes, leaves, and tells the external index."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Page

from os2site.models import OutboxItem, SearchEntry
from os2site.plugins import registry
from os2site.search import maintenance
from os2site.search.engines import database
from os2site.search.types import EntryDraft
from tests.fixtures.site import TwoLanguageSite
from tests.os2site.search import body_pages

pytestmark = pytest.mark.django_db

Project = Callable[[Any], Iterator[EntryDraft]]


@pytest.fixture(autouse=True)
def project_with(monkeypatch: pytest.MonkeyPatch, _entry_types: None) -> Callable[[Project], None]:
    """Body pages are found as a function says, as their plugin's own does at first."""
    shelf = body_pages.BodyShelf(body_pages.__name__, body_pages)
    monkeypatch.setattr(registry, "installed", lambda: [shelf])

    def use(project: Project) -> None:
        types = [replace(item, project=project) for item in body_pages.TYPES]
        monkeypatch.setattr(body_pages, "TYPES", types)
        registry.clear()

    use(body_pages.project)
    return use


@pytest.fixture
def page(two_languages: TwoLanguageSite) -> Any:
    return two_languages.add("Takster")


def entry_of(page: Any) -> SearchEntry:
    return SearchEntry.objects.get(page_id=page.pk)


def test_a_failing_plugin_leaves_its_entries_as_they_were(
    page: Any, project_with: Callable[[Project], None]
) -> None:
    def failing(page: Any) -> Iterator[EntryDraft]:
        raise ZeroDivisionError
        yield

    project_with(failing)
    page.title = "Priser"
    page.save()

    assert entry_of(page).title == "Takster"
    assert [fault.plugin for fault in registry.faults] == ["body_shelf"]


def test_a_page_saved_without_a_change_writes_no_entry(page: Any, settings: Any) -> None:
    settings.OS2SITE = {**settings.OS2SITE, "SEARCH_ENGINE": "elasticsearch"}
    before = entry_of(page).updated_at

    page.save()

    assert entry_of(page).updated_at == before
    assert not OutboxItem.objects.exists()


def test_a_change_is_noted_for_the_external_index(page: Any, settings: Any) -> None:
    settings.OS2SITE = {**settings.OS2SITE, "SEARCH_ENGINE": "elasticsearch"}
    page.title = "Priser"

    page.save()

    assert list(OutboxItem.objects.values_list("key", flat=True)) == [entry_of(page).key]


def test_a_change_of_facets_alone_is_written(
    page: Any, project_with: Callable[[Project], None]
) -> None:
    def by_summary(page: Any) -> Iterator[EntryDraft]:
        yield EntryDraft(title="Titel", slug=page.slug, facets={"category": [page.summary]})

    project_with(by_summary)
    for value in ("borger", "kultur"):
        page.summary = value
        page.save()
        assert [facet.value for facet in entry_of(page).facets.all()] == [value]


def test_an_entry_knows_when_its_page_expires(page: Any) -> None:
    page.expire_at = timezone.now() + datetime.timedelta(days=1)

    page.save()

    assert entry_of(page).expires_at == page.expire_at


def test_a_deleted_page_leaves_nothing_in_the_index(page: Any) -> None:
    page.delete()

    assert not any(database.differences().values())


def test_a_repair_deletes_an_entry_that_no_plugin_would_make(
    two_languages: TwoLanguageSite,
) -> None:
    plain = two_languages.home.add_child(instance=Page(title="Andet", slug="andet"))
    SearchEntry.objects.create(
        key="x",
        page=plain,
        site=two_languages.site,
        language="da",
        type="body",
        slug="andet",
        url="/andet/",
        title="Andet",
        content_hash="x",
    )

    list(maintenance.sync())

    assert not SearchEntry.objects.filter(page=plain).exists()
