"""Lemmas before stems, the written form kept, letters restored."""

from __future__ import annotations

import subprocess
import sys

import pytest

from os2site.search.analysis.documents import name_tokens, text_tokens
from os2site.search.analysis.languages import get_language
from os2site.search.analysis.queries import MAX_GROUPS, Knowledge, plan_query
from os2site.search.analysis.synonyms import Concept, Meaning, Synonym, Synonyms, build

DANISH = get_language("da")


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("bøger", "bog"),
        ("mænd", "mand"),
        ("numre", "nummer"),
        ("leverandørerne", "leverandoer"),
        ("digitalt", "digital"),
        ("infoskærmene", "infoskaerm"),
        ("beslutningerne", "beslutning"),
        ("kommunens", "kommune"),
        ("os2s", "os2"),
        ("bellcoms", "bellcom"),
        ("kavalless", "kavalless"),
        ("dus", "dus"),
    ],
)
def test_lemmas(word: str, lemma: str) -> None:
    assert DANISH.analyse(word).lemma == lemma


@pytest.mark.parametrize(("one", "other"), [("borger", "borg"), ("bruger", "brug")])
def test_words_that_a_stemmer_merges_stay_apart(one: str, other: str) -> None:
    first, second = DANISH.analyse(one), DANISH.analyse(other)
    assert not {*first.forms, first.stem} & ({*second.forms, second.stem} - {""})


def test_a_verb_and_its_noun_share_a_stem() -> None:
    assert DANISH.analyse("evaluere").stem == DANISH.analyse("evaluering").stem
    assert DANISH.analyse("udvikler").stem == DANISH.analyse("udvikling").stem


def test_the_written_form_is_indexed_beside_the_lemma() -> None:
    tokens = text_tokens("bøger", DANISH)
    assert "bog" in tokens
    assert "boeger" in tokens


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hoering", "høring"),
        ("leverandoer", "leverandør"),
        ("arsmøde", "årsmøde"),
        ("sonderborg", "sønderborg"),
        ("hoeringsportal", "høringsportal"),
        ("høring", "høring"),
        ("xqz", "xqz"),
    ],
)
def test_letters_are_restored_only_where_a_danish_word_comes_of_it(typed: str, meant: str) -> None:
    assert DANISH.restore(typed) == meant


def test_a_word_with_restored_letters_is_searched_as_typed_too() -> None:
    (group,) = plan_query("hoesten", "da").groups
    tokens = {token for item in group.alternatives for words in item.words for token in words}
    assert {DANISH.analyse("hoesten").lemma, DANISH.analyse("høsten").lemma} <= tokens


def test_stop_words_are_dropped_and_os2_is_not() -> None:
    tokens = text_tokens("det er OS 2 og os", DANISH)
    assert "os2" in tokens
    assert not {"det", "er", "og"} & set(tokens)


def test_the_part_after_os2_is_indexed() -> None:
    assert {"os2fleetoptimiser", "fleetoptimiser"} <= set(text_tokens("OS2fleetoptimiser", DANISH))
    assert name_tokens("OS2 borger-PC") == ["n_os2borgerpc", "n_borgerpc"]


def test_a_plan_has_one_group_for_each_meaningful_word() -> None:
    plan = plan_query("system til at booke mødelokaler i kommunen", "da")
    assert [group.text for group in plan.groups] == ["system", "booke", "mødelokaler", "kommunen"]
    assert plan.required == 2


def test_a_query_of_stop_words_only_is_taken_at_its_word() -> None:
    assert [group.text for group in plan_query("og i", "da").groups] == ["og", "i"]


def test_a_long_query_is_bounded() -> None:
    plan = plan_query(" ".join(f"ord{number}" for number in range(300)), "da")
    assert len(plan.groups) == MAX_GROUPS


def test_a_compound_matches_by_all_of_its_parts() -> None:
    (group,) = plan_query("mødelokale", "da").groups
    (split,) = [item for item in group.alternatives if len(item.words) > 1]
    assert [words[0] for words in split.words] == ["moede", "lokale"]


def test_synonyms_join_the_group_of_what_they_stand_for() -> None:
    table = {
        ("digital", "skilt"): Meaning({"infoskærm": Synonym("infoskærm")}),
        ("pc",): Meaning({name: Synonym(name) for name in ("computer", "gæste-pc")}),
    }
    plan = plan_query("digitale skilte og pc", "da", Knowledge(Synonyms(table)))
    assert [group.text for group in plan.groups] == ["digitale skilte", "pc"]
    assert plan.synonyms == ("infoskærm", "computer", "gæste-pc")
    tokens = [item.words for item in plan.groups[0].alternatives]
    assert (("infoskaerm",),) in tokens


def test_of_the_shipped_words_only_the_best_is_told() -> None:
    own = Concept(("kørsel", "befordring", "transport"))
    shipped = Concept(("kørselsgodtgørelse", "kilometerpenge", "mileage allowance"), trust=0.7)
    known = Knowledge(build([own, shipped], DANISH))
    assert plan_query("kilometerpenge", "da", known).synonyms == ("kørselsgodtgørelse",)
    assert plan_query("befordring", "da", known).synonyms == ("kørsel", "transport")


def test_english_words_that_say_little_are_dropped_from_an_english_query() -> None:
    plan = plan_query("how to become a member", "da")
    assert [group.text for group in plan.groups] == ["become", "member"]


def test_a_place_stands_for_its_regions_beside_other_words_only() -> None:
    known = Knowledge(places={("fyn",): ("syddanmark",)})
    tokens = plan_query("hosting fyn", "da", known).tokens
    assert "r_syddanmark" in tokens
    assert "r_syddanmark" not in plan_query("fyn", "da", known).tokens


def test_a_question_favours_types_that_answer_and_a_type_its_own_entries() -> None:
    known = Knowledge(types={"leverandoer": "supplier"}, answering=("faq",))
    assert plan_query("hvem kan drifte det", "da", known).favoured == ("faq",)
    assert plan_query("leverandører der udvikler", "da", known).favoured == ("supplier",)


def test_a_concept_finds_the_pages_that_it_belongs_with() -> None:
    known = Knowledge(build([Concept(("kørsel",), ("rute",), pages=("os2indberetning",))], DANISH))
    for text in ("kørsel", "ruter"):
        tokens = plan_query(text, "da", known).tokens
        assert {"k_os2indberetning", "l_os2indberetning"} <= tokens


def test_neighbouring_concepts_help_only_where_nothing_has_the_word() -> None:
    synonyms = build([Concept(("licens",), related=("ejerskab",))], DANISH)
    assert "licens" not in plan_query("ejerskab", "da", Knowledge(synonyms)).tokens
    unknown = Knowledge(synonyms, unknown={"ejerskab"})
    assert "licens" in plan_query("ejerskab", "da", unknown).tokens


def test_loading_the_module_reads_no_dictionary() -> None:
    code = (
        "import os2site.search.analysis.queries, sys, simplemma.strategies.dictionaries as d;"
        "from simplemma.strategies.dictionaries import dictionary_factory as f;"
        "print(f.DEFAULT_DICTIONARY_FACTORY._get_dictionary.cache_info().currsize)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "0"
