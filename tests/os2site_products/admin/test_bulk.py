"""Changing many products or suppliers at once: seen before, allowed only where the form is."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from os2site_products.models import ProductMove
from tests.factories.suppliers import product, supplier

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def client_of(group: str) -> Client:
    user = get_user_model().objects.create_user(group, f"{group}@eksempel.example", "pw")
    user.groups.set(Group.objects.filter(name=group))
    client = Client()
    client.force_login(user)
    return client


def address(action: str, *pages: Any) -> str:
    meta = pages[0]._meta
    chosen = "&".join(f"id={page.pk}" for page in pages)
    return f"/admin/bulk/{meta.app_label}/{meta.model_name}/{action}/?next=/admin/&{chosen}"


def shown(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def test_moderators_move_products_and_history_says_so() -> None:
    moderator = client_of("Moderators")
    one, same = product("Alfa", lifecycle="udvikling"), product("Beta", lifecycle="drift")
    changed = product("Gamma", lifecycle="udvikling")
    changed.tagline = "Ikke udgivet endnu"
    changed.save_revision()
    url = address("os2site_lifecycle", one, same, changed)

    text = shown(moderator, url)
    assert "Alfa Under udvikling" in text
    assert "Gamma Under udvikling Gemmes som kladde" in text
    assert not ProductMove.objects.exists(), "looking changes nothing"

    sent = moderator.post(url, {"lifecycle": "drift", "decided_by": "styregruppen"}, follow=True)

    assert "1 side er rettet. 1 side har ændringen som kladde." in sent.content.decode()
    pages = {page.title: page for page in type(one).objects.all()}
    assert {title: page.lifecycle for title, page in pages.items()} == {
        "Alfa": "drift",
        "Beta": "drift",
        "Gamma": "udvikling",
    }
    draft = pages["Gamma"].get_latest_revision_as_object()
    assert (draft.lifecycle, draft.tagline) == ("drift", "Ikke udgivet endnu")
    [move] = ProductMove.objects.all()
    assert (move.product_id, move.before, move.after) == (one.pk, "udvikling", "drift")
    assert move.decided_by_role == "styregruppen"


def test_an_editor_without_the_right_to_publish_leaves_a_draft() -> None:
    page = product("Alfa", lifecycle="udvikling")
    url = address("os2site_lifecycle", page)
    client_of("Editors").post(url, {"lifecycle": "drift", "decided_by": ""})
    page.refresh_from_db()
    assert (page.lifecycle, page.has_unpublished_changes) == ("udvikling", True)
    assert not ProductMove.objects.exists()


def test_nobody_changes_what_they_may_not_edit_or_what_is_no_choice() -> None:
    page, locked = product("Alfa", lifecycle="udvikling"), product("Låst", lifecycle="udvikling")
    type(locked).objects.filter(pk=locked.pk).update(locked=True)
    Group.objects.create(name="Gæster").permissions.set(
        Group.objects.get(name="Editors").permissions.filter(codename="access_admin")
    )
    url = address("os2site_lifecycle", page, locked)
    assert "du må ikke rette dem" in shown(client_of("Gæster"), url).lower()
    moderator = client_of("Moderators")
    for client, lifecycle in ((client_of("Gæster2"), "drift"), (moderator, "findes-ikke")):
        assert client.post(url, {"lifecycle": lifecycle}).status_code in {200, 302}
    moderator.post(url, {"lifecycle": "drift"})
    values = type(page).objects.order_by("pk").values_list("lifecycle", flat=True)
    assert list(values) == ["drift", "udvikling"]


def test_profiles_are_confirmed_today() -> None:
    moderator = client_of("Moderators")
    one, two = supplier("Drift"), supplier("Hjælp")
    url = address("os2site_confirm", one, two)
    assert "Drift Aldrig bekræftet" in shown(moderator, url)
    moderator.post(url)
    days = type(one).objects.values_list("confirmed_on", flat=True)
    assert list(days) == [timezone.localdate()] * 2


@pytest.mark.parametrize(
    ("path", "page", "label"),
    [
        ("/admin/os2site_products/", product, "Sæt livscyklus"),
        ("/admin/os2site_suppliers/", supplier, "Bekræft profil"),
    ],
)
def test_lists_offer_it_beside_wagtails_own(path: str, page: Any, label: str) -> None:
    one = page()
    soup = BeautifulSoup(client_of("Moderators").get(path).content, "html.parser")
    buttons = soup.select("[data-bulk-action-button]")
    assert label in {button.get_text(strip=True) for button in buttons}
    assert len(buttons) == 4 or soup.select_one(".bulk-actions-buttons")
    publish = address("publish", one)
    assert client_of("Editors").get(publish).status_code == 200
