"""How much a title and a search say of each other."""

from __future__ import annotations

import pytest

from os2site.search.analysis.documents import text_tokens
from os2site.search.analysis.languages import get_language
from os2site.search.analysis.queries import plan_query
from os2site.search.titles import Titles

TITLES = (
    "Generalforsamlingen",
    "Årsmøde med ordinær generalforsamling",
    "Bliv medlem",
    "Få noget ud af medlemskabet",
    "Leverandører i hele landet",
    "OS2",
)


def overlaps(text: str) -> dict[str, float]:
    """Title → how much it and this search say of each other, among these titles."""
    words = {
        title: frozenset(
            token for token in text_tokens(title, get_language("da")) if token[1:2] != "_"
        )
        for title in TITLES
    }

    def having(token: str) -> set[int]:
        return {number for number, title in enumerate(TITLES) if token in words[title]}

    titles = Titles(plan_query(text, "da"), len(TITLES), having)
    return {title: titles.overlap(words[title]) for title in TITLES}


@pytest.mark.parametrize(
    ("text", "named", "other"),
    [
        ("generalforsamling", "Generalforsamlingen", "Årsmøde med ordinær generalforsamling"),
        ("hvordan bliver vi medlem", "Bliv medlem", "Få noget ud af medlemskabet"),
        ("leverandør i landet", "Leverandører i hele landet", "Bliv medlem"),
    ],
)
def test_the_title_that_says_just_what_is_looked_for_has_most_in_common(
    text: str, named: str, other: str
) -> None:
    found = overlaps(text)
    assert found[named] == max(found.values()) > found[other]


def test_only_a_title_that_says_all_of_it_and_no_more_has_all_in_common() -> None:
    found = overlaps("generalforsamlingen")
    assert found["Generalforsamlingen"] == pytest.approx(1.0)
    assert 0 < found["Årsmøde med ordinær generalforsamling"] < 1


@pytest.mark.parametrize("text", ["os2", "noget helt andet", ""])
def test_a_common_name_or_other_words_have_nothing_in_common(text: str) -> None:
    found = overlaps(text)
    assert found["OS2"] == found["Bliv medlem"] == 0
