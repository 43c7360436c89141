"""What is offered while a visitor types."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction, Site

from os2site.models import GlossaryEntry, Term
from os2site.search import vocabulary
from os2site.search.beginnings import begins_nearly
from os2site.search.suggestions import LIMIT
from tests.os2site.search.conftest import EntryMaker

pytestmark = pytest.mark.django_db


@pytest.fixture
def make_known(make_entry: EntryMaker) -> EntryMaker:
    """Makes an entry whose words are known, too, as publishing does."""

    def make(*args: Any, **fields: Any) -> Any:
        entry = make_entry(*args, **fields)
        vocabulary.add([entry])
        return entry

    return make


def offered(client: Client, text: str, path: str = "/soeg/forslag/") -> list[dict[str, str]]:
    answer = client.get(path, {"q": text})
    found: list[dict[str, str]] = json.loads(answer.content)["suggestions"]
    return found


def titles(client: Client, text: str) -> list[str]:
    return [item["title"] for item in offered(client, text)]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("bestyrelsesm", "Bestyrelsesmøde"),
        ("møde", "Bestyrelsesmøde"),
        ("moed", "Bestyrelsesmøde"),
        ("bestyrelsesm", "Bestyrelsens møder"),
        ("aarsm", "Årsmøde"),
        ("årsm", "Årsmøde"),
        ("digital sky", "Den digitale sky"),
    ],
)
def test_beginnings_of_words_and_of_words_inside_words(
    client: Client, make_known: EntryMaker, typed: str, title: str
) -> None:
    make_known(title)
    make_known("Noget helt andet")
    assert titles(client, typed) == [title]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("sekreter", "Sekretariatet"),
        ("skeret", "Sekretariatet"),
        ("eskretar", "Sekretariatet"),
        ("ssekret", "Sekretariatet"),
        ("sekretariad", "Sekretariatet"),
        ("os2fomrs", "OS2forms"),
        ("froms", "OS2forms"),
        ("skerm på bib", "Skærm på biblioteker"),
    ],
)
def test_one_letter_may_be_wrong(
    client: Client, make_known: EntryMaker, typed: str, title: str
) -> None:
    make_known(title)
    make_known("Noget helt andet")
    assert titles(client, typed) == [title]


def test_what_is_right_comes_without_what_is_nearly_so(
    client: Client, make_known: EntryMaker
) -> None:
    make_known("Skærmen")
    make_known("Skarme")
    assert titles(client, "skær") == ["Skærmen"]
    assert titles(client, "skarn") == ["Skarme"]
    assert titles(client, "xyzzy") == []


def test_a_need_that_only_the_summary_names(client: Client, make_known: EntryMaker) -> None:
    make_known("OS2display", summary="Styr indholdet på infoskærme")
    make_known("Infoskærme i borgerservice", type="supplier")
    assert titles(client, "infosk") == ["Infoskærme i borgerservice", "OS2display"]


def test_entries_of_a_type_stand_together(client: Client, make_known: EntryMaker) -> None:
    make_known("Skærmfirma", type="supplier")
    make_known("En skærm")
    make_known("Skærm")
    make_known("Firma for skærme", type="supplier")
    assert [item["type"] for item in offered(client, "skærm")] == [
        "product",
        "product",
        "supplier",
        "supplier",
    ]


def test_searches_are_offered_that_find_something(client: Client, make_known: EntryMaker) -> None:
    make_known("Skilt", summary="Viser opslag på en infoskærm")
    danish = Locale.objects.get(language_code="da")
    GlossaryEntry.objects.create(slug="a", preferred="infoskærm")
    GlossaryEntry.objects.create(slug="b", preferred="infoskrift")
    GlossaryEntry.objects.create(slug="c", preferred="information", language="en")
    Term.objects.create(vocabulary="service", slug="opslag", title="Opslag", locale=danish)

    assert offered(client, "infosk")[-1] == {
        "title": "infoskærm",
        "type": "query",
        "type_label": "Søgeord",
        "url": "/soeg/?q=infosk%C3%A6rm",
    }
    assert "infoskrift" not in titles(client, "infosk")
    assert "information" not in titles(client, "info")
    assert titles(client, "opsl") == ["Skilt", "Opslag"]
    assert titles(client, "infoksæ")[-1] == "infoskærm"


def test_there_are_at_most_eight_with_room_for_searches(
    client: Client, make_known: EntryMaker
) -> None:
    for number in range(12):
        make_known(f"Skærm nr. {number}")
    for number, word in enumerate(["skærm", "skærm 1", "skærm 2", "skærm 3", "skærm 4"]):
        GlossaryEntry.objects.create(slug=f"g{number}", preferred=word)

    found = offered(client, "skærm")

    assert len(found) == LIMIT
    assert [item["type"] for item in found] == ["product"] * 5 + ["query"] * 3


def test_nothing_is_offered_that_may_not_be_seen(
    client: Client, make_known: EntryMaker, site: Site
) -> None:
    private = make_known("Hemmeligt").page
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    draft = make_known("Hemmeligt udkast").page
    Page.objects.filter(pk=draft.pk).update(live=False)
    expired = make_known("Hemmeligt udløbet").page
    Page.objects.filter(pk=expired.pk).update(expire_at=timezone.now())
    other = Site.objects.create(
        hostname="other.example",
        root_page=Page.objects.get(depth=1).add_child(instance=Page(title="Andet", slug="andet")),
    )
    make_known("Hemmeligt andetsteds", on_site=other)
    make_known("Hemmeligt på engelsk", language="en")
    GlossaryEntry.objects.create(slug="h", preferred="hemmeligt")

    for typed in ("hemme", "hemmeligt", "hemmelgit", "udkast", "andetst"):
        assert titles(client, typed) == [], typed
    assert [item["title"] for item in offered(client, "hemme", "/en/soeg/forslag/")] == [
        "Hemmeligt på engelsk"
    ]


def test_the_number_of_queries_does_not_grow(client: Client, make_known: EntryMaker) -> None:
    def count(text: str) -> int:
        offered(client, text)
        with CaptureQueriesContext(connection) as queries:
            offered(client, text)
        return len(queries)

    make_known("Skærm 0")
    GlossaryEntry.objects.create(slug="g0", preferred="skærm")
    few, few_misspelt = count("skærm"), count("skærn")
    for number in range(1, 30):
        make_known(f"Skærm {number}")
        GlossaryEntry.objects.create(slug=f"g{number}", preferred=f"skærm {number}")
    assert count("skærm") == few
    assert count("skærn") == few_misspelt


@pytest.mark.parametrize(
    ("typed", "word", "near"),
    [
        ("skærm", "skærmen", True),
        ("skørm", "skærmen", True),
        ("skrm", "skærmen", True),
        ("skæærm", "skærmen", True),
        ("skræm", "skærmen", True),
        ("kærm", "skærmen", True),
        ("skærmx", "skærm", True),
        ("skørn", "skærmen", False),
        ("smækr", "skærmen", False),
        ("skærmxy", "skærm", False),
    ],
)
def test_nearly_a_beginning(typed: str, word: str, near: bool) -> None:
    assert begins_nearly(typed, word) is near
