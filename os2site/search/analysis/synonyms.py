"""Words that mean the same, as a query looks them up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from os2site.search.analysis.languages import Language
from os2site.search.analysis.words import fold, normalise, split

#: What an entry that says it so weighs against one that has the word itself.
WEIGHT_MEANT = 0.9
WEIGHT_SAME = 0.7
WEIGHT_NARROWER = 0.5

#: The lemmas of a word or phrase, folded and without stop words.
Key = tuple[str, ...]


@dataclass(frozen=True)
class Synonym:
    """A text that is searched too.

    :param meant: it is what should have been typed.
    """

    text: str
    weight: float = WEIGHT_SAME
    meant: bool = False


@dataclass(frozen=True)
class Concept:
    """What one glossary entry says of search.

    :param names: mean the same, the preferred one first.
    :param narrower: found by a search for any of the names, but not the other way round.
    :param misspellings: are read as the preferred name.
    """

    names: tuple[str, ...]
    narrower: tuple[str, ...] = ()
    misspellings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Synonyms:
    """The synonyms in force in a language.

    :param table: what is searched too, by what is typed.
    :param words: the words of correctly spelled names: folded → as written.
    :param keys: every word of what can be typed, folded.
    """

    table: Mapping[Key, tuple[Synonym, ...]] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    keys: frozenset[str] = frozenset()


NO_SYNONYMS = Synonyms()


def pieces_of(text: str, language: Language) -> list[str]:
    """Words of a text, divided at hyphens, without stop words."""
    return [
        piece
        for word in split(normalise(text))
        for piece in word.pieces or (word.text,)
        if piece not in language.stop_words
    ]


def key_of(text: str, language: Language) -> Key:
    """The lemmas that a text is looked up by, empty when it has no word that is searched."""
    return tuple(
        language.analyse(language.restore(piece)).lemma for piece in pieces_of(text, language)
    )


def build(concepts: Iterable[Concept], language: Language) -> Synonyms:
    """Make the table of these concepts; a name that several of them have stands for all."""
    table: dict[Key, dict[str, Synonym]] = {}
    words: dict[str, str] = {}
    typed: set[str] = set()
    for concept in concepts:
        names = {name: key_of(name, language) for name in concept.names}
        names = {name: key for name, key in names.items() if key}
        if not names:
            continue
        preferred = next(iter(names))
        own = set(names.values())
        narrower = [
            Synonym(text, WEIGHT_NARROWER)
            for text in concept.narrower
            if key_of(text, language) not in {(), *own}
        ]
        for name, key in names.items():
            also = [Synonym(other) for other, other_key in names.items() if other_key != key]
            # Narrower words belong to the preferred one: "event" need not find every meeting.
            _add(table, _keys(name, key), [*also, *(narrower if name == preferred else ())])
            for piece in pieces_of(name, language):
                words.setdefault(fold(piece), piece)
        for text in concept.misspellings:
            key = key_of(text, language)
            if not key or key in own:
                continue
            meant = Synonym(preferred, WEIGHT_MEANT, meant=True)
            same = [Synonym(name) for name in names if name != preferred]
            _add(table, _keys(text, key), [meant, *same, *narrower])
            typed.update(fold(piece) for piece in pieces_of(text, language))
    typed.update(word for key in table for word in key)
    return Synonyms(
        {key: tuple(found.values()) for key, found in table.items()},
        words,
        frozenset(typed | words.keys()),
    )


def _keys(text: str, key: Key) -> list[Key]:
    """What a name is looked up by: its lemmas, and its words written together."""
    joined = fold("".join(word.text for word in split(normalise(text))))
    return [key, (joined,)] if joined and len(key) > 1 else [key]


def _add(
    table: dict[Key, dict[str, Synonym]], keys: Iterable[Key], found: Iterable[Synonym]
) -> None:
    found = list(found)
    for key in keys:
        known = table.setdefault(key, {})
        for synonym in found:
            known.setdefault(synonym.text, synonym)
