"""Normal form, folding, the spellings of OS2, and the order of names."""

from __future__ import annotations

import pytest

from os2site.search.analysis.words import MAX_WORD, fold, normalise, sort_key, split


def words(text: str) -> list[str]:
    return [word.text for word in split(normalise(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("OS 2", ["os2"]),
        ("os-2", ["os2"]),
        ("OS2 Forms", ["os2", "forms"]),
        ("OS-2forms", ["os2forms"]),
        ("OS2-kravmotor", ["os2kravmotor"]),
        ("iOS 2", ["ios", "2"]),
        ("os 27001", ["os", "27001"]),
        ("pc'er og OS2's", ["pc", "og", "os2"]),
        ("ressource\u00adbooking", ["ressourcebooking"]),
        ("ﬁrma ＡＢＣ", ["firma", "abc"]),
        ("a\u200bb \u202ec", ["ab", "c"]),
        ("å", ["å"]),
        ("a_b", ["a", "b"]),
        ("", []),
        ("!?*", []),
    ],
)
def test_words_of_a_text(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_hyphenated_word_keeps_its_pieces() -> None:
    (word,) = split(normalise("Borger-PC"))
    assert (word.text, word.pieces) == ("borgerpc", ("borger", "pc"))


def test_offsets_are_those_of_the_text_as_given() -> None:
    text = "Én OS2-løsning"
    assert [text[word.start : word.end] for word in split(text)] == ["Én", "OS2-løsning"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("århus", "aarhus"), ("høring", "hoering"), ("ærø", "aeroe"), ("élan", "elan"),
     ("björk", "bjørk"), ("straße", "strasse")],
)  # fmt: skip
def test_spellings_fold_to_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_long_words_are_cut() -> None:
    assert [len(word) for word in words("x" * 10_000)] == [MAX_WORD]


def test_names_in_danish_order() -> None:
    names = ["Zoo", "Ørsted", "Æbelø", "Aabenraa", "Ål", "Odense", "os2 10", "OS2 2", "É", "Ä"]
    assert sorted(names, key=sort_key) == [
        "É", "Odense", "OS2 2", "os2 10", "Zoo", "Ä", "Æbelø", "Ørsted", "Aabenraa", "Ål",
    ]  # fmt: skip
