"""The filter by language on the search page, in its feed, its suggestions and the API."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from os2site.models import PromotedResult, SearchCount
from tests.os2site.search.conftest import EntryMaker

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def entries(make_entry: EntryMaker) -> None:
    make_entry("Display", summary="En dansk display.", facets={"category": ["borger"]})
    make_entry("Displays", language="en", summary="An English display.")
    make_entry("A display", language="en", type="supplier")


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def form(html: str) -> str:
    return html[html.index('<details class="facets">') : html.index("facets__submit")]


@pytest.mark.usefixtures("entries")
def test_the_page_offers_its_own_language_and_the_others(client: Client) -> None:
    html = page(client, "/soeg/?q=display")
    assert re.search(r"<legend>Sprog</legend>", form(html))
    assert re.search(
        r'name="language" value="da" checked><span>Dansk</span><span class="n">1<', html
    )
    assert re.search(r'name="language" value="en"><span>Engelsk</span><span class="n">2<', html)
    assert "An English display" not in html
    assert "Valgte filtre" not in html


def test_there_is_no_choice_where_everything_is_in_one_language(
    client: Client, make_entry: EntryMaker
) -> None:
    make_entry("Display", facets={"category": ["borger"]})
    assert 'name="language"' not in page(client, "/soeg/?q=display")
    assert "language" not in client.get("/api/v1/search/?q=display").json()["facets"]


@pytest.mark.usefixtures("entries")
def test_hits_in_another_language_say_so(client: Client) -> None:
    html = page(client, "/soeg/?q=display&language=da&language=en")
    assert re.search(r'<a href="[^"]*" lang="en"><mark>Displays</mark></a>', html)
    assert re.search(r'<p lang="en">An English <mark>display</mark>\.</p>', html)
    assert re.search(r'<a href="[^"]*"><mark>Display</mark></a>', html)
    english = page(client, "/en/soeg/?q=display&language=da")
    assert re.search(r'<a href="[^"]*" lang="da"><mark>Display</mark></a>', english)
    assert "<span>Danish</span>" in english


@pytest.mark.usefixtures("entries")
def test_chosen_languages_are_chips_and_go_with_every_link_and_form(client: Client) -> None:
    html = page(client, "/soeg/?q=display&language=en&language=da")
    chips = re.findall(r'<a class="tag" href="([^"]*)">(\w+)', html)
    assert chips == [
        ("/soeg/?q=display&amp;language=en", "Dansk"),
        ("/soeg/?q=display&amp;language=da", "Engelsk"),
    ]
    assert "/soeg/?q=display&amp;type=supplier&amp;language=da&amp;language=en" in html
    assert "/soeg/feed/?q=display&amp;language=da&amp;language=en" in html
    for name in ("find", "sort"):
        own = re.findall(rf'<form class="{name}.*?</form>', html, re.DOTALL)[-1]
        for code in ("da", "en"):
            assert f'<input type="hidden" name="language" value="{code}">' in own
    assert '<input type="hidden" name="language"' not in form(html)


@pytest.mark.usefixtures("entries")
def test_the_pages_own_language_alone_is_no_choice(client: Client) -> None:
    """The form sends it whenever another filter is used."""
    response = client.get("/soeg/?q=display&language=da&language=da")
    assert response.context["results"].query.languages == ()
    assert response.context["listing"].chips == []


@pytest.mark.parametrize("path", ["/soeg/", "/soeg/feed/", "/soeg/forslag/", "/api/v1/search/"])
@pytest.mark.parametrize("value", ["sv", "DA", "da-dk", "<blink>", "da,en"])
@pytest.mark.usefixtures("entries")
def test_an_unknown_language_is_explained(client: Client, path: str, value: str) -> None:
    response = client.get(path, {"q": "display", "language": ["da", value]})
    assert response.status_code == 400
    if response.headers["Content-Type"].startswith("application/json"):
        problem = response.json()
        said = f"{problem['parameter']}: {problem['detail']}"
    else:
        said = response.content.decode()
    assert "language: skal være en af disse: da, en" in said
    assert "<blink>" not in said


@pytest.mark.usefixtures("entries")
def test_the_api_finds_and_counts_by_language(client: Client) -> None:
    def ask(**parameters: Any) -> Any:
        return client.get("/api/v1/search/", {"q": "display", **parameters}).json()

    own = ask()
    assert [item["language"] for item in own["results"]] == ["da"]
    counted = [
        {"value": "da", "label": "Dansk", "count": 1},
        {"value": "en", "label": "Engelsk", "count": 2},
    ]
    assert own["facets"]["language"] == counted
    english = ask(language="en")
    assert {item["language"] for item in english["results"]} == {"en"}
    assert english["total"] == 2
    assert english["facets"]["language"] == counted
    both = ask(language=["en", "da"], type="product")
    assert sorted(item["title"] for item in both["results"]) == ["Display", "Displays"]
    assert [item["count"] for item in both["facets"]["language"]] == [1, 1]
    labelled = ask(language="da", lang="en")
    assert [item["title"] for item in labelled["results"]] == ["Display"]
    assert [item["label"] for item in labelled["facets"]["language"]] == ["Danish", "English"]


@pytest.mark.usefixtures("entries")
def test_the_feed_is_of_the_chosen_languages(client: Client) -> None:
    feed = ElementTree.fromstring(page(client, "/soeg/feed/?q=display&language=en"))
    titles = {item.findtext("title") for item in feed.iter("item")}
    assert titles == {"Displays", "A display"}
    assert feed.findtext("channel/language") == "en"
    assert (feed.findtext("channel/link") or "").endswith("/soeg/?q=display&language=en")


@pytest.mark.usefixtures("entries")
def test_suggestions_are_of_the_chosen_languages(client: Client) -> None:
    def titles(address: str) -> list[str]:
        return [item["title"] for item in client.get(address).json()["suggestions"]]

    assert titles("/soeg/forslag/?q=displ") == ["Display"]
    assert sorted(titles("/soeg/forslag/?q=displ&language=en")) == ["A display", "Displays"]
    both = "/soeg/forslag/?q=displ&language=en&language=da"
    assert sorted(titles(both)) == ["A display", "Display", "Displays"]


def test_what_was_meant_is_searched_for_in_the_same_languages(
    client: Client, make_entry: EntryMaker
) -> None:
    make_entry("Noget")
    make_entry("Calendar", language="en")
    html = page(client, "/soeg/?q=calender&language=en")
    assert "/soeg/?q=calendar&amp;language=en" in html


def test_a_search_in_other_languages_is_a_filter_of_another(
    client: Client, make_entry: EntryMaker
) -> None:
    """It is not counted once more, and what editors recommend for the whole search is left out."""
    entry = make_entry("Display")
    make_entry("Displays", language="en")
    PromotedResult.objects.create(page=entry.page, keywords=["display"], title="Anbefalet side")
    recommended = []
    for address in ("/soeg/?q=display", "/soeg/?q=display&language=en"):
        response = client.get(address, headers={"User-Agent": "Mozilla/5.0"})
        recommended.append("Anbefalet side" in response.content.decode())
    assert recommended == [True, False]
    assert [row.searches for row in SearchCount.objects.filter(text="display")] == [1]


def test_what_may_not_be_seen_in_another_language_is_not_counted(
    client: Client, make_entry: EntryMaker
) -> None:
    make_entry("Display")
    hidden = make_entry("Displays", language="en")
    hidden.page.live = False
    hidden.page.save()
    facets = client.get("/api/v1/search/?q=display").json()["facets"]
    assert "language" not in facets


def test_the_choice_of_languages_costs_few_queries_in_a_request(
    client: Client, make_entry: EntryMaker
) -> None:
    def asked() -> int:
        client.get("/api/v1/search/?q=display")
        with CaptureQueriesContext(connection) as captured:
            client.get("/api/v1/search/?q=display")
        return len(captured)

    for number in range(6):
        make_entry(f"Display {number}")
    alone = asked()
    make_entry("Displays", language="en")
    # The words that editors have entered for the language; entries that have a word are counted in
    # both languages at once.
    assert asked() == alone + 1
    for number in range(30):
        make_entry(f"Displays {number}", language="en")
    assert asked() == alone + 1
