"""Recommended pages and words in search, as an editor keeps them."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from os2site.models import GlossaryEntry, PromotedResult
from tests.fixtures.site import TwoLanguageSite

pytestmark = pytest.mark.slow

PROMOTED = "/admin/snippets/os2site/promotedresult/"
GLOSSARY = "/admin/snippets/os2site/glossaryentry/"
RULES = "/admin/snippets/os2site/wordrule/"


def form(page: Page, **values: Any) -> dict[str, Any]:
    return {
        "page": page.pk,
        "keywords": "skærm\ninfoskærm",
        "language": "da",
        "title": "",
        "description": "",
        **values,
    }


@pytest.mark.parametrize("address", [PROMOTED, GLOSSARY, RULES])
def test_editors_open_list_and_form(editor_client: Client, address: str) -> None:
    assert editor_client.get(address).status_code == 200
    assert editor_client.get(f"{address}add/").status_code == 200
    assert address in editor_client.get("/admin/").content.decode()


@pytest.mark.parametrize("address", [PROMOTED, GLOSSARY, RULES])
def test_others_are_sent_away(guest_client: Client, client: Client, address: str) -> None:
    for path in (address, f"{address}add/"):
        # Wagtail leads those who lack a permission to its start page, and strangers to the login.
        assert guest_client.get(path).status_code == 302
        assert client.get(path).status_code == 302
    assert address not in guest_client.get("/admin/").content.decode()


def test_an_editor_recommends_a_page(editor_client: Client, two_languages: TwoLanguageSite) -> None:
    page = two_languages.add("Skærme")

    answer = editor_client.post(f"{PROMOTED}add/", form(page))

    assert answer.status_code == 302
    stored = PromotedResult.objects.get()
    assert (stored.page_id, stored.keywords) == (page.pk, ["skærm", "infoskærm"])
    listed = editor_client.get(PROMOTED).content.decode()
    assert "skærm, infoskærm" in listed
    assert "Vises nu" in listed


@pytest.mark.parametrize("values", [{"keywords": ""}, {"ends_on": "2020-01-01"}])
def test_a_fault_is_explained(
    editor_client: Client, two_languages: TwoLanguageSite, values: dict[str, str]
) -> None:
    page = two_languages.add("Skærme")

    answer = editor_client.post(f"{PROMOTED}add/", form(page, starts_on="2026-01-01", **values))

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not PromotedResult.objects.exists()


def test_the_list_says_why_one_is_not_shown(
    editor_client: Client, two_languages: TwoLanguageSite
) -> None:
    today, day = timezone.localdate(), datetime.timedelta(days=1)
    private = two_languages.add("Privat")
    PageViewRestriction.objects.create(
        page=private, restriction_type=PageViewRestriction.LOGIN, password=""
    )
    draft = two_languages.add("Kladde", live=False)
    for page, values in (
        (private, {}),
        (draft, {}),
        (two_languages.add("Slut"), {"ends_on": today - day}),
        (two_languages.add("Kommer"), {"starts_on": today + day}),
    ):
        PromotedResult.objects.create(page=page, keywords=["x"], **values)

    listed = editor_client.get(PROMOTED).content.decode()

    assert listed.count("Vises ikke: Siden er ikke offentlig") == 2
    assert "Endnu ikke" in listed
    assert "Slut" in listed
    assert "Vises nu" not in listed


def test_the_list_costs_the_same_whatever_its_length(
    editor_client: Client, two_languages: TwoLanguageSite
) -> None:
    counts = []
    for number in (1, 8):
        for place in range(number):
            page = two_languages.add(f"Side {number}-{place}")
            PromotedResult.objects.create(page=page, keywords=["x"])
        editor_client.get(PROMOTED)
        with CaptureQueriesContext(connection) as captured:
            editor_client.get(PROMOTED)
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_the_preview_shows_the_texts_of_the_form(
    editor_client: Client, two_languages: TwoLanguageSite
) -> None:
    page = two_languages.add("Skærme")
    address = f"{PROMOTED}preview/"

    answer = editor_client.post(address, form(page, title="Se skærmene", description="Alle."))
    assert answer.json() == {"is_valid": True, "is_available": True}
    html = editor_client.get(address).content.decode()

    assert "Se skærmene" in html
    assert "Alle." in html
    assert "Anbefalet" in html


def test_a_word_gets_its_slug_from_its_name(editor_client: Client) -> None:
    for number in range(2):
        answer = editor_client.post(
            f"{GLOSSARY}add/",
            {
                "preferred": "Kørekort",
                "language": "da",
                "synonyms": f"førerbevis {number}",
                **dict.fromkeys(("definition", "abbreviations", "oneway", "misspellings"), ""),
                **dict.fromkeys(("related", "categories", "products", "note", "slug"), ""),
            },
        )
        assert answer.status_code == 302

    found = GlossaryEntry.objects.order_by("pk").values_list("slug", "synonyms")
    assert list(found) == [("koerekort", ["førerbevis 0"]), ("koerekort-2", ["førerbevis 1"])]


def test_an_address_fills_in_what_was_searched_for(editor_client: Client) -> None:
    stored = GlossaryEntry.objects.create(slug="x", preferred="kørekort", synonyms=["a"])

    new = editor_client.get(f"{GLOSSARY}add/?synonyms=f%C3%B8rerbevis")
    more = editor_client.get(f"{GLOSSARY}edit/{stored.pk}/?misspellings=k%C3%B8rkort&synonyms=b")
    pinned = editor_client.get(f"{PROMOTED}add/?keywords=f%C3%B8rerbevis")

    assert new.context["form"]["synonyms"].value() == "førerbevis"
    assert more.context["form"]["synonyms"].value() == "a\nb"
    assert more.context["form"]["misspellings"].value() == "kørkort"
    assert pinned.context["form"]["keywords"].value() == "førerbevis"
    stored.refresh_from_db()
    assert stored.synonyms == ["a"]
