"""News in search: what the entry says, and that nothing hidden has one."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from os2site.models import SearchEntry, SearchFacet
from tests.factories.guides import guide
from tests.factories.news import news, news_index

pytestmark = pytest.mark.django_db


def test_the_entry_says_what_the_news_says() -> None:
    target = guide("De tre niveauer")
    page = news(
        "Vejviser løftet",
        date=datetime.date(2026, 3, 2),
        news_type="beslutning",
        summary="Nu på niveau 2.",
        body=["Styregruppen er på plads."],
        tags=["governance"],
        related=[target],
        demo=True,
    )

    entry = SearchEntry.objects.get(page=page.pk)
    facets = set(SearchFacet.objects.filter(entry=entry).values_list("name", "value"))
    assert (entry.type, entry.slug, entry.title) == ("news", "vejviser-loeftet", "Vejviser løftet")
    assert entry.summary == "Nu på niveau 2."
    assert "Styregruppen er på plads." in entry.body
    assert entry.keywords == "governance"
    assert entry.extra == "De tre niveauer"
    assert timezone.localdate(entry.date) == datetime.date(2026, 3, 2)
    assert facets == {("news_type", "beslutning"), ("year", "2026")}
    assert entry.demo


def test_the_entry_follows_the_title_of_a_related_page() -> None:
    target = guide("De tre niveauer")
    page = news(related=[target])

    target.title = "Fire niveauer"
    target.save_revision().publish()

    assert SearchEntry.objects.get(page=page.pk).extra == "Fire niveauer"


def test_the_title_of_a_draft_that_news_points_at_is_not_found() -> None:
    page = news(related=[guide("Hemmelig plan", live=False)])

    assert "Hemmelig" not in SearchEntry.objects.get(page=page.pk).extra


def test_a_draft_has_no_entry() -> None:
    page = news(live=False)

    assert not SearchEntry.objects.filter(page=page.pk).exists()


def test_unpublished_news_loses_its_entry() -> None:
    page = news()
    page.unpublish()

    assert not SearchEntry.objects.filter(page=page.pk).exists()


def test_news_under_a_restriction_has_no_entry() -> None:
    page = news()
    PageViewRestriction.objects.create(page=news_index(), restriction_type="login")

    assert not SearchEntry.objects.filter(page=page.pk).exists()
