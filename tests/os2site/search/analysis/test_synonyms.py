"""Words that mean the same are found by other forms of them, and by everyday words."""

from __future__ import annotations

import pytest

from os2site.search.analysis.languages import get_language
from os2site.search.analysis.queries import Knowledge, plan_query
from os2site.search.analysis.synonyms import Concept, Everyday, Synonyms, build
from os2site.search.analysis.thesaurus import everyday

DANISH = get_language("da")


def weights(text: str, synonyms: Synonyms, *, unknown: tuple[str, ...] = ()) -> dict[str, float]:
    """Token → the most that it weighs in the plan of a text."""
    found: dict[str, float] = {}
    for group in plan_query(text, "da", Knowledge(synonyms, unknown=unknown)).groups:
        for alternative in group.alternatives:
            for tokens in alternative.words:
                for token in tokens:
                    found[token] = max(alternative.weight, found.get(token, 0.0))
    return found


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        # Alone, the lemmatiser takes it for the present of a verb.
        ("udbyder", "udbydere"),
        ("udbyder", "udbyder"),
        # A verb and its noun.
        ("vurdering", "vurdere"),
        ("evaluere", "evalueringer"),
    ],
)
def test_a_concept_is_found_by_another_form_of_its_name(name: str, typed: str) -> None:
    synonyms = build([Concept((name, "kvægauktion"))], DANISH)
    assert "kvaegauktion" in weights(typed, synonyms)


def test_a_name_itself_comes_before_a_word_with_the_same_stem() -> None:
    synonyms = build(
        [Concept(("vurdering", "kvægauktion")), Concept(("vurdere", "hestemarked"))], DANISH
    )
    found = weights("vurdere", synonyms)
    assert "hestemarked" in found
    assert "kvaegauktion" not in found


def test_what_means_the_same_as_a_synonym_is_searched_for_less() -> None:
    concepts = [("kontor", "besøgsadresse"), ("adresse", "besøgsadresse"), ("adresse", "bopæl")]
    found = weights("kontor", build([Concept(names) for names in concepts], DANISH))
    assert 0 < found["adresse"] < found["besoegsadresse"] < found["kontor"]
    assert "bopael" not in found


def test_everyday_words_are_searched_for_less() -> None:
    words = {"skrald": Everyday(("affald",), ("dagrenovation",), ("genstand",))}
    found = weights("skrald", build([], DANISH, words))
    assert 0 < found["dagrenovation"] < found["affald"] < found["skrald"]
    assert "genstand" not in found
    assert "genstand" in weights("skrald", build([], DANISH, words), unknown=("skrald",))


def test_what_a_concept_says_goes_before_everyday_words() -> None:
    words = {"skrald": Everyday(("affald",))}
    found = weights("skrald", build([Concept(("skrald", "renovation"))], DANISH, words))
    assert "renovation" in found
    assert "affald" not in found


def test_words_that_say_little_bring_no_others() -> None:
    assert "weak" not in weights("finde", build([], DANISH, {"finde": Everyday(("weak",))}))


def test_the_shipped_everyday_words_are_danish_and_folded() -> None:
    found = everyday("da")
    assert "affald" in found["skrald"].same
    assert "moede" in found["seminar"].broader
    assert everyday("en") == {}
    assert not DANISH.stop_words & found.keys()


def test_a_type_that_is_sought_is_favoured_unless_the_text_says_otherwise() -> None:
    known = Knowledge(types={"leverandoer": "supplier"}, answering=("faq",), sought=("product",))
    assert plan_query("booking", "da", known).favoured == ("product",)
    assert plan_query("leverandør af booking", "da", known).favoured == ("supplier",)
    assert plan_query("hvad er booking", "da", known).favoured == ("faq",)
