"""The search page, its suggestions and the API, as a visitor or a program asks for them."""

from __future__ import annotations

import datetime
import json
from email.utils import parsedate_to_datetime
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from os2site.models import SearchCount, SiteSettings
from tests.os2site.search.conftest import EntryMaker

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

HOSTILE = {
    "100 kB": "q=" + "x" * 100_000,
    "1,000 words": urlencode({"q": " ".join(f"ord{number}" for number in range(1000))}),
    "NUL": "q=a%00b",
    "operators": urlencode({"q": '"; DROP TABLE x; -- AND OR NOT NEAR(* ^:{title}'}),
    "wildcards": urlencode({"q": "* % _ ?"}),
    "emoji": urlencode({"q": "😀 skærm"}),
    "right to left": urlencode({"q": "\u202eskærm\u200f"}),
    "broken encoding": "q=%ff%fe",
    "unknown facet": "q=sk&nonsense=1",
    "unknown value": "category=%3Cscript%3E",
    "same facet 200 times": "&".join(["category=borger"] * 200),
    "200 values": "&".join(f"category=c{number}" for number in range(200)),
    "markup": urlencode({"q": "<script>alert(1)</script>"}),
}
BAD = {
    "page=0": "page",
    "page=-1": "page",
    "page=9999999": "page",
    "page=x": "page",
    "page=1e3": "page",
    "page=²": "page",
    "page_size=-1": "page_size",
    "page_size=101": "page_size",
    "type=nonsense": "type",
    "sort=nonsense": "sort",
}


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("path", ["/soeg/", "/soeg/forslag/", "/api/v1/search/"])
def test_hostile_queries_are_answered(
    client: Client, make_entry: EntryMaker, path: str, query: str
) -> None:
    make_entry("Skærm", facets={"category": ["borger"]})

    response = client.get(f"{path}?{query}")

    assert response.status_code == 200
    assert b"<script>alert" not in response.content


@pytest.mark.parametrize(("query", "parameter"), BAD.items())
def test_a_bad_parameter_is_explained(
    client: Client, make_entry: EntryMaker, query: str, parameter: str
) -> None:
    make_entry("Skærm")

    page = client.get(f"/soeg/?q=skærm&{query}")
    assert page.status_code == 400
    assert parameter in page.content.decode()
    assert 'value="skærm"' in page.content.decode()

    answer = client.get(f"/api/v1/search/?{query}")
    assert answer.status_code == 400
    assert answer.json()["parameter"] == parameter
    assert answer.json()["detail"]


def test_the_page_shows_hits_tabs_facets_and_chips(client: Client, make_entry: EntryMaker) -> None:
    make_entry("Infoskærm", summary="Viser <b>nyheder</b>.", facets={"category": ["borger"]})
    make_entry("Skærmfirmaet", type="supplier", facets={"region": ["fyn"]})

    html = client.get("/soeg/?q=skærm&category=borger").content.decode()

    assert "<mark>Infoskærm</mark>" in html
    assert "Viser &lt;b&gt;nyheder&lt;/b&gt;." in html
    assert "Skærmfirmaet" not in html
    assert 'name="category" value="borger" checked' in html
    assert 'class="tag"' in html
    assert 'content="noindex, follow"' in html
    assert "style=" not in html.split("<main")[1].split("</main")[0]


def test_the_best_answer_is_shown_when_its_name_was_typed(
    client: Client, make_entry: EntryMaker
) -> None:
    make_entry("OS2forms")
    make_entry("Kursus i OS2forms")

    assert "best__label" in client.get("/soeg/?q=os2+forms").content.decode()
    assert "best__label" not in client.get("/soeg/?q=kursus+forms").content.decode()


def test_nothing_found_shows_ways_on(client: Client, make_entry: EntryMaker) -> None:
    make_entry("Skærm")

    html = client.get("/soeg/?q=parkometer&type=product").content.decode()

    assert "parkometer" in html
    assert 'class="empty"' in html
    assert "/soeg/?q=parkometer" in html


