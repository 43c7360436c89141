"""Tokens of what is searched: written into either engine's index."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from os2site.search.analysis.languages import (
    ABOUT,
    FILLER,
    NAME,
    PAGE,
    PART,
    REGION,
    STEM,
    TYPE,
    Analysis,
    Language,
    get_language,
)
from os2site.search.analysis.words import MAX_WORD, fold, normalise, split

if TYPE_CHECKING:
    from os2site.models import SearchEntry

#: Most words of one field that are indexed (about 80 pages of print).
MAX_WORDS = 40_000

#: The fields that are searched, and what a match in each weighs.
FIELD_WEIGHTS: dict[str, float] = {
    "name": 12.0,
    "title": 8.0,
    "summary": 4.0,
    "keywords": 4.0,
    "body": 1.5,
    "extra": 0.8,
    "documents": 0.5,
}


def entry_tokens(entry: SearchEntry) -> dict[str, str]:
    """The tokens of an entry, whose facets should be prefetched, by field, separated by spaces."""
    language = get_language(entry.language)
    fields = {
        name: text_tokens(getattr(entry, name), language)
        for name in FIELD_WEIGHTS
        if name != "name"
    }
    fields["title"] += filler_tokens(entry.title, language)
    fields["keywords"] += slug_tokens(entry.slug, language, fields["title"])
    fields["keywords"] += identity_tokens(entry)
    return {
        "name": " ".join(name_tokens(entry.title)),
        **{name: " ".join(tokens) for name, tokens in fields.items()},
    }


def identity_tokens(entry: SearchEntry) -> list[str]:
    """What an entry is found by beside its words: its page, type, regions and products."""
    facets = sorted((facet.name, facet.value) for facet in entry.facets.all())
    return [
        PAGE + page_token(entry.slug),
        TYPE + entry.type,
        *(REGION + value for name, value in facets if name == "region"),
        *(ABOUT + page_token(value) for name, value in facets if name == "product"),
    ]


def slug_tokens(slug: str, language: Language, title: Collection[str]) -> list[str]:
    """The words of a slug that the title lacks: what editors call the page among themselves.

    :param title: tokens of the title.
    """
    said = " ".join(language.restore(word) for word in slug.split("-"))
    return [token for token in text_tokens(said, language) if token not in title]


def page_token(slug: str) -> str:
    """A slug as a token."""
    return fold(slug.replace("-", ""))


def filler_tokens(title: str, language: Language) -> list[str]:
    """The words of a title that say little by themselves, each once."""
    words = [piece for word in split(normalise(title)) for piece in word.pieces or (word.text,)]
    return [
        FILLER + language.analyse(word).lemma
        for word in dict.fromkeys(words)
        if word in language.stop_words
    ]


def text_tokens(text: str, language: Language) -> list[str]:
    """Lemmas in order, then what else the words may be found by.

    The lemmas come first so that words that follow each other can be searched as a phrase.
    """
    lemmas: list[str] = []
    others: list[str] = []
    previous = ""
    for number, word in enumerate(split(normalise(text))):
        if number >= MAX_WORDS:
            break
        for piece in word.pieces or (word.text,):
            if piece in language.stop_words:
                previous = ""
                continue
            analysis = language.analyse(piece)
            lemmas.append(analysis.lemma)
            if analysis.written != analysis.lemma:
                others.append(analysis.written)
            if analysis.stem:
                others.append(STEM + analysis.stem)
            others += part_tokens(analysis)
            if previous == "os2":
                others.append(f"os2{analysis.written}"[:MAX_WORD])
            if piece.startswith("os2") and len(piece) > 4:
                others += _after_os2(piece[3:], language)
            previous = piece
        if word.pieces:
            others.append(fold(word.text))
    return lemmas + others


def _after_os2(rest: str, language: Language) -> list[str]:
    analysis = language.analyse(rest)
    return [*analysis.forms, *part_tokens(analysis)]


def part_tokens(analysis: Analysis) -> list[str]:
    """Tokens of the parts of a compound, the compounds inside it included."""
    parts = [form for part in analysis.parts for form in part]
    return [PART + part for part in dict.fromkeys((*parts, *analysis.inner))]


def name_tokens(title: str) -> list[str]:
    """The whole title as one token, and without a leading "OS2"."""
    joined = fold("".join(word.text for word in split(normalise(title))))
    if not joined:
        return []
    names = [NAME + joined]
    if joined.startswith("os2") and len(joined) > 4:
        names.append(NAME + joined[3:])
    return names
