"""Pages that editors recommend: when they are shown, and that nothing hidden ever is."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from os2site.models import PromotedResult, SearchEntry
from os2site.search.promotions import MAX_SHOWN, promoted
from tests.os2site.search.conftest import EntryMaker, QueryMaker

pytestmark = pytest.mark.django_db


def pin(entry: SearchEntry, *keywords: str, **values: Any) -> PromotedResult:
    return PromotedResult.objects.create(page=entry.page, keywords=list(keywords), **values)


def titles(query: Any) -> list[str]:
    return [item.title for item in promoted(query)]


@pytest.mark.parametrize(
    ("keyword", "text"),
    [
        ("bog", "bøger"),
        ("booking af lokale", "lokale booking"),
        ("booking", "hvordan virker booking"),
        ("OS2forms", "os 2 forms"),
        ("høring", "hoering"),
    ],
)
def test_a_search_with_all_words_of_a_keyword_shows_it(
    make_entry: EntryMaker, make_query: QueryMaker, keyword: str, text: str
) -> None:
    pin(make_entry("Vejledning"), keyword)

    assert titles(make_query(text)) == ["Vejledning"]


@pytest.mark.parametrize("text", ["lokale", "kontakt", "", "og"])
def test_other_searches_do_not(make_entry: EntryMaker, make_query: QueryMaker, text: str) -> None:
    pin(make_entry("Vejledning"), "booking af lokale", "og", "!")

    assert titles(make_query(text)) == []


def test_the_whole_query_only(make_entry: EntryMaker, make_query: QueryMaker) -> None:
    pin(make_entry("Vejledning"), "booking", whole_query=True)

    assert titles(make_query("bookinger")) == ["Vejledning"]
    assert titles(make_query("booking af lokale")) == []


def test_own_texts_else_those_of_the_page(make_entry: EntryMaker, make_query: QueryMaker) -> None:
    pin(make_entry("Skærm", summary="Viser nyheder."), "skærm")
    pin(make_entry("Andet"), "skærm", title="Se her", description="Kort sagt.")

    found = [(item.title, item.description, item.type) for item in promoted(make_query("skærm"))]

    assert found == [
        ("Se her", "Kort sagt.", "product"),
        ("Skærm", "Viser nyheder.", "product"),
    ]


def test_a_page_without_an_entry_can_be_recommended(site: Site, make_query: QueryMaker) -> None:
    page = site.root_page.specific.add_child(instance=Page(title="Kontakt", slug="kontakt"))
    PromotedResult.objects.create(page=page, keywords=["ring"])

    found = promoted(make_query("ring"))[0]

    assert (found.title, found.url, found.type) == ("Kontakt", "/kontakt/", "")


def test_only_in_its_period(make_entry: EntryMaker, make_query: QueryMaker) -> None:
    today = timezone.localdate()
    day = datetime.timedelta(days=1)
    pin(make_entry("I dag"), "skærm", starts_on=today, ends_on=today)
    pin(make_entry("Slut"), "skærm", ends_on=today - day)
    pin(make_entry("Endnu ikke"), "skærm", starts_on=today + day)

    assert titles(make_query("skærm")) == ["I dag"]


def hide_draft(page: Page) -> None:
    page.unpublish()


def hide_private(page: Page) -> None:
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.LOGIN, password=""
    )


def hide_expired(page: Page) -> None:
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - datetime.timedelta(minutes=1))


def hide_on_another_site(page: Page) -> None:
    Site.objects.create(hostname="andet.example", root_page=page)


def hide_outside_all_sites(page: Page) -> None:
    top = Page.objects.get(depth=1)
    page.move(top, pos="last-child")


@pytest.mark.parametrize(
    "hide",
    [hide_draft, hide_private, hide_expired, hide_on_another_site, hide_outside_all_sites],
)
def test_what_not_everyone_may_see_here_is_not_shown(
    client: Client, make_entry: EntryMaker, make_query: QueryMaker, hide: Any
) -> None:
    pin(make_entry("Skærm"), "hemmelig", title="Hemmelig titel")
    assert titles(make_query("hemmelig"))

    hide(PromotedResult.objects.get().page)

    assert titles(make_query("hemmelig")) == []
    assert "Hemmelig titel" not in client.get("/soeg/?q=hemmelig").content.decode()
    assert client.get("/api/v1/search/?q=hemmelig").json()["promoted"] == []


def test_only_in_its_language(make_entry: EntryMaker, make_query: QueryMaker) -> None:
    pin(make_entry("Screen", language="en"), "screen", language="en")

    assert titles(make_query("screen")) == []
    assert titles(make_query("screens", language="en")) == ["Screen"]


@pytest.mark.parametrize(
    "changes", [{"page": 2}, {"types": ("product",)}, {"facets": {"category": ("borger",)}}]
)
def test_a_narrowed_search_shows_none(
    make_entry: EntryMaker, make_query: QueryMaker, changes: Any
) -> None:
    pin(make_entry("Skærm"), "skærm")

    assert titles(make_query("skærm", **changes)) == []


def test_the_closest_first_each_page_once_and_a_few_at_most(
    make_entry: EntryMaker, make_query: QueryMaker
) -> None:
    twice = make_entry("To gange")
    pin(twice, "skærm kørekort", title="Nær")
    pin(twice, "skærm", title="Fjern")
    for number in range(MAX_SHOWN + 1):
        pin(make_entry(f"Side {number}"), "skærm")

    assert titles(make_query("skærm til kørekort")) == ["Nær", "Side 3", "Side 2"]


def test_the_hit_is_not_repeated_and_the_total_stays(
    client: Client, make_entry: EntryMaker
) -> None:
    pin(make_entry("Infoskærm"), "skærm", description="<b>Læs her</b>")
    make_entry("Skærmholder")

    html = client.get("/soeg/?q=skærm").content.decode()
    answer = client.get("/api/v1/search/?q=skærm").json()

    assert html.count('class="row hit"') == 2
    assert "Anbefalet" in html
    assert "&lt;b&gt;Læs her&lt;/b&gt;" in html
    assert '<h2 id="search-count">2 ' in html
    assert (answer["total"], len(answer["results"])) == (2, 2)
    assert answer["promoted"] == [
        {
            "title": "Infoskærm",
            "description": "<b>Læs her</b>",
            "url": answer["promoted"][0]["url"],
            "type": "product",
        }
    ]
    assert answer["promoted"][0]["url"].startswith("http://localhost")


def test_it_is_shown_where_nothing_was_found(client: Client, make_entry: EntryMaker) -> None:
    pin(make_entry("Vejledning"), "parkometer")

    html = client.get("/soeg/?q=parkometer").content.decode()

    assert "Anbefalet" in html
    assert "Vejledning" in html


@pytest.mark.parametrize("text", ["kontakt", "skærm"])
def test_queries_do_not_grow_with_recommendations(
    make_entry: EntryMaker, make_query: QueryMaker, text: str
) -> None:
    from django.db import connection

    entries = [make_entry(f"Side {number}") for number in range(9)]
    counts = []
    for chunk in (entries[:2], entries[2:]):
        for entry in chunk:
            pin(entry, "skærm")
        promoted(make_query(text))
        with CaptureQueriesContext(
            connection,
        ) as captured:
            promoted(make_query(text))
        counts.append(len(captured))

    assert counts[0] == counts[1]
    if text == "kontakt":
        assert counts[0] == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"keywords": []}, "keywords"),
        ({"keywords": ["x" * 101]}, "keywords"),
        ({"keywords": ["x"] * 51}, "keywords"),
        (
            {"starts_on": datetime.date(2026, 2, 1), "ends_on": datetime.date(2026, 1, 1)},
            "ends_on",
        ),
    ],
)
def test_what_can_not_be_meant_is_explained(
    make_entry: EntryMaker, values: Any, field: str
) -> None:
    row = PromotedResult(page=make_entry("Skærm").page, **{"keywords": ["x"], **values})

    with pytest.raises(ValidationError) as caught:
        row.full_clean()

    assert list(caught.value.message_dict) == [field]