def test_beyond_the_last_page(client: Client, make_entry: EntryMaker) -> None:
    make_entry("Skærm")

    response = client.get("/soeg/?q=sk%C3%A6rm&type=product&sort=name&page=2")
    html = response.content.decode()
    assert (response.status_code, 'value="skærm"' in html) == (404, True)
    assert "Søgningen har én side med resultater." in html
    assert 'href="/soeg/?q=sk%C3%A6rm&amp;type=product&amp;sort=name"' in html
    assert client.get("/soeg/?page=2").status_code == 404
    answer = client.get("/api/v1/search/?q=skærm&page=2")
    assert (answer.status_code, answer.json()["results"], answer.json()["total"]) == (200, [], 1)


def test_pages_of_the_search_carry_its_filters(client: Client, make_entry: EntryMaker) -> None:
    for number in range(25):
        make_entry(f"Skærm {number}", facets={"category": ["borger"]})

    html = client.get("/soeg/?q=sk%C3%A6rm&category=borger").content.decode()

    assert "/soeg/?q=sk%C3%A6rm&amp;category=borger&amp;page=2" in html


def test_english_searches_english(client: Client, make_entry: EntryMaker) -> None:
    make_entry("Screens", language="en")
    make_entry("Screen på dansk")

    html = client.get("/en/soeg/?q=screen").content.decode()

    assert "<mark>Screens</mark>" in html
    assert "på dansk" not in html


def test_the_api_answers_as_promised(client: Client, make_entry: EntryMaker) -> None:
    make_entry("Infoskærm & mere", slug="infoskaerm", facets={"category": ["borger"]})

    answer = client.get("/api/v1/search/?q=infoskærme").json()

    assert set(answer) == {
        "related",
        "total",
        "engine",
        "took_ms",
        "results",
        "facets",
        "suggestion",
        "promoted",
        "answer",
    }
    assert (answer["total"], answer["engine"], answer["suggestion"]) == (1, "database", None)
    assert answer["answer"] is None
    assert answer["took_ms"] >= 0
    result = answer["results"][0]
    assert set(result) == {
        "related",
        "slug",
        "title",
        "type",
        "url",
        "snippet",
        "score",
        "language",
        "document",
    }
    assert result["document"] is None
    assert (result["slug"], result["title"], result["type"]) == (
        "infoskaerm",
        "Infoskærm & mere",
        "product",
    )
    assert result["url"].startswith("http://")
    assert answer["facets"]["category"] == [{"value": "borger", "label": "Borger", "count": 1}]


def test_the_api_takes_a_page_size_and_a_language(client: Client, make_entry: EntryMaker) -> None:
    for number in range(3):
        make_entry(f"Skærm {number}")
    make_entry("Screen", language="en")

    assert len(client.get("/api/v1/search/?page_size=2").json()["results"]) == 2
    english = client.get("/api/v1/search/?lang=en").json()
    assert [row["title"] for row in english["results"]] == ["Screen"]
    assert client.get("/api/v1/search/?lang=xx").status_code == 400


def suggested(client: Client, text: str) -> list[str]:
    answer = client.get("/soeg/forslag/", {"q": text})
    return [item["title"] for item in json.loads(answer.content)["suggestions"]]


def test_suggestions_begin_as_typed(client: Client, make_entry: EntryMaker) -> None:
    make_entry("Firma for infoskærme", type="supplier")
    make_entry("Infoskærm")
    make_entry("OS2forms")
    make_entry("Ælling")

    assert suggested(client, "infosk") == ["Infoskærm", "Firma for infoskærme"]
    assert suggested(client, "forms") == ["OS2forms"]
    assert suggested(client, "os 2 for") == ["OS2forms"]
    assert suggested(client, "æl") == ["Ælling"]
    assert suggested(client, "aell") == ["Ælling"]
    assert suggested(client, "i") == []


def test_there_are_at_most_eight_suggestions(client: Client, make_entry: EntryMaker) -> None:
    for number in range(12):
        make_entry(f"Skærm {number}")

    assert len(suggested(client, "skærm")) == 8


def test_suggestions_show_only_what_is_public(client: Client, make_entry: EntryMaker) -> None:
    page = make_entry("Skærm").page
    make_entry("Skærmen på engelsk", language="en")
    PageViewRestriction.objects.bulk_create(
        [PageViewRestriction(page=page, restriction_type=PageViewRestriction.LOGIN)]
    )

    assert suggested(client, "skærm") == []


