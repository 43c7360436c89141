"""Addresses that the site uses itself."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.test import Client

from os2site.models.slugs import plain_slug
from tests.fixtures.site import TwoLanguageSite
from tests.testapp.models import BodyPage

pytestmark = pytest.mark.slow


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


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Prøveprodukt på Ærø", "proeveprodukt-paa-aeroe"),
        ("ØLSTYKKE & Århus", "oelstykke-aarhus"),
        ("A\u030angstrom", "aangstrom"),  # The letter å written as a and a ring.
        ("Café Müller Straße", "cafe-mueller-strasse"),
        ("日本", ""),
    ],
)
def test_danish_letters_are_spelt_in_plain_ones(text: str, slug: str) -> None:
    assert plain_slug(text) == slug


def test_page_made_without_a_form_gets_a_plain_slug_of_its_own(
    two_languages: TwoLanguageSite,
) -> None:
    assert two_languages.add("Hjælp på vej").slug == "hjaelp-paa-vej"
    assert two_languages.add("Hjælp på vej").slug == "hjaelp-paa-vej-2"
    assert two_languages.add("日本").slug == "日本"


def form_of(page: Any, **changes: str) -> Any:
    form_class = BodyPage.get_edit_handler().get_form_class()
    data = {"title": page.title, "slug": page.slug, "summary": "", "sources": "", "body-count": "0"}
    return form_class(
        {**data, **changes}, instance=page, parent_page=page.get_parent(), for_user=None
    )


def test_typed_address_is_spelt_in_plain_letters(two_languages: TwoLanguageSite) -> None:
    form = form_of(two_languages.add("Side"), slug="årsmøde-Ærø")
    form.is_valid()
    assert form.cleaned_data["slug"] == "aarsmoede-aeroe"


def test_typed_address_that_spells_a_used_one_is_refused(two_languages: TwoLanguageSite) -> None:
    form = form_of(two_languages.add("Side"), slug="søg")
    assert not form.is_valid()
    assert "slug" in form.errors


def test_address_without_plain_letters_is_refused_in_danish(two_languages: TwoLanguageSite) -> None:
    form = form_of(two_languages.add("Side"), slug="日本")
    assert not form.is_valid()
    assert form.errors["slug"] == ["Skriv adressen med bogstaverne a til z eller tal."]


def test_address_in_use_stays_when_the_page_is_edited(two_languages: TwoLanguageSite) -> None:
    page = two_languages.add("Side", slug="årsmøde")
    form = form_of(page, title="Ny titel")
    form.is_valid()
    assert form.cleaned_data["slug"] == "årsmøde"


def copy_form_of(page: Any, user: User, **changes: Any) -> Any:
    data = {"new_title": page.title, "new_slug": page.slug, "new_parent_page": page.get_parent().pk}
    return page.copy_form_class({**data, **changes}, page=page, user=user)


def test_address_of_a_copy_is_spelt_in_plain_letters(
    two_languages: TwoLanguageSite, admin_user: User
) -> None:
    form = copy_form_of(two_languages.add("Side"), admin_user, new_slug="årsmøde-på-Ærø")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["new_slug"] == "aarsmoede-paa-aeroe"


@pytest.mark.parametrize("slug", ["søg", "日本"])
def test_address_of_a_copy_follows_the_rules_for_new_ones(
    two_languages: TwoLanguageSite, admin_user: User, slug: str
) -> None:
    form = copy_form_of(two_languages.add("Side"), admin_user, new_slug=slug)
    assert not form.is_valid()
    assert list(form.errors) == ["new_slug"]


def test_copy_elsewhere_keeps_the_address_of_its_original(
    two_languages: TwoLanguageSite, admin_user: User
) -> None:
    page = two_languages.add("Side", slug="årsmøde")
    elsewhere = two_languages.add("Afsnit")
    form = copy_form_of(page, admin_user, new_parent_page=elsewhere.pk)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["new_slug"] == "årsmøde"
