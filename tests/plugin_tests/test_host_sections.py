"""A host's own page above ours: what happens to it must reach our entries."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction, Site

from os2site.models import SearchEntry
from os2site.page_types import get_page_model

pytestmark = pytest.mark.django_db


@pytest.fixture
def root() -> Page:
    return Site.objects.get(is_default_site=True).root_page


@pytest.fixture
def section(root: Page) -> Page:
    return root.add_child(instance=Page(title="Afsnit", slug="afsnit"))


@pytest.fixture
def glossary(section: Page) -> Any:
    page = section.add_child(instance=get_page_model("ordbog")(title="Ordbog", slug="ordbog"))
    page.words.add(page.words.model(term="Vederlag", slug="vederlag", definition="Betaling."))
    page.save_revision().publish()
    return page


def test_moved_section_takes_our_pages_along(root: Page, section: Page, glossary: Any) -> None:
    other = root.add_child(instance=Page(title="Andet", slug="andet"))
    section.move(other, pos="last-child")
    assert SearchEntry.objects.get().url == "/andet/afsnit/ordbog/#vederlag"


def test_section_moved_into_a_private_one_is_found_no_more(
    root: Page, section: Page, glossary: Any, client: Client
) -> None:
    other = root.add_child(instance=Page(title="Internt", slug="internt"))
    PageViewRestriction.objects.create(page=other, restriction_type=PageViewRestriction.LOGIN)
    section.move(other, pos="last-child")
    assert not SearchEntry.objects.exists()
    assert client.get("/api/v1/search/", {"q": "vederlag"}).json()["total"] == 0


def test_new_slug_of_a_section_changes_our_addresses(
    section: Page, glossary: Any, django_capture_on_commit_callbacks: Any
) -> None:
    section.refresh_from_db()
    section.slug = "nyt-afsnit"
    with django_capture_on_commit_callbacks(execute=True):
        section.save()
    assert SearchEntry.objects.get().url == "/nyt-afsnit/ordbog/#vederlag"


def test_deleted_section_leaves_no_entry(section: Page, glossary: Any) -> None:
    section.delete()
    assert not SearchEntry.objects.exists()