def test_a_misspelt_search_offers_what_was_meant(client: Client, make_entry: EntryMaker) -> None:
    make_entry("Sekretariatet & mere")
    page = client.get("/soeg/", {"q": 'sekreteriatet "<blink>'})
    html = page.content.decode()
    assert page.context["results"].suggestion == 'sekretariatet "<blink>'
    assert 'href="/soeg/?q=sekretariatet+%22%3Cblink%3E"' in html
    assert "<blink>" not in html


def test_nothing_found_offers_what_is_near_and_contact(
    client: Client, make_entry: EntryMaker, site: Site
) -> None:
    SiteSettings.objects.update_or_create(
        site=site, defaults={"name": "OS2", "contact_email": "kontakt@example.org"}
    )
    entry = make_entry("Betalingsløsning", summary="Opkrævning")

    html = client.get("/soeg/", {"q": "xyzzy betalingsløsninger <blink>", "type": "supplier"})

    text = html.content.decode()
    assert 'class="empty"' in text
    assert "mailto:kontakt@example.org" in text
    assert "<blink>" not in text
    narrowed = client.get("/soeg/", {"q": "betalingsløsning", "type": "supplier"})
    assert "Fjern et filter" in narrowed.content.decode()
    today = timezone.localdate()
    for day in range(3):
        SearchCount.objects.create(
            day=today - datetime.timedelta(days=day),
            site=site,
            language="da",
            text="<bod>",
            searches=2,
        )
    near = client.get("/soeg/", {"q": "qqqqq betalingslæsn"}).content.decode()
    assert f'href="{entry.url}"' in near
    assert '<a href="/soeg/?q=%3Cbod%3E">&lt;bod&gt;</a>' in near
    # Another language offers nothing either, so there is nothing to filter.
    make_entry("Payment", language="en")
    assert 'class="facets"' not in client.get("/soeg/?q=qqqqq").content.decode()
    assert 'class="facets"' in client.get("/soeg/?q=qqqqq&language=en").content.decode()


def test_a_search_is_a_feed(client: Client, make_entry: EntryMaker, site: Site) -> None:
    old = make_entry("Skærm & <b>bord</b>", days=-30, summary="Kort & godt")
    new = make_entry("Skærm i dag", days=-1, facets={"category": ["borger"]})
    coming = make_entry("Møde om skærme", days=20, ends=20)
    private = make_entry("Skærm til andre", days=-1)
    PageViewRestriction.objects.create(
        page=private.page, restriction_type=PageViewRestriction.LOGIN
    )
    make_entry("Skærm in English", days=-1, language="en")

    page = client.get("/soeg/?q=sk%C3%A6rm&category=borger").content.decode()
    assert 'type="application/rss+xml" href="/soeg/feed/?q=sk%C3%A6rm&amp;category=borger"' in page

    answer = client.get("/soeg/feed/?q=sk%C3%A6rm&page=9")
    channel = ElementTree.fromstring(answer.content)[0]
    items = channel.findall("item")
    assert answer["Content-Type"].startswith("application/rss+xml")
    assert [item.findtext("title") for item in items] == [coming.title, new.title, old.title]
    assert [item.findtext("guid") for item in items] == [
        f"os2site:{site.hostname}:{entry.key}" for entry in (coming, new, old)
    ]
    assert all(item.findtext("link", "").startswith("http://") for item in items)
    assert all(
        parsedate_to_datetime(item.findtext("pubDate", "")) <= timezone.now() for item in items
    )
    filtered = client.get("/soeg/feed/?q=sk%C3%A6rm&category=borger")
    assert filtered.content.count(b"<item>") == 1


def test_a_feed_is_bounded_and_explains_what_is_wrong(
    client: Client, make_entry: EntryMaker
) -> None:
    for number in range(40):
        make_entry(f"Skærm {number}", days=-number)
    assert client.get("/soeg/feed/?q=sk%C3%A6rm&page_size=100").content.count(b"<item>") == 30
    for query, parameter in BAD.items():
        answer = client.get(f"/soeg/feed/?{query}")
        assert answer.status_code == 400
        assert parameter in answer.content.decode()
    for query in HOSTILE.values():
        answer = client.get(f"/soeg/feed/?{query}")
        assert answer.status_code == 200
        ElementTree.fromstring(answer.content)
