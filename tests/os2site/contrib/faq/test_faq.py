"""Questions and answers as visitors get them."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from os2site.contrib.faq.pages.models import FaqPage
from os2site.models import SearchEntry, SearchFacet
from tests.factories.faq import build_question, faq_group, faq_index, many_questions, question
from tests.factories.guides import guide

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def soup(client: Client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def json_ld(page: BeautifulSoup) -> dict[str, Any]:
    found = [json.loads(tag.string or "") for tag in page.select('[type="application/ld+json"]')]
    return {item["@type"]: item for item in found}


def questions(page: BeautifulSoup) -> list[str]:
    return [item.get_text(strip=True) for item in page.select("details.disclose > summary")]


def test_without_questions_the_page_says_so(client: Client) -> None:
    faq_index()

    page = soup(client, "/spoergsmaal/")
    assert "Ingen spørgsmål endnu" in page.get_text()
    assert "FAQPage" not in json_ld(page)


def test_questions_stand_in_their_groups_in_the_editors_order(client: Client) -> None:
    about, economy = faq_group("Om OS2", order=1), faq_group("Økonomi", order=2)
    faq_group("Tom gruppe")
    question("Hvad koster det?", group=economy, order=2)
    question("Er det gratis?", group=economy, order=1)
    question("Hvad er OS2?", group=about, order=9)
    question("Uden gruppe?")

    page = soup(client, "/spoergsmaal/")
    assert [heading.get_text() for heading in page.select("section.part > h2")] == [
        "Om OS2",
        "Økonomi",
        "Andre spørgsmål",
    ]
    assert questions(page) == [
        "Hvad er OS2?",
        "Er det gratis?",
        "Hvad koster det?",
        "Uden gruppe?",
    ]
    for link in page.select(".onpage li a"):
        assert page.select_one(str(link["href"])) is not None


def test_answers_are_on_the_page_and_in_its_structured_data(client: Client) -> None:
    target = guide("De tre niveauer")
    question(
        "Hvad er modellen?",
        answer=f'<p>Se <a linktype="page" id="{target.pk}">vejledningen</a>.</p>',
    )
    question("Hvem bestemmer?", answer="<p>I <b>selv</b>.</p>", demo=True)

    page = soup(client, "/spoergsmaal/")
    link = page.select_one("#q-hvad-er-modellen .prose a")
    assert link is not None
    assert link["href"] == "/vejledninger/de-tre-niveauer/"
    assert page.select_one("#q-hvem-bestemmer summary .example") is not None
    own = page.select("#q-hvem-bestemmer .prose a")[-1]
    assert own["href"] == "/spoergsmaal/hvem-bestemmer/"
    assert "Hvem bestemmer?" in own.get_text()
    entities = json_ld(page)["FAQPage"]["mainEntity"]
    assert {item["name"]: item["acceptedAnswer"]["text"] for item in entities} == {
        "Hvad er modellen?": '<p>Se <a href="/vejledninger/de-tre-niveauer/">vejledningen</a>.</p>',
        "Hvem bestemmer?": "<p>I <b>selv</b>.</p>",
    }


def test_the_number_of_queries_does_not_grow(client: Client) -> None:
    group = faq_group("Om OS2")
    many_questions(1, group=group)
    client.get("/spoergsmaal/")
    with CaptureQueriesContext(connection) as one:
        client.get("/spoergsmaal/")
    many_questions(29, start=1, group=group)
    with CaptureQueriesContext(connection) as thirty:
        page = soup(client, "/spoergsmaal/")

    assert len(questions(page)) == 30
    assert len(thirty) == len(one)


def test_drafts_expired_and_private_questions_are_nowhere(client: Client) -> None:
    question("Åben?")
    draft = question("Kladde?", live=False)
    expired = question("Udløbet?")
    FaqPage.objects.filter(pk=expired.pk).update(
        expire_at=timezone.now() - datetime.timedelta(minutes=1)
    )
    private = question("Privat?")
    PageViewRestriction.objects.create(page=private, restriction_type="login")

    html = client.get("/spoergsmaal/").content.decode()
    assert "Åben?" in html
    for title in ("Kladde?", "Udløbet?", "Privat?"):
        assert title not in html
    assert client.get("/spoergsmaal/kladde/").status_code == 404
    assert not SearchEntry.objects.filter(page__in=[draft.pk, private.pk]).exists()


def test_a_question_has_a_page_of_its_own(client: Client) -> None:
    group = faq_group("Kommunikation")
    question("Kan I hjælpe?", group=group, order=2)
    question("Andet?", group=faq_group("Andet"))
    question(
        "Har I en præsentation?",
        answer="<p>Ja, <b>frit</b>.</p>",
        group=group,
        order=1,
        contact="os2@os2.eu",
        related=[guide("Kommunikation om produkter"), guide("Skjult", live=False)],
        demo=True,
    )

    page = soup(client, "/spoergsmaal/har-i-en-praesentation/")
    assert page.h1 is not None
    assert page.h1.get_text() == "Har I en præsentation?"
    assert page.select_one("main .prose b") is not None
    assert page.select_one('main a[href="mailto:os2@os2.eu"]') is not None
    assert page.select_one(".page-head .example") is not None
    assert [link.get_text() for link in page.select("main aside a")] == [
        "Kommunikation om produkter",
        "Kan I hjælpe?",
    ]
    (entity,) = json_ld(page)["FAQPage"]["mainEntity"]
    assert entity["name"] == "Har I en præsentation?"
    description = page.select_one('meta[name="description"]')
    assert description is not None
    assert description["content"] == "Ja, frit ."


def test_an_almost_empty_question_leaves_out_what_there_is_not(client: Client) -> None:
    question("Hvad er OS2?")

    page = soup(client, "/spoergsmaal/hvad-er-os2/")
    assert page.select_one("main aside") is None
    assert page.select_one('main a[href^="mailto:"]:not(.page-foot a)') is None
    assert page.select_one(".page-head .meta") is None


def test_the_entry_holds_the_answer_and_the_group() -> None:
    page = question(answer="<p>En <b>forening</b>.</p><p>Ja.</p>", group=faq_group("Om OS2"))

    entry = SearchEntry.objects.get(page=page.pk)
    assert (entry.type, entry.title, entry.keywords) == ("faq", "Hvad er OS2?", "Om OS2")
    assert "<" not in entry.body
    assert "forening" in entry.body
    assert entry.card["meta"] == "Om OS2"
    facets = SearchFacet.objects.filter(entry=entry).values_list("name", "value")
    assert list(facets) == [("faq_group", "om-os2")]


def test_a_renamed_group_is_renamed_in_search() -> None:
    group = faq_group("Om OS2")
    page = question(group=group)
    group.title = "Om foreningen"
    group.save()

    assert SearchEntry.objects.get(page=page.pk).keywords == "Om foreningen"


def test_hostile_texts_stay_text(client: Client) -> None:
    hostile = '"><script>alert(1)</script>{{ 7|add:7 }}'
    question(hostile, slug="fjendtlig", group=faq_group(hostile), answer="<p>ok</p>")

    for address in ("/spoergsmaal/fjendtlig/", "/spoergsmaal/"):
        html = client.get(address).content.decode()
        assert "<script>alert" not in html
        assert "{{ 7|add:7 }}" in html


def test_one_answer_cannot_run_into_the_next(client: Client) -> None:
    question("A?", answer="<p>a\x00b</p>", order=1)
    question("B?", answer="<p>c</p>", order=2)

    page = soup(client, "/spoergsmaal/")
    texts = [item.get_text() for item in page.select("details.disclose .prose > p:first-child")]
    assert texts == ["ab", "c"]


def test_a_question_without_a_place_can_be_previewed() -> None:
    page = build_question("Helt nyt?")
    page.content_type = question().content_type
    answer = page.make_preview_request(RequestFactory().get("/"), "")
    answer.render()

    assert "Helt nyt?" in answer.content.decode()
