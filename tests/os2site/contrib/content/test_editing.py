"""What editors meet: the forms of the content pages and of key figures."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from os2site.contrib.content.models import TypedFigure
from os2site.contrib.content.pages.models import HomePage, OrganisationPage, StandardPage
from tests.factories.content import make_figure

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def editor(client: Client) -> User:
    """An administrator who is logged in."""
    user = User.objects.create_superuser("redaktoer", "os2@os2.eu", "hemmeligt-ord")
    client.force_login(user)
    return user


def add(client: Client, home: HomePage, model: str, values: dict[str, Any]) -> Any:
    address = reverse("wagtailadmin_pages:add", args=["os2site_content_pages", model, home.pk])
    form = {"comments": inline_formset([]), "sources": "", "action-publish": "1", **values}
    return client.post(address, nested_form_data(form))


def section(**values: str) -> dict[str, str]:
    return {
        "type": "organ",
        "title": "Bestyrelsen",
        "slug": "bestyrelse",
        "parent": "",
        "text": "null",
        "facts": "{}",
        "sources": "",
        **values,
    }


def test_a_page_is_written_from_blocks(client: Client, home: HomePage) -> None:
    answer = add(
        client,
        home,
        "standardpage",
        {
            "title": "Bliv medlem",
            "slug": "bliv-medlem",
            "lead": "Fem trin",
            "body": streamfield([("heading", "Det får I")]),
            "related": inline_formset([{"target": home.pk}]),
        },
    )

    assert answer.status_code == 302, answer.context["form"].errors
    page = StandardPage.objects.get()
    assert (page.live, page.lead, page.body[0].value) == (True, "Fem trin", "Det får I")
    assert page.related.get().target_id == home.pk


def test_two_sections_can_not_have_the_same_anchor(client: Client, home: HomePage) -> None:
    def save(second: str) -> Any:
        rows = [section(), section(slug=second)]
        values = {"title": "Om", "slug": "om", "lead": "", "sections": inline_formset(rows)}
        return add(client, home, "organisationpage", values)

    assert save("bestyrelse").status_code == 200
    assert not OrganisationPage.objects.exists()
    assert save("udvalg").status_code == 302
    assert OrganisationPage.objects.get().sections.count() == 2


def test_the_front_page_offers_all_figures_and_starts_with_danish_texts(
    client: Client, home: HomePage
) -> None:
    make_figure("medlemmer", 76, title="Offentlige medlemmer")
    address = reverse("wagtailadmin_pages:edit", args=[home.pk])

    page = client.get(address).content.decode()
    assert "Offentlige medlemmer" in page
    new = reverse("wagtailadmin_pages:add", args=["os2site_content_pages", "homepage", home.pk])
    html = BeautifulSoup(client.get(new).content, "html.parser")
    headline = html.select_one("input[name=headline]")
    assert headline is not None
    assert headline["value"] == "Find en løsning, andre allerede bruger"


@pytest.mark.parametrize("model", ["homepage", "standardpage", "organisationpage"])
def test_labels_and_help_are_danish(client: Client, home: HomePage, model: str) -> None:
    address = reverse("wagtailadmin_pages:add", args=["os2site_content_pages", model, home.pk])
    html = BeautifulSoup(client.get(address).content, "html.parser")

    texts = [node.get_text(" ", strip=True) for node in html.select("label, .help, h2, legend")]
    english = {"the", "with", "this", "page", "pages", "section", "heading", "text of the link"}
    found = [text for text in texts if english & set(text.lower().split())]
    assert texts
    assert found == []


def test_a_key_figure_can_be_edited(client: Client, home: HomePage) -> None:
    figure = make_figure("medlemmer", 74)
    address = reverse("wagtailsnippets_os2site_content_typedfigure:edit", args=[figure.pk])

    assert client.get(address).status_code == 200
    answer = client.post(
        address,
        {
            "title": "Medlemmer",
            "value": "76",
            "unit": "",
            "as_of": "2023",
            "text": "",
            "computed_from": "members",
            "sources": "a\nb",
            "slug": "medlemmer",
            "order": "1",
        },
    )
    assert answer.status_code == 302, answer.context["form"].errors
    figure = TypedFigure.objects.get()
    assert (figure.value, figure.sources) == (76, ["a", "b"])
