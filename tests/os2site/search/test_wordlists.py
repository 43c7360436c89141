"""Rules for words: when they are in force, and that entries follow whatever happens."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from os2site.enums import WordRuleKind
from os2site.models import GlossaryEntry, OutboxItem, WordChange, WordRule
from os2site.search import planning, service, wordlists
from os2site.search.analysis.languages import get_language
from os2site.search.glossary import synonyms_for
from tests.os2site.search.conftest import EntryMaker, QueryMaker

pytestmark = pytest.mark.django_db


def add(word: str, kind: WordRuleKind, value: str = "", **values: Any) -> WordRule:
    return WordRule.objects.create(word=word, kind=kind, value=value, **values)


def titles(query: Any) -> list[str]:
    return [hit.entry.title for hit in service.search(query).hits]


def test_a_rule_saved_elsewhere_is_in_force_with_the_next_search(
    make_query: QueryMaker, make_entry: EntryMaker
) -> None:
    make_entry("Skrutel")
    assert titles(make_query("kvimskrutel")) == []

    # As another process does it: no signal reaches this one.
    WordRule.objects.bulk_create(
        [WordRule(word="kvimskrutel", kind=WordRuleKind.PARTS, value="kvim skrutel")]
    )
    planning.plans(make_query("kvimskrutel"))
    assert get_language("da").analyse("kvimskrutel").parts == (("kvim",), ("skrutel",))

    WordRule.objects.all().delete()
    planning.plans(make_query("kvimskrutel"))
    assert get_language("da").analyse("kvimskrutel").parts == ()


def test_rules_are_of_one_language(make_query: QueryMaker) -> None:
    add("screen", WordRuleKind.BASE_FORM, "display", language="en")
    planning.plans(make_query("screen"))
    planning.plans(make_query("screen", language="en"))

    assert get_language("en").analyse("screen").lemma == "display"
    assert get_language("da").analyse("screen").lemma != "display"


def test_words_and_rules_are_asked_for_together(site: Site) -> None:
    GlossaryEntry.objects.create(slug="x", preferred="kørekort")
    add("ord", WordRuleKind.STOP)
    synonyms_for("da")
    with CaptureQueriesContext(connection) as captured:
        synonyms_for("da")
        assert len(captured) == 1
        wordlists.refresh("da")
        synonyms_for("da")

    # Both ways of asking see the same version, so that neither makes the other read all anew.
    assert len(captured) == 3


def test_asking_for_the_rules_is_one_query(make_query: QueryMaker) -> None:
    for number in range(5):
        add(f"ord{number}", WordRuleKind.STOP)
    wordlists.refresh("da")
    with CaptureQueriesContext(connection) as captured:
        wordlists.refresh("da")

    assert len(captured) == 1


def test_a_changed_rule_leaves_word_of_itself_until_entries_follow(
    make_entry: EntryMaker, make_query: QueryMaker
) -> None:
    make_entry("Snurrebas", body="En KVIMSKRUTEL her.")
    rule = add("kvimskrutel", WordRuleKind.PARTS, "kvim skrutel")
    assert [str(item) for item in WordChange.objects.all()] == ["kvimskrutel"]
    rule.word = "andetord"
    rule.save()
    rule.delete()
    assert {str(item) for item in WordChange.objects.all()} == {"kvimskrutel", "andetord"}

    add("kvimskrutel", WordRuleKind.PARTS, "kvim skrutel")
    call_command("os2site_run_due")

    assert not WordChange.objects.exists()
    assert titles(make_query("skrutel")) == ["Snurrebas"]


def test_what_many_entries_have_is_left_to_due_work(
    make_entry: EntryMaker, make_query: QueryMaker
) -> None:
    for number in range(3):
        make_entry(f"Kvimskrutel {number}")
    add("kvimskrutel", WordRuleKind.PARTS, "kvim skrutel")

    assert wordlists.run_due(limit=2) == 0
    assert WordChange.objects.count() == 1
    assert wordlists.run_due() == 3
    assert len(titles(make_query("skrutel"))) == 3


def test_a_fault_keeps_the_word_for_the_next_time(
    make_entry: EntryMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_entry("Kvimskrutel")
    add("kvimskrutel", WordRuleKind.PARTS, "kvim skrutel")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE os2site_searchindex RENAME TO os2site_away")
    try:
        with pytest.raises(CommandError, match="regler for ord"):
            call_command("os2site_run_due")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE os2site_away RENAME TO os2site_searchindex")

    assert WordChange.objects.count() == 1


def test_the_external_index_hears_of_it(make_entry: EntryMaker, settings: Any) -> None:
    entry = make_entry("Kvimskrutel")
    settings.OS2SITE = {
        **settings.OS2SITE,
        "SEARCH_ENGINE": "elasticsearch",
        "ELASTICSEARCH_URLS": ("http://127.0.0.1:9",),
    }
    add("kvimskrutel", WordRuleKind.WHOLE)
    before = entry.updated_at

    wordlists.run_due()

    assert [item.key for item in OutboxItem.objects.all()] == [entry.key]
    entry.refresh_from_db()
    assert entry.updated_at > before


@pytest.mark.parametrize(
    ("word", "kind", "value", "field"),
    [
        ("to ord", WordRuleKind.STOP, "", "word"),
        ("ord!", WordRuleKind.STOP, "", "word"),
        ("ord", WordRuleKind.STOP, "noget", "value"),
        ("ord", WordRuleKind.PARTS, "et", "value"),
        ("ord", WordRuleKind.PARTS, "et %", "value"),
        ("ord", WordRuleKind.BASE_FORM, "", "value"),
        ("ord", WordRuleKind.BASE_FORM, "to ord", "value"),
        ("givet", WordRuleKind.SEARCHED, "", "kind"),
    ],
)
def test_what_can_not_be_meant_is_explained(
    db: None, word: str, kind: WordRuleKind, value: str, field: str
) -> None:
    add("givet", WordRuleKind.STOP)
    with pytest.raises(ValidationError) as caught:
        WordRule(word=word, kind=kind, value=value).full_clean()

    assert list(caught.value.message_dict) == [field]


def test_an_editor_makes_a_rule(admin_client: Client) -> None:
    answer = admin_client.post(
        "/admin/snippets/os2site/wordrule/add/",
        {"word": "Kvimskrutel", "kind": "dele", "value": "kvim + skrutel", "language": "da"},
    )

    assert answer.status_code == 302
    rule = WordRule.objects.get()
    assert (rule.word, rule.value) == ("kvimskrutel", "kvim skrutel")
    listed = admin_client.get("/admin/snippets/os2site/wordrule/").content.decode()
    assert "Består af disse dele" in listed
