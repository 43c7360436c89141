"""The front page: what it lists, and what it does without anything to list."""

from __future__ import annotations

import datetime
import json

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from wagtail.models import Site

from os2site.contrib.content.pages.models import HomePage
from os2site.models import DisabledPlugin, SearchEntry, SiteSettings, Term
from os2site.plugins import registry
from os2site.search import projection
from os2site_products.pages.models import ProductIndexPage
from tests.factories.content import make_figure, make_home, make_page
from tests.factories.events import make_event, make_index
from tests.factories.news import many_news, news
from tests.factories.products import ProductFactory, ProductIndexFactory, make_term

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def show(client: Client, address: str = "/") -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def find(page: BeautifulSoup, selector: str) -> Tag:
    found = page.select_one(selector)
    assert found is not None, selector
    return found


def words(node: Tag) -> str:
    return " ".join(node.get_text(" ").split())


def make_product(index: ProductIndexPage, title: str, category: Term, *, live: bool = True) -> None:
    index.refresh_from_db()
    page = ProductFactory(parent=index, title=title, slug=title.lower(), live=live)
    page.categories = [category]
    page.save()


def coming(number: int) -> dict[str, str]:
    start = timezone.localtime() + datetime.timedelta(days=number + 2)
    return {
        "starts_at": start.strftime("%Y-%m-%d 10:00"),
        "ends_at": start.strftime("%Y-%m-%d 12:00"),
    }


def test_a_new_page_has_danish_texts_that_an_editor_can_change(client: Client) -> None:
    with translation.override("da"):
        page = make_home(statement="Vi ejer koden.")

    shown = show(client)
    assert page.headline == "Find en løsning, andre allerede bruger"
    assert words(find(shown, "h1")) == page.headline
    assert words(find(shown, ".statement")) == "Vi ejer koden."


def test_a_site_without_anything_shows_the_search_and_no_empty_lists(
    client: Client, home: HomePage
) -> None:
    shown = show(client)

    assert find(shown, "form.find")["action"] == "/soeg/"
    assert not shown.select("#home-needs, #home-events, #home-news, #home-figures")


def test_examples_search_for_their_own_words(client: Client, home: HomePage) -> None:
    links = show(client).select(".try a")

    assert [link["href"] for link in links] == [
        "/soeg/?q=infosk%C3%A6rm",
        "/soeg/?q=booking+%26+lokaler",
    ]


def test_needs_are_counted_from_what_is_published(client: Client, home: HomePage) -> None:
    borger, klima = make_term("category", "borger"), make_term("category", "klima")
    index = ProductIndexFactory(parent=home)
    make_product(index, "Et", borger)
    make_product(index, "To", borger)
    make_product(index, "Kladde", klima, live=False)

    links = show(client).select(".needs a")
    assert {link["href"]: words(link) for link in links} == {
        "/produkter/?category=borger": "Borger 2 løsninger",
        "/produkter/?category=klima": "Klima 0 løsninger",
    }


def test_the_next_events_come_soonest_first_and_past_ones_not_at_all(
    client: Client, home: HomePage
) -> None:
    index = make_index()
    for number in (3, 1, 2):
        make_event(index=index, title=f"Om {number}", slug=f"om-{number}", **coming(number))
    make_event(index=index, title="Holdt", **coming(-30))

    titles = [words(title) for title in show(client).select("article.event h3 a")]
    assert titles == ["Om 1", "Om 2", "Om 3"]


def test_news_come_newest_first_and_the_first_is_large(client: Client, home: HomePage) -> None:
    today = timezone.localdate()
    news("Gammel", date=today - datetime.timedelta(days=9))
    news("Ny", date=today)
    news("Kladde", date=today, live=False)

    shown = show(client)
    assert words(find(shown, ".news-lead h3")) == "Ny"
    assert [words(title) for title in shown.select(".rows .row h3")] == ["Gammel"]


def test_a_plugin_that_is_switched_off_leaves_its_list_out(client: Client, home: HomePage) -> None:
    news("Ny")
    DisabledPlugin.objects.create(site=Site.objects.get(), label="os2site_news")

    assert not show(client).select("#home-news")


def test_a_plugin_that_fails_leaves_its_list_out_and_is_reported(
    client: Client, home: HomePage
) -> None:
    index = make_index()
    make_event(index=index, title="Om lidt", **coming(1))
    entry = SearchEntry.objects.get(type="event")
    entry.card = {}
    entry.save()

    assert not show(client).select("#home-events")
    assert [fault.where for fault in registry.faults] == ["home.event"]


def test_figures_come_in_the_editors_order_and_unknown_ones_are_left_out(
    client: Client, home: HomePage
) -> None:
    make_figure("medlemmer", 76, as_of=f"{timezone.localdate():%Y}")
    make_figure("kommuner", 93, unit="af 98 kommuner")
    home.figures = [("figure", "kommuner"), ("figure", "findes-ikke"), ("figure", "medlemmer")]
    home.save()

    shown = [words(figure) for figure in show(client).select(".figures > div")]
    assert shown == [
        "Kommuner 93 af 98 Oplyst af foreningen, uden dato",
        f"Medlemmer 76 Oplyst af foreningen, {timezone.localdate():%Y}",
    ]


def test_buttons_lead_to_public_pages_only(client: Client, home: HomePage) -> None:
    target = make_page("Bliv medlem", slug="bliv-medlem")
    draft = make_page("Kladde", slug="kladde", live=False)
    actions = type(home.actions.get())
    home.actions = [
        actions(label="Bliv medlem", target=target),
        actions(label="Kladde", target=draft),
        actions(label="Skriv", url="mailto:os2@os2.eu"),
    ]
    home.save()

    links = show(client).select(".button-group a")
    assert [link["href"] for link in links] == ["/bliv-medlem/", "mailto:os2@os2.eu"]


def test_hostile_texts_are_shown_as_text(client: Client, home: HomePage) -> None:
    hostile = "<script>alert(1)</script>"
    home.headline = home.lead = home.statement = home.search_placeholder = hostile
    home.save()
    news(hostile, summary=hostile)
    index = make_index()
    make_event(index=index, title=hostile, **coming(1))

    html = client.get("/").content.decode()
    assert hostile not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_search_engines_read_who_the_organisation_is(client: Client, home: HomePage) -> None:
    SiteSettings.objects.create(site=Site.objects.get(), name="OS2", contact_email="os2@os2.eu")

    scripts = show(client).select('script[type="application/ld+json"]')
    objects = [json.loads(script.string or "") for script in scripts]
    assert {"@type": "Organization", "name": "OS2", "email": "os2@os2.eu"}.items() <= objects[
        0
    ].items()


def test_the_number_of_queries_does_not_grow_with_the_content(
    client: Client, home: HomePage
) -> None:
    def fill(start: int, count: int) -> None:
        with projection.batch():
            for number in range(start, start + count):
                term = make_term("category", f"behov-{number}")
                make_product(product_index, f"P{number}", term)
                make_event(
                    index=event_index, title=f"A{number}", slug=f"a{number}", **coming(number)
                )
                make_figure(f"tal-{number}", number)
        many_news(count, start=start)

    def queries() -> int:
        client.get("/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/").status_code == 200
        return len(captured)

    product_index, event_index = ProductIndexFactory(parent=home), make_index()
    home.refresh_from_db()
    home.figures = [("figure", f"tal-{number}") for number in range(4)]
    home.save()
    fill(0, 1)
    few = queries()
    fill(1, 29)
    many = queries()

    assert many == few
    assert many <= 80
