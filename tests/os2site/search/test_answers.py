"""A question's answer above the results: shown when it is sure, and never otherwise."""

from __future__ import annotations

import sys

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from os2site.models import SearchEntry
from os2site.plugins import PluginConfig, registry
from os2site.search.answers import LENGTH, beginning
from os2site.search.types import SearchType
from tests.os2site.search import entry_types
from tests.os2site.search.conftest import EntryMaker

pytestmark = pytest.mark.django_db


def body(entry: SearchEntry) -> str:
    return entry.body


FAQ = (SearchType("faq", "Question", "Questions", "faq", entry_types.nothing, answer=body),)


class Questions(PluginConfig):
    name = "tests.os2site.search.test_answers"
    label = "questions"
    version = "1.0"
    compatible = "<100"
    search_types = "tests.os2site.search.test_answers.FAQ"


@pytest.fixture(autouse=True)
def _with_questions(_entry_types: None, monkeypatch: pytest.MonkeyPatch) -> None:
    module = sys.modules[__name__]

    plugins = [*registry.installed(), Questions(module.__name__, module)]
    monkeypatch.setattr(registry, "installed", lambda: plugins)
    registry.clear()


@pytest.fixture
def price(make_entry: EntryMaker) -> SearchEntry:
    """A question with its answer."""
    return make_entry(
        "Hvad koster et medlemskab? »&«",
        type="faq",
        body="Kontingentet er 25.000 kr. om året & fastsættes af <i>medlemmerne</i>.",
    )


def shown(client: Client, parameters: str) -> bool:
    return 'id="search-answer"' in client.get(f"/soeg/?{parameters}").content.decode()


def test_page_and_api_show_the_entrys_own_text(client: Client, price: SearchEntry) -> None:
    html = client.get("/soeg/", {"q": "hvad koster medlemskab"}).content.decode()
    assert "Hvad koster et medlemskab? »&amp;«" in html
    assert html.count("om året &amp; fastsættes af &lt;i&gt;medlemmerne") == 1
    assert html.count(f'href="{price.url}"') == 2  # Its title and "see the whole answer".
    answer = client.get("/api/v1/search/", {"q": "hvad koster medlemskab"}).json()["answer"]
    assert answer == {
        "question": price.title,
        "text": price.body,
        "type": "faq",
        "slug": price.slug,
        "url": f"http://localhost{price.url}",
    }


def test_only_a_plain_search_is_answered(
    client: Client, price: SearchEntry, make_entry: EntryMaker
) -> None:
    for number in range(25):
        make_entry(f"Nr. {number}", body="Medlemskab koster.", facets={"category": ["borger"]})
    question = "q=hvad+koster+medlemskab"
    assert shown(client, question)
    assert shown(client, f"{question}&type=faq")
    for more in ("page=2", "sort=name", "sort=date", "category=borger", "type=product"):
        assert not shown(client, f"{question}&{more}"), more


def test_what_may_not_be_seen_answers_nothing(
    client: Client, price: SearchEntry, make_entry: EntryMaker
) -> None:
    assert shown(client, "q=hvad+koster+medlemskab")
    restriction = PageViewRestriction.objects.create(
        page=price.page, restriction_type=PageViewRestriction.LOGIN
    )
    assert not shown(client, "q=hvad+koster+medlemskab")
    restriction.delete()
    Page.objects.filter(pk=price.page_id).update(live=False)
    assert not shown(client, "q=hvad+koster+medlemskab")


def test_an_answer_costs_the_same_for_any_number_of_questions(
    client: Client, price: SearchEntry, make_entry: EntryMaker
) -> None:
    def count() -> int:
        client.get("/soeg/?q=hvad+koster+medlemskab")
        with CaptureQueriesContext(connection) as queries:
            client.get("/soeg/?q=hvad+koster+medlemskab")
        return len(queries)

    few = count()
    for number in range(15):
        make_entry(f"Hvad giver medlemskab nr. {number}?", type="faq", body="Meget.")
    assert count() == few


def test_a_long_answer_ends_with_a_sentence() -> None:
    text = "Ja, det kan I. " + "Det koster 25.000 kr. om året ekskl. moms. " * 20
    assert beginning(text).endswith("moms.")
    assert len(beginning(text)) <= LENGTH
    assert len(beginning("ord " * 1000)) <= LENGTH + 2
