"""Ordinary pages: what they show, and how they are found."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import PageViewRestriction

from os2site.contrib.content.pages.models import HomePage
from os2site.models import SearchEntry
from tests.factories.content import make_figure, make_organisation, make_page
from tests.factories.guides import guide

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def show(client: Client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def test_every_block_of_the_content_files_is_shown(client: Client, home: HomePage) -> None:
    make_figure("medlemmer", 76, title="Medlemmer")
    make_page(
        slug="om-os2",
        body=[
            ("text", "<p>Brødtekst</p>"),
            ("heading", "Det får I"),
            ("list", ["Indflydelse"]),
            ("steps", [{"title": "Underskriv", "text": "Aftalen"}]),
            ("cards", [{"title": "Styregruppe", "text": "Beslutter"}]),
            ("key_figures", ["medlemmer"]),
        ],
    )

    main = show(client, "/om-os2/").select_one("main article")
    assert main is not None
    text = " ".join(main.get_text(" ").split())
    for words in ("Brødtekst", "Indflydelse", "Underskriv", "Styregruppe", "76"):
        assert words in text
    assert main.select_one("h2#det-faar-i") is not None


def test_related_pages_are_public_ones_in_the_editors_order(client: Client, home: HomePage) -> None:
    first, draft = make_page("Først", slug="b"), make_page("Kladde", slug="c", live=False)
    page = make_page(slug="a", related=[guide("En vejledning"), draft, first])

    links = show(client, page.url).select("nav.box a")
    assert [link.get_text() for link in links] == ["En vejledning", "Først"]


def test_pages_in_the_section_menu_list_each_other_and_the_organisation(
    client: Client, home: HomePage
) -> None:
    make_page("Et", slug="et", in_section_menu=True)
    make_page("To", slug="to", in_section_menu=True)
    make_page("Udenfor", slug="udenfor")
    make_page("Kladde", slug="kladde", in_section_menu=True, live=False)
    make_organisation({"slug": "bestyrelse"})

    menu = show(client, "/to/").select("details.onpage nav a")
    assert [link["href"] for link in menu] == ["/organisation/", "/et/", "/to/"]
    assert [link["href"] for link in menu if link.get("aria-current")] == ["/to/"]
    assert not show(client, "/udenfor/").select("details.onpage")


def test_a_long_page_outside_the_section_menu_lists_its_headings(
    client: Client, home: HomePage
) -> None:
    page = make_page(slug="lang", body=[("heading", f"Afsnit {n}") for n in range(4)])

    links = show(client, page.url).select("details.onpage nav a")
    assert [link["href"] for link in links] == [f"#afsnit-{n}" for n in range(4)]


def test_a_page_is_found_by_its_words_while_it_is_public(client: Client, home: HomePage) -> None:
    page = make_page(slug="om-os2", lead="Kort", body=[("text", "<p>Kaffe &amp; kage</p>")])

    entry = SearchEntry.objects.get(page_id=page.pk)
    assert (entry.type, entry.slug, entry.url) == ("page", "om-os2", "/om-os2/")
    assert (entry.summary, "Kaffe & kage" in entry.body) == ("Kort", True)

    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert not SearchEntry.objects.filter(page_id=page.pk).exists()
    restriction.delete()
    assert SearchEntry.objects.filter(page_id=page.pk).exists()
    page.unpublish()
    assert not SearchEntry.objects.filter(page_id=page.pk).exists()


def test_hostile_texts_are_shown_as_text(client: Client, home: HomePage) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    page = make_page(
        hostile, slug="a", lead=hostile, body=[("heading", hostile), ("list", [hostile])]
    )

    assert hostile not in client.get(page.url).content.decode()


def test_only_a_preview_warns_that_a_template_needs_a_lawyer(home: HomePage) -> None:
    page = make_page(slug="privatliv", legal_review_required=True)

    preview = page.make_preview_request(preview_mode=page.default_preview_mode)
    assert "alert-warning" in preview.rendered_content
    assert "alert-warning" not in Client().get(page.url).content.decode()
