"""Which entry an event becomes, and who may find it."""

from __future__ import annotations

import datetime

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from os2site.models import Municipality, Region, SearchEntry
from os2site.search.dates import date_labels
from os2site_events.services.places import region_of
from tests.factories.events import local
from tests.os2site_events.conftest import EventMaker

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def facets(entry: SearchEntry) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for facet in entry.facets.order_by("name", "value"):
        found.setdefault(facet.name, []).append(facet.value)
    return found


@pytest.fixture
def aarhus(db: None) -> Municipality:
    region = Region.objects.create(
        slug="midtjylland", name="Midtjylland", full_name="Region Midtjylland"
    )
    return Municipality.objects.create(
        slug="aarhus", name="Aarhus Kommune", short_name="Aarhus", code="751", region=region
    )


def test_a_published_event_has_one_entry_in_the_words_of_its_page(
    event: EventMaker, aarhus: Municipality
) -> None:
    page = event(
        summary="En dag om data.",
        description="<p>Kom &amp; <b>lær</b>.</p><p>Sammen.</p>",
        audience=["myndigheder", "leverandoerer"],
        city="Aarhus C",
        organisers=["Sekretariatet"],
        online_url="https://moede.example/hemmelig",
        programme=[{"title": "Arbejdsborde", "description": "Vælg et bord"}],
        materials=[{"type": "rapport", "title": "Opsamling"}],
    )
    entry = SearchEntry.objects.get(page_id=page.pk)

    assert (entry.type, entry.slug, entry.title) == ("event", "temadag", "Temadag om åbne data")
    assert entry.body == "Kom & lær.\nSammen."
    assert entry.keywords == "Temadag"
    for text in ("Aarhus C", "Arbejdsborde", "Vælg et bord", "Opsamling", "Sekretariatet"):
        assert text in entry.extra
    assert entry.date == page.starts_at
    assert entry.ends_at == page.ends_at
    assert facets(entry) == {
        "attendance": ["fysisk"],
        "audience": ["leverandoerer", "myndigheder"],
        "date": ["2038-01"],
        "event_type": ["temadag"],
        "region": ["midtjylland"],
    }


def test_the_link_to_the_meeting_and_closed_items_are_in_no_entry(event: EventMaker) -> None:
    page = event(
        online_url="https://moede.example/hemmelig",
        programme=[
            {
                "title": "Krav til en fælles integration",
                "description": "Fortroligt indhold",
                "speaker_role": "Fortrolig rolle",
                "audience": "produktfaellesskab",
            }
        ],
    )
    entry = SearchEntry.objects.get(page_id=page.pk)
    everything = " ".join([entry.extra, entry.body, entry.keywords, str(entry.card)])

    assert "Krav til en fælles integration" in everything
    assert "hemmelig" not in everything
    assert "ortrolig" not in everything


def test_an_event_of_both_kinds_is_found_under_both(event: EventMaker) -> None:
    entry = SearchEntry.objects.get(page_id=event(location_type="hybrid").pk)

    assert facets(entry)["attendance"] == ["fysisk", "online"]


def test_an_event_over_new_year_is_found_in_both_months(event: EventMaker) -> None:
    page = event(starts_at="2037-12-31 22:00", ends_at="2038-01-01 02:00")

    assert facets(SearchEntry.objects.get(page_id=page.pk))["date"] == ["2037-12", "2038-01"]


def test_the_month_is_that_of_the_local_day(event: EventMaker) -> None:
    page = event(starts_at="2038-05-01 00:30", ends_at="2038-05-01 01:30")

    assert facets(SearchEntry.objects.get(page_id=page.pk))["date"] == ["2038-05"]


def test_months_are_named_in_the_language_and_nonsense_is_not() -> None:
    assert date_labels(["2037-12", "2026-13", "x", ""], "da") == {"2037-12": "December 2037"}
    assert date_labels(["2038-05"], "da") == {"2038-05": "Maj 2038"}
    assert date_labels(["2038-05"], "en") == {"2038-05": "May 2038"}


def test_the_editors_region_comes_before_the_citys(event: EventMaker, aarhus: Municipality) -> None:
    other = Region.objects.create(slug="nord", name="Nord", full_name="Region Nord")

    assert region_of(event=event(city="Aarhus C", region=other, slug="a")) == other
    assert region_of(event=event(city="aarhus", slug="b")) == aarhus.region
    assert region_of(event=event(city="Atlantis", slug="c")) is None
    assert region_of(event=event(city="Aarhus", location_type="online", slug="d")) is None


def test_a_renamed_region_reaches_the_entry(event: EventMaker, aarhus: Municipality) -> None:
    page = event(city="Aarhus C")
    aarhus.region.slug = "midt"
    aarhus.region.save()

    assert facets(SearchEntry.objects.get(page_id=page.pk))["region"] == ["midt"]


class TestVisibility:
    def test_a_draft_has_no_entry(self, event: EventMaker) -> None:
        event(live=False)

        assert not SearchEntry.objects.filter(type="event").exists()

    def test_an_unpublished_and_an_expired_event_lose_theirs(self, event: EventMaker) -> None:
        event().unpublish()
        event(slug="gammel", expire_at=timezone.now() - datetime.timedelta(days=1))

        assert not SearchEntry.objects.filter(type="event").exists()

    @pytest.mark.parametrize("kind", ["login", "groups", "password"])
    def test_a_private_event_has_none(self, event: EventMaker, kind: str) -> None:
        page = event()
        restriction = PageViewRestriction(page=page, restriction_type=kind, password="x")
        restriction.save()
        if kind == "groups":
            restriction.groups.add(Group.objects.create(name="Bestyrelsen"))

        assert not SearchEntry.objects.filter(type="event").exists()

    def test_it_comes_back_with_the_restriction_gone(self, event: EventMaker, site: Site) -> None:
        page = event()
        restriction = PageViewRestriction.objects.create(
            page=site.root_page, restriction_type="login"
        )
        assert not SearchEntry.objects.filter(type="event").exists()
        restriction.delete()

        assert SearchEntry.objects.filter(page_id=page.pk).exists()


def test_a_moved_date_reaches_the_entry(event: EventMaker) -> None:
    page = event()
    page.starts_at, page.ends_at = local("2038-02-02 09:00"), local("2038-02-02 10:00")
    page.save_revision().publish()
    entry = SearchEntry.objects.get(page_id=page.pk)

    assert entry.ends_at == local("2038-02-02 10:00")
    assert facets(entry)["date"] == ["2038-02"]


def test_a_cancelled_event_weighs_less(event: EventMaker) -> None:
    event(slug="a")
    event(slug="b", status="aflyst")
    boosts = dict(SearchEntry.objects.filter(type="event").values_list("slug", "boost"))

    assert boosts["b"] < boosts["a"]
