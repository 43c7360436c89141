"""When a page projects itself into search."""

from __future__ import annotations

import pytest

from os2site.models import SearchEntry
from os2site.search import projection
from tests.factories import news

pytestmark = pytest.mark.django_db


@pytest.fixture
def projected(monkeypatch: pytest.MonkeyPatch) -> list[set[int]]:
    """The pages of each projection, in turn."""
    calls: list[set[int]] = []
    project = projection.project_pages

    def note(page_ids: set[int]) -> None:
        calls.append(set(page_ids))
        project(page_ids)

    monkeypatch.setattr(projection, "project_pages", note)
    return calls


def test_a_draft_is_saved_without_projecting_the_page(projected: list[set[int]]) -> None:
    page = news.news("Udgave 1")
    projected.clear()
    page.title = "Udgave 2"
    page.save_revision()
    assert projected == []
    assert SearchEntry.objects.get(page_id=page.pk).title == "Udgave 1"


def test_a_page_is_projected_once_when_it_is_published(projected: list[set[int]]) -> None:
    page = news.news("Udgave 1")
    projected.clear()
    page.title = "Udgave 2"
    page.save_revision().publish()
    assert projected == [{page.pk}]
    assert SearchEntry.objects.get(page_id=page.pk).title == "Udgave 2"
