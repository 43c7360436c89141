"""The vision page: parts, anchors, entries, and products of initiatives."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from os2site.contrib.content.pages.models import HomePage
from os2site.contrib.vision.pages.models import VisionItem
from os2site.models import PageRelation, SearchEntry
from tests.factories.products import ProductFactory, ProductIndexFactory
from tests.factories.vision import make_vision

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def show(client: Client) -> BeautifulSoup:
    answer = client.get("/vision/")
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def find(page: BeautifulSoup | Tag, selector: str) -> Tag:
    found = page.select_one(selector)
    assert found is not None, selector
    return found


def words(node: Tag) -> str:
    return " ".join(node.get_text(" ").split())


def test_the_vision_is_a_statement_a_lead_and_the_rest(client: Client, home: HomePage) -> None:
    make_vision(
        {
            "slug": "vision",
            "type": "vision",
            "text": "<p>Vi vil <b>styrke</b> det fælles.</p><p>Sammen.</p><p>Til sidst.</p>",
        },
        heading="Vision og strategi",
    )

    header = find(show(client), "#vision")
    assert words(find(show(client), "h1")) == "Vision og strategi"
    assert words(find(header, ".vision")) == "Vi vil styrke det fælles."
    assert words(find(header, ".lead")) == "Sammen."
    assert words(find(header, ".prose")) == "Til sidst."


def test_a_pillar_shows_its_emoji_as_decoration(client: Client, home: HomePage) -> None:
    make_vision(
        {"slug": "a", "type": "missionspind", "emoji": "🌐"}, {"slug": "b", "type": "missionspind"}
    )

    pillars = show(client).select(".pillars li")
    assert [pillar["id"] for pillar in pillars] == ["a", "b"]
    assert find(pillars[0], ".pillars__emoji")["aria-hidden"] == "true"
    assert not pillars[1].select(".pillars__emoji")


def test_an_initiative_says_in_words_what_its_bar_draws(client: Client, home: HomePage) -> None:
    make_vision(
        {
            "slug": "betaling",
            "type": "indsats",
            "status": "gennemfoert",
            "period_from": 2022,
            "period_to": 2023,
            "milestones": [
                ("milestone", {"year": 2023, "month": 1, "text": "Taget i brug."}),
                ("milestone", {"year": 2024, "month": None, "text": "Vurderet."}),
            ],
        },
        {"slug": "tilbud", "type": "indsats", "status": "i-gang", "period_from": 2022},
        {"slug": "uden", "type": "indsats"},
    )

    done, running, bare = show(client).select(".plan > li")
    assert "Gennemført" in words(done)
    assert "2022–2023" in words(done)
    assert "2 milepæle" in words(done)
    assert "Januar 2023: Taget i brug. 2024: Vurderet." in words(done)
    bar = find(done, ".plan__bar i")
    assert (bar["data-from"], bar["data-to"], bar["class"]) == ("1", "2", ["done"])
    assert find(done, ".plan__bar")["aria-hidden"] == "true"
    assert "Fra 2022" in words(running)
    assert not bare.select(".plan__bar, .badge")


def test_every_item_has_its_anchor_and_an_entry_that_leads_there(
    client: Client, home: HomePage
) -> None:
    page = make_vision(
        {"slug": "vision", "type": "vision", "text": "<p>Styrke &amp; åbenhed</p>"},
        {"slug": "mission", "type": "mission"},
        {"slug": "mission-deling", "type": "missionspind"},
        {"slug": "strategi", "type": "strategi"},
        {"slug": "indsats", "type": "indsats"},
        heading="Vision og strategi",
    )

    html = show(client)
    entries = SearchEntry.objects.filter(page_id=page.pk)
    assert {entry.slug for entry in entries} == {
        "vision-og-strategi",
        "vision",
        "mission",
        "mission-deling",
        "strategi",
        "indsats",
    }
    assert {entry.type for entry in entries} == {"page"}
    for entry in entries.exclude(key=str(page.pk)):
        assert entry.url == f"/vision/#{entry.slug}"
        assert len(html.select(f"[id='{entry.slug}']")) == 1
    assert entries.get(slug="vision").summary == "Styrke & åbenhed"


def test_items_are_found_only_while_the_page_is_public(home: HomePage) -> None:
    page = make_vision({"slug": "mission", "type": "mission"}, live=False)
    assert not SearchEntry.objects.filter(page_id=page.pk).exists()

    page.save_revision().publish()
    assert SearchEntry.objects.filter(page_id=page.pk).count() == 2
    page.refresh_from_db()
    page.unpublish()
    assert not SearchEntry.objects.filter(page_id=page.pk).exists()


def test_public_products_of_an_initiative_are_linked_both_ways_and_found(
    client: Client, home: HomePage
) -> None:
    index = ProductIndexFactory(parent=home)
    public = ProductFactory(parent=index, title="OS2forms")
    draft = ProductFactory(parent=index, title="Kladde", live=False)
    page = make_vision(
        {"slug": "tilbud", "type": "indsats"},
        {"slug": "andet", "type": "indsats"},
        products=[("tilbud", public), ("tilbud", draft)],
    )

    links = find(show(client), "#tilbud").select(".plan__text a")
    assert [link.get_text() for link in links] == ["OS2forms"]
    assert PageRelation.objects.get(source_id=page.pk, target_id=public.pk).kind == "product"
    entries = SearchEntry.objects.filter(page_id=page.pk)
    assert entries.get(slug="tilbud").extra.split("\n") == ["OS2forms", ""]
    assert "OS2forms" not in entries.get(slug="andet").extra

    public.title = "OS2blanketter"
    public.save()
    assert "OS2blanketter" in entries.get(slug="tilbud").extra
    public.unpublish()
    assert "OS2blanketter" not in entries.get(slug="tilbud").extra


def test_a_page_without_items_is_shown(client: Client, home: HomePage) -> None:
    make_vision()

    assert words(find(show(client), "h1")) == "Vision"


def test_a_period_must_begin_before_it_ends() -> None:
    for values in ({"period_from": 2023, "period_to": 2022}, {"period_to": 2022}):
        with pytest.raises(ValidationError) as fault:
            VisionItem(slug="a", title="A", **values).clean()
        assert set(fault.value.message_dict) == {"period_to"}


def test_hostile_texts_are_shown_as_text(client: Client, home: HomePage) -> None:
    hostile = "<script>alert(1)</script>"
    types = ("vision", "mission", "missionspind", "strategi", "indsats")
    make_vision(
        *({"slug": item, "type": item, "title": hostile, "emoji": "<i>"} for item in types),
        heading=hostile,
    )

    html = client.get("/vision/").content.decode()
    assert hostile not in html
    assert "<i>" not in html
    assert "&lt;i&gt;" in html


def test_the_number_of_queries_does_not_grow_with_items_and_products(
    client: Client, home: HomePage
) -> None:
    index = ProductIndexFactory(parent=home)

    def queries(number: int) -> int:
        products = [
            ProductFactory(parent=index, title=f"P{number}-{item}") for item in range(number)
        ]
        page = make_vision(
            *({"slug": f"i{item}", "type": "indsats"} for item in range(number)),
            products=[(f"i{item}", product) for item, product in enumerate(products)],
        )
        client.get("/vision/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/vision/").status_code == 200
        page.delete()
        return len(captured)

    assert queries(1) == queries(12)
