"""What editors meet: the form of the vision page."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from os2site.contrib.content.pages.models import HomePage
from os2site.contrib.vision.pages.models import VisionPage

pytestmark = pytest.mark.django_db


def item(**values: Any) -> dict[str, Any]:
    return {
        "type": "indsats",
        "emoji": "🆙",
        "title": "Et bedre tilbud",
        "slug": "tilbud",
        "text": "null",
        "status": "i-gang",
        "period_from": "2022",
        "period_to": "",
        "period_note": "",
        "milestones": streamfield([("milestone", {"year": "2023", "month": "", "text": "Nået"})]),
        "sources": "",
        **values,
    }


def add(client: Client, home: HomePage, *items: dict[str, Any]) -> Any:
    user = User.objects.filter(username="redaktoer").first()
    user = user or User.objects.create_superuser("redaktoer", "os2@os2.eu", "hemmeligt-ord")
    client.force_login(user)
    address = reverse(
        "wagtailadmin_pages:add", args=["os2site_vision_pages", "visionpage", home.pk]
    )
    return client.post(
        address,
        nested_form_data(
            {
                "title": "Vision",
                "slug": "vision",
                "heading": "",
                "sources": "",
                "items": inline_formset(list(items)),
                "products": inline_formset([]),
                "comments": inline_formset([]),
                "action-publish": "1",
            }
        ),
    )


def test_an_initiative_is_saved_with_its_milestones(client: Client, home: HomePage) -> None:
    answer = add(client, home, item())

    assert answer.status_code == 302, answer.context["form"].errors
    saved = VisionPage.objects.get().items.get()
    assert (saved.status, saved.period_from, saved.emoji) == ("i-gang", 2022, "🆙")
    assert saved.milestones[0].value["text"] == "Nået"


@pytest.mark.parametrize(
    "items",
    [
        [item(), item()],
        [item(period_to="2021")],
        [item(period_from="", period_to="2022")],
        [item(period_from="12")],
    ],
)
def test_a_wrong_item_is_refused(
    client: Client, home: HomePage, items: list[dict[str, Any]]
) -> None:
    assert add(client, home, *items).status_code == 200
    assert not VisionPage.objects.exists()
