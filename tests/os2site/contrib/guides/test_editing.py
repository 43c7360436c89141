"""What editors meet: the form of a guide and the panel of overdue ones."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from tests.factories.guides import guide, guide_index

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> User:
    """An administrator who is logged in."""
    user = User.objects.create_superuser("redaktoer", "os2@os2.eu", "hemmeligt-ord")
    client.force_login(user)
    return user


def form(**values: Any) -> dict[str, Any]:
    """What the browser sends for a guide."""
    found: dict[str, Any] = nested_form_data(
        {
            "title": "Kom godt i gang",
            "slug": "kom-godt-i-gang",
            "summary": "",
            "body": streamfield([("heading", "Formål")]),
            "checklist": "Et\nTo",
            "control_state": "godkendt",
            "glossary_terms": "",
            "sources": "",
            "related_pages": inline_formset([]),
            "comments": inline_formset([]),
        }
        | values
    )
    return found | {"audience": ["medlemmer", "leverandoerer"]}


def add(client: Client, **values: Any) -> Any:
    address = reverse(
        "wagtailadmin_pages:add", args=["os2site_guides_pages", "guidepage", guide_index().pk]
    )
    return client.post(address, form(**values))


def test_an_approved_guide_can_be_published(client: Client, editor: User) -> None:
    answer = add(client, **{"action-publish": "1"})

    assert answer.status_code == 302, answer.context["form"].errors
    page = type(guide("Anden")).objects.get(slug="kom-godt-i-gang")
    assert page.live
    assert page.checklist == ["Et", "To"]
    assert page.audience == ["medlemmer", "leverandoerer"]


def test_a_draft_can_be_saved_but_not_published(client: Client, editor: User) -> None:
    refused = add(client, control_state="udkast", **{"action-publish": "1"})
    assert refused.status_code == 200
    assert "control_state" in refused.context["form"].errors

    assert add(client, control_state="udkast").status_code == 302


def test_the_form_shows_what_is_chosen(client: Client, editor: User) -> None:
    page = guide(audience=["medlemmer"])

    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content
    boxes = BeautifulSoup(html, "html.parser").select('input[name="audience"]')
    assert len(boxes) == 5
    assert [box["value"] for box in boxes if box.has_attr("checked")] == ["medlemmer"]


def due_in(days: int, title: str) -> Any:
    return guide(title, revise_by=timezone.localdate() + datetime.timedelta(days=days))


def start_page(client: Client) -> BeautifulSoup:
    return BeautifulSoup(client.get(reverse("wagtailadmin_home")).content, "html.parser")


def test_guides_that_are_soon_to_be_revised_are_on_the_start_page(
    client: Client, editor: User
) -> None:
    soon = due_in(30, "Snart")
    due_in(0, "I dag")
    due_in(31, "Senere")
    due_in(-1, "Overskredet")

    panel = start_page(client).select_one("#os2site-guides-to-revise-section")
    assert panel is not None
    assert "2 vejledninger skal revideres inden for 30 dage" in panel.get_text()
    assert [link.get_text() for link in panel.select("li a")] == ["I dag", "Snart"]
    assert panel.select("li a")[1]["href"] == reverse("wagtailadmin_pages:edit", args=[soon.pk])


def test_an_overdue_guide_is_among_the_notices_of_the_start_page(
    client: Client, editor: User
) -> None:
    due_in(-1, "Overskredet")

    assert "Overskredet" in start_page(client).select_one("main").get_text()  # type: ignore[union-attr]


def test_without_a_revision_soon_there_is_no_panel(client: Client, editor: User) -> None:
    guide()

    assert start_page(client).select_one("#os2site-guides-to-revise-section") is None


def test_only_those_who_may_edit_a_guide_are_told(client: Client) -> None:
    due_in(10, "Snart")
    elsewhere = guide("Andet sted")
    group = Group.objects.create(name="Andre")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.create(group=group, page=elsewhere, permission_type="change")
    user = User.objects.create_user("anden", password="hemmeligt-ord")
    user.groups.add(group)
    client.force_login(user)

    assert start_page(client).select_one("#os2site-guides-to-revise-section") is None
