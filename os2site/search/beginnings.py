"""What a visitor has begun to type: the words so far, and those that it may become."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from os2site.search.analysis.compounds import LINKS, MIN_PART
from os2site.search.analysis.languages import PART, Language
from os2site.search.analysis.words import fold, normalise, split
from os2site.search.engines.database.vendor import Way

#: Shortest beginning that is taken for a misspelt one, and words that it may be read as.
MIN_MISSPELT = 4
#: Fewest letters that are looked for in summaries.
MIN_IN_SUMMARY = 4
MAX_NEAR = 8


@dataclass(frozen=True)
class Beginning:
    """A text in the middle of being typed.

    :param name: how the name of an entry begins that is called so, as indexed.
    :param words: its words as typed, without those that are not searched; the last one may be
        unfinished. ``folded`` are the same as indexed.
    """

    name: str
    words: tuple[str, ...]
    folded: tuple[str, ...]


def begin(text: str, language: Language) -> Beginning:
    """Read what has been typed so far."""
    words = [piece for word in split(normalise(text)) for piece in word.pieces or (word.text,)]
    searched = [word for word in words[:-1] if word not in language.stop_words] + words[-1:]
    return Beginning(
        "".join(fold(word) for word in words),
        tuple(searched),
        tuple(fold(word) for word in searched),
    )


def ways(beginning: Beginning, language: Language) -> list[Way]:
    """How titles may have it, best first: as typed; inside compounds; as two words; and what
    summaries have, because a need is seldom in a product's name.
    """
    plain = tuple((word,) for word in beginning.folded)
    inside = tuple((word, PART + word) for word in beginning.folded)
    found = [Way(plain), Way(inside)]
    divided = _divide(beginning.words[-1], language)
    if divided is not None:
        head, rest = divided
        forms = language.analyse(head).forms
        tokens = (*forms, *(PART + form for form in forms))
        found.append(Way((*inside[:-1], tokens, (fold(rest), PART + fold(rest)))))
    if len(beginning.name) >= MIN_IN_SUMMARY:
        found.append(Way(inside, in_summary=True))
    return found


def misspelt(beginning: Beginning) -> list[str]:
    """Words that are long enough to be read as another."""
    return [word for word in beginning.folded if len(word) >= MIN_MISSPELT]


def mended_ways(beginning: Beginning, known: Iterable[str]) -> list[Way]:
    """How titles may have it when one word is misspelt: for each word, those it may be read as.

    :param known: folded words that entries have.
    """
    words, known = beginning.folded, list(known)
    found = []
    for number, word in enumerate(words):
        if len(word) < MIN_MISSPELT:
            continue
        is_last = number == len(words) - 1
        near = [other for other in known if _is_near(word, other, whole=not is_last)]
        # The word with the least left to type first.
        near = sorted(dict.fromkeys(near), key=lambda other: (len(other), other))[:MAX_NEAR]
        if near:
            tokens = tuple(token for other in near for token in (other, PART + other))
            others = tuple((other, PART + other) for other in words)
            found.append(Way((*others[:number], tokens, *others[number + 1 :]), not is_last))
    return found


def matches(beginning: Beginning, words: Sequence[str], *, misspelt: bool = False) -> bool:
    """Whether a text with these folded words is what was begun.

    :param misspelt: one letter may be wrong in each word.
    """
    *earlier, last = beginning.folded
    if misspelt:
        return all(
            any(_is_near(word, other, whole=True) for other in words) for word in earlier
        ) and (any(_is_near(last, other, whole=False) for other in words))
    return all(word in words for word in earlier) and any(other.startswith(last) for other in words)


def begins_nearly(typed: str, word: str) -> bool:
    """Whether a word begins as typed but for one letter: other, too much, missing, or swapped with
    the next.
    """
    if word.startswith(typed):
        return True
    place = next(
        (number for number, char in enumerate(typed) if word[number : number + 1] != char),
        len(typed),
    )
    rest = typed[place + 1 :]
    return (
        word.startswith(rest, place + 1)
        or word.startswith(rest, place)
        or word.startswith(typed[place:], place + 1)
        or (
            word[place + 1 : place + 2] == typed[place]
            and word[place : place + 1] == typed[place + 1 : place + 2]
            and word.startswith(typed[place + 2 :], place + 2)
        )
    )


def _is_near(typed: str, word: str, *, whole: bool) -> bool:
    if len(typed) < MIN_MISSPELT:
        return word == typed if whole else word.startswith(typed)
    candidates = (word, word[3:]) if word.startswith("os2") and len(word) > 4 else (word,)
    return any(
        begins_nearly(typed, item) and (not whole or abs(len(item) - len(typed)) <= 1)
        for item in candidates
    )


def _divide(word: str, language: Language) -> tuple[str, str] | None:
    """The longest known word that this one begins with, and the beginning of the next."""
    for cut in range(len(word) - 1, MIN_PART - 1, -1):
        for link in LINKS:
            head = language.restore(word[: cut - len(link)])
            if len(head) >= MIN_PART and word[:cut].endswith(link) and language.knows(head):
                return head, word[cut:]
    return None
