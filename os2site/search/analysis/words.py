"""From text to words: normal form, letters folded, spellings of "OS2" made one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

#: Longer words are cut: no visitor types them, and indexes limit the length of a term.
MAX_WORD = 60

#: A run of letters and digits, with hyphens or an apostrophe inside.
_WORD = re.compile(r"[^\W_]+(?:[-‐‑–'’][^\W_]+)*")
_JOINTS = re.compile(r"[-‐‑–]")
#: Ending after an apostrophe, as in "pc'er" and "OS2's".
_APOSTROPHE_ENDING = re.compile(r"['’][^\W_]{1,3}$")
_OS2 = re.compile(r"\bos[\s\-‐‑–_]?2(?=\b|[^\W\d_])")
_FOLDED = str.maketrans(
    {
        "å": "aa",
        "æ": "ae",
        "ø": "oe",
        "ä": "ae",
        "ö": "oe",
        "ü": "y",
        "ß": "ss",
        "ð": "d",
        "þ": "th",
    }
)


def normalise(text: str) -> str:
    """Lower-case NFKC text without soft hyphens and other invisible marks, "OS 2" as "os2"."""
    composed = unicodedata.normalize("NFKC", text)
    if not composed.isascii():
        composed = "".join(
            char for char in composed if unicodedata.category(char) not in {"Cf", "Co", "Cs", "Cn"}
        )
    return _OS2.sub("os2", composed.lower())


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """The word as it is indexed: å as aa, æ as ae, ø as oe, other letters without accents."""
    if word.isascii():
        return word[:MAX_WORD]
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", word).translate(_FOLDED))
    return "".join(char for char in plain if not unicodedata.combining(char))[:MAX_WORD]


class Word(NamedTuple):
    """A word of a text: a page of results looks at thousands, so it is a light object.

    :param text: normalised, not folded.
    :param pieces: its pieces when it is written with hyphens, else empty.
    :param start: offset in the text that was split, ``end`` behind the last character.
    """

    text: str
    pieces: tuple[str, ...]
    start: int
    end: int


def split(text: str) -> Iterator[Word]:
    """Words of a text, in order; offsets are those of the text as given.

    The text should be normalised; a raw text is understood too, word by word (for highlights).
    """
    for match in _WORD.finditer(text):
        word, pieces = _read(match.group())
        if word:
            yield Word(word, pieces, match.start(), match.end())


@lru_cache(maxsize=100_000)
def _read(raw: str) -> tuple[str, tuple[str, ...]]:
    """A word as written → normalised, with its pieces when it has hyphens."""
    word = _APOSTROPHE_ENDING.sub("", normalise(raw))
    pieces = tuple(piece for piece in _JOINTS.split(word) if piece)
    joined = "".join(pieces).replace("'", "").replace("’", "")
    return (
        joined[:MAX_WORD],
        tuple(piece[:MAX_WORD] for piece in pieces) if len(pieces) > 1 else (),
    )


def sort_key(text: str) -> str:
    """Key that sorts names in Danish order (æ, ø, å last; aa as å) when compared by code point."""
    key: list[str] = []
    for part in re.split(r"(\d+)", normalise(text).replace("aa", "å")):
        if part.isdigit() and part.isascii():
            key.append(part[:20].rjust(8, "0"))
            continue
        for char in part:
            if char in "æä":
                key.append("{")
            elif char in "øö":
                key.append("|")
            elif char == "å":
                key.append("}")
            elif char.isalnum():
                key.append(fold(char))
            else:
                key.append(" ")
    return " ".join("".join(key).split())[:300]
