"""Addresses that the site uses itself."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.test import Client

from tests.fixtures.site import TwoLanguageSite
from tests.testapp.models import BodyPage


@pytest.mark.parametrize("slug", ["soeg", "api", "admin", "health", "en", "da", "media", "static"])
def test_page_below_the_front_page_cannot_take_a_used_address(
    two_languages: TwoLanguageSite, slug: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        two_languages.add("Side", slug=slug)
    assert "slug" in caught.value.message_dict


def test_front_pages_of_other_languages_are_protected_too(two_languages: TwoLanguageSite) -> None:
    with pytest.raises(ValidationError):
        two_languages.add("Search", slug="soeg", parent=two_languages.home_en)


def test_deeper_page_may_have_any_slug(two_languages: TwoLanguageSite) -> None:
    section = two_languages.add("Hjælp")
    assert two_languages.add("API", slug="api", parent=section).slug == "api"


def test_editor_is_told_in_the_form(two_languages: TwoLanguageSite, admin_client: Client) -> None:
    response = admin_client.post(
        f"/admin/pages/add/testapp/bodypage/{two_languages.home.pk}/",
        {
            "title": "Søg",
            "slug": "soeg",
            "summary": "",
            "sources": "",
            "body-count": "0",
            "action-publish": "1",
        },
    )
    assert response.status_code == 200
    assert "slug" in response.context["form"].errors
    assert not BodyPage.objects.filter(slug="soeg").exists()


def test_only_languages_of_the_site_are_reserved(two_languages: TwoLanguageSite) -> None:
    assert two_languages.add("It", slug="it").slug == "it"


def test_page_may_not_move_to_a_used_address(
    two_languages: TwoLanguageSite, admin_client: Client
) -> None:
    section = two_languages.add("Hjælp")
    page = two_languages.add("API", slug="api", parent=section)
    url = f"/admin/pages/{page.pk}/move/{two_languages.home.pk}/confirm/"
    response = admin_client.post(url)
    assert response["Location"] == f"/admin/pages/{section.pk}/"
    assert [message.level_tag for message in get_messages(response.wsgi_request)] == ["error"]
    page.refresh_from_db()
    assert page.get_parent().pk == section.pk
