"""Events in the administration."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.models import Site
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from os2site_events.pages.models import EventIndexPage, EventPage
from os2site_events.services import upcoming
from tests.factories.events import local
from tests.os2site_events.conftest import EventMaker

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def editor(client: Client) -> Client:
    """A browser in which an administrator is logged in."""
    client.force_login(User.objects.create_superuser("redaktion", password="x"))
    return client


def form_data(**values: Any) -> dict[str, Any]:
    """What the editor's browser sends for a new event with the least that is needed."""
    data = {
        "title": "Temadag",
        "slug": "temadag",
        "event_type": "temadag",
        "status": "planlagt",
        "starts_at": "2038-01-05 09:30",
        "ends_at": "2038-01-05 15:30",
        "timezone": "Europe/Copenhagen",
        "location_type": "fysisk",
        "price_currency": "DKK",
        "description": rich_text("<p>Tekst</p>"),
        "assembly_months": "04\n05",
        "assembly_notice_days": "30",
        "assembly_proposals_due_days": "14",
        "assembly_papers_days": "8",
        "assembly_minutes_days": "14",
        "assembly_votes": "1",
        "programme": inline_formset([]),
        "materials": inline_formset([]),
        "products": inline_formset([]),
        "questions": inline_formset([]),
        "quotas": inline_formset([]),
        "max_persons": "5",
        "offer_hours": "48",
        "reminder_days": "2",
        "keep_days": "60",
        "keep_sensitive_days": "7",
        "comments": inline_formset([]),
        **values,
    }
    return dict(nested_form_data(data))


def add_url(index: EventIndexPage) -> str:
    return reverse("wagtailadmin_pages:add", args=["os2site_events_pages", "eventpage", index.pk])


def test_the_empty_form_has_danish_labels_and_sensible_defaults(
    editor: Client, index: EventIndexPage
) -> None:
    page = BeautifulSoup(editor.get(add_url(index)).content, "html.parser")
    tabs = [tab.get_text(strip=True).removesuffix("()") for tab in page.select('[role="tab"]')]

    assert "Sted og tilmelding" in tabs
    assert "Program og dokumenter" in tabs
    selected = {
        name: page.select_one(f'select[name="{name}"] option[selected]')["value"]  # type: ignore[index]
        for name in ("event_type", "status", "location_type")
    }
    assert selected == {"event_type": "temadag", "status": "planlagt", "location_type": "fysisk"}
    timezone = page.select_one('input[name="timezone"]')
    assert timezone is not None
    assert timezone["value"] == "Europe/Copenhagen"
    assert page.select_one('input[type="checkbox"][name="audience"][value="alle"]') is not None


def test_an_event_is_made_and_published_with_its_rows(
    editor: Client, index: EventIndexPage
) -> None:
    data = form_data(
        organisers="Sekretariatet\nEn gruppe",
        programme=inline_formset(
            [{"title": "Oplæg", "start_time": "10:00", "end_time": "11:00", "audience": ""}]
        ),
    )
    data |= {"audience": ["alle", "medlemmer"], "action-publish": "1"}
    response = editor.post(add_url(index), data)

    assert response.status_code == 302
    event = EventPage.objects.get()
    assert event.live
    assert event.starts_at == local("2038-01-05 09:30")
    assert event.audience == ["alle", "medlemmer"]
    assert event.organisers == ["Sekretariatet", "En gruppe"]
    assert event.programme.get().title == "Oplæg"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"ends_at": "2038-01-05 09:00"}, "Det skal slutte, efter at det er begyndt."),
        ({"registration_deadline": "2038-01-06"}, "Fristen ligger efter"),
        ({"waiting_list": "on"}, "En venteliste kræver et antal pladser."),
        ({"timezone": "Atlantis"}, "Atlantis er ikke en tidszone."),
    ],
)
def test_contradictions_are_explained_in_danish(
    editor: Client, index: EventIndexPage, values: dict[str, str], message: str
) -> None:
    response = editor.post(add_url(index), {**form_data(**values), "action-publish": "1"})

    assert response.status_code == 200
    assert message in response.content.decode()
    assert not EventPage.objects.exists()


def test_a_new_event_can_be_previewed_before_it_is_saved(
    editor: Client, index: EventIndexPage
) -> None:
    url = reverse(
        "wagtailadmin_pages:preview_on_add", args=["os2site_events_pages", "eventpage", index.pk]
    )
    assert editor.post(url, form_data()).json()["is_valid"]
    response = editor.get(url)

    assert response.status_code == 200
    assert "5. januar 2038" in response.content.decode()


def test_the_editor_sees_what_follows_from_the_rules(editor: Client, event: EventMaker) -> None:
    page = event(
        starts_at="2038-06-30 09:30",
        ends_at="2038-06-30 16:30",
        has_assembly=True,
        promotion_co_organised=True,
    )
    content = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert "31. maj 2038" in content
    assert "Vedtægterne tillader ikke en generalforsamling i denne måned." in content
    assert "Kommunikationsmedarbejderne er inddraget." in content


def test_the_list_of_events_opens(editor: Client, event: EventMaker) -> None:
    event(title="Temadag om alt")
    response = editor.get(reverse("os2site_events:index"))

    assert response.status_code == 200
    assert "Temadag om alt" in response.content.decode()


def test_the_start_page_shows_what_comes_next(editor: Client, event: EventMaker) -> None:
    event(title="Kommer", slug="a", starts_at="2099-01-01 10:00", ends_at="2099-01-01 11:00")
    event(title="Var", slug="b", starts_at="2020-01-01 10:00", ends_at="2020-01-01 11:00")
    event(title="Kladde", slug="c", ends_at="2099-01-01 11:00", live=False)
    panel = BeautifulSoup(
        editor.get(reverse("wagtailadmin_home")).content, "html.parser"
    ).select_one("#os2site-next-events-section, #os2site-next-events")

    assert panel is not None
    assert "Kommer" in panel.get_text()
    assert "Var" not in panel.get_text()
    assert "Kladde" not in panel.get_text()


def test_only_those_who_may_edit_get_the_link(event: EventMaker) -> None:
    event(starts_at="2099-01-01 10:00", ends_at="2099-01-01 11:00")
    reader = User.objects.create_user("laeser", password="x")
    editor = User.objects.create_superuser("redaktion", password="x")

    assert [item.edit_url for item in upcoming.next_events(user=reader)] == [""]
    assert upcoming.next_events(user=editor)[0].edit_url


def test_real_public_events_to_come_are_counted(site: Site, event: EventMaker) -> None:
    assert upcoming.coming_events(site) is None
    coming = {"starts_at": "2099-01-01 10:00", "ends_at": "2099-01-01 11:00"}
    event(slug="a", **coming)
    event(slug="b", **coming, demo=True)
    event(slug="c", **coming, status="aflyst")
    event(slug="d", **coming, live=False)
    event(slug="e", starts_at="2020-01-01 10:00", ends_at="2020-01-01 11:00")

    assert upcoming.coming_events(site) == 1


def test_the_list_says_when_an_event_begins(editor: Client, event: EventMaker) -> None:
    event(starts_at="2099-01-05 09:30", ends_at="2099-01-05 11:00")
    listed = BeautifulSoup(editor.get("/admin/os2site_events/").content, "html.parser")
    assert "5. januar 2099 09.30" in listed.select_one("table.listing tbody").get_text(" ")  # type: ignore[union-attr]
