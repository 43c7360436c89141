"""Words that mean the same, as a query looks them up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from os2site.search.analysis.languages import Analysis, Language, get_language
from os2site.search.analysis.words import fold, normalise, split

#: What an entry that says it so weighs against one that has the word itself.
WEIGHT_MEANT = 0.9
WEIGHT_SAME = 0.7
WEIGHT_NARROWER = 0.5
#: The same of words that only help where nothing has the word that was typed.
WEIGHT_BROADER = 0.4
WEIGHT_RELATED = 0.3
#: Everyday words: what is said for a word that no concept has, and narrower or broader words.
WEIGHT_EVERYDAY = 0.3
WEIGHT_EVERYDAY_NEAR = 0.2
#: What a page that the concept belongs with weighs, found by one of its names or a narrower word.
WEIGHT_PAGE = 0.8
WEIGHT_PAGE_NARROWER = 0.5

#: The lemmas of a word or phrase, folded and without stop words.
Key = tuple[str, ...]


@dataclass(frozen=True)
class Synonym:
    """A text that is searched too.

    :param meant: it is what should have been typed.
    :param told: the visitor is told that it is searched too.
    :param narrower: it is a kind of what was typed, and found by that only.
    """

    text: str
    weight: float = WEIGHT_SAME
    meant: bool = False
    told: bool = True
    narrower: bool = False


@dataclass(frozen=True)
class Concept:
    """What one glossary entry says of search.

    :param names: mean the same, the preferred one first.
    :param narrower: found by a search for any of the names, but not the other way round.
    :param misspellings: are read as the preferred name.
    :param related: neighbouring concepts; they help only where nothing has the word.
    :param pages: slugs of the pages that are about it.
    :param trust: factor on the weight of all its words.
    """

    names: tuple[str, ...]
    narrower: tuple[str, ...] = ()
    misspellings: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    trust: float = 1.0


@dataclass
class Meaning:
    """What the glossary knows of a word or phrase.

    :param synonyms: texts that are searched too.
    :param rescue: texts that are searched where nothing has the word itself.
    :param pages: slug → weight of the pages that are about it.
    """

    synonyms: dict[str, Synonym] = field(default_factory=dict)
    rescue: dict[str, Synonym] = field(default_factory=dict)
    pages: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Everyday:
    """What else is said for an everyday word, all folded.

    :param broader: they help only where nothing has the word.
    """

    same: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()


@dataclass(frozen=True)
class Synonyms:
    """The synonyms in force in a language.

    :param table: what is known, by what is typed.
    :param words: the words of correctly spelled names: folded → as written.
    :param keys: every word of what can be typed, folded.
    :param by_modifier: first part of compounds → keys of the names that begin with it.
    :param by_stem: stems of a name's words → its key, so that a verb finds what its noun means.
    :param everyday: folded words that no concept has → what else is said for them.
    """

    table: Mapping[Key, Meaning] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    keys: frozenset[str] = frozenset()
    by_modifier: Mapping[str, tuple[Key, ...]] = field(default_factory=dict)
    by_stem: Mapping[Key, Key] = field(default_factory=dict)
    everyday: Mapping[str, Everyday] = field(default_factory=dict)

    def find(self, analyses: Sequence[Analysis]) -> Meaning | None:
        """What is known of these words: by their lemmas, as written, or by their stems."""
        lemmas = tuple(word.lemma for word in analyses)
        written = tuple(word.written for word in analyses)
        joined = ("".join(written),)
        stems = self.by_stem.get(stems_of(analyses), ())
        for key in (lemmas, written, joined, stems):
            found = self.table.get(key)
            if found is not None:
                return found
        return None


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


def stems_of(analyses: Iterable[Analysis]) -> Key:
    """What words have in common with those that are made from them."""
    return tuple(word.stem or word.lemma for word in analyses)


def build(
    concepts: Iterable[Concept],
    language: Language,
    everyday: Mapping[str, Everyday] = MappingProxyType({}),
) -> Synonyms:
    """Make the table of these concepts; a name that several of them have stands for all.

    :param everyday: what is said for other words.
    """
    builder = _Builder(language)
    for concept in concepts:
        builder.add(concept)
    return replace(builder.finish(), everyday=everyday)


class _Builder:
    """Collects what the concepts say of each word or phrase."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.table: dict[Key, Meaning] = {}
        self.words: dict[str, str] = {}
        self.typed: set[str] = set()
        self.by_modifier: dict[str, dict[Key, None]] = {}
        self.by_stem: dict[Key, Key] = {}

    def add(self, concept: Concept) -> None:
        names = {name: key_of(name, self.language) for name in concept.names}
        names = {name: key for name, key in names.items() if key}
        if not names:
            return
        preferred = next(iter(names))
        own = set(names.values())
        narrower = {
            text: key
            for text in concept.narrower
            if (key := key_of(text, self.language)) not in {(), *own}
        }
        trust = concept.trust
        # Of the shipped words, English and all, only the best is worth telling.
        own_words = trust == 1.0
        found = [
            Synonym(text, WEIGHT_NARROWER * trust, told=own_words, narrower=True)
            for text in narrower
        ]
        for name, key in names.items():
            also = [
                Synonym(other, WEIGHT_SAME * trust, told=own_words or other == preferred)
                for other, other_key in names.items()
                if other_key != key
            ]
            # Narrower words belong to the preferred one: "event" need not find every meeting.
            self._say(name, key, synonyms=[*also, *(found if name == preferred else ())])
            self._belongs(name, key, concept.pages, WEIGHT_PAGE)
            self._modifier(name, key)
            for piece in pieces_of(name, self.language):
                self.words.setdefault(fold(piece), piece)
        for text, key in narrower.items():
            broader = [
                Synonym(name, WEIGHT_BROADER * trust, told=own_words or name == preferred)
                for name in names
            ]
            self._say(text, key, rescue=broader)
            self._belongs(text, key, concept.pages, WEIGHT_PAGE_NARROWER)
            self._modifier(text, key)
        for text in concept.related:
            key = key_of(text, self.language)
            if key and key not in own:
                self._say(text, key, rescue=[Synonym(name, WEIGHT_RELATED) for name in names])
        for text in concept.misspellings:
            self._misspelt(text, preferred, names, found, concept.pages)

    def finish(self) -> Synonyms:
        self.typed.update(word for key in self.table for word in key)
        return Synonyms(
            self.table,
            self.words,
            frozenset(self.typed | self.words.keys()),
            {part: tuple(keys) for part, keys in self.by_modifier.items()},
            self.by_stem,
        )

    def _misspelt(
        self,
        text: str,
        preferred: str,
        names: Mapping[str, Key],
        narrower: Iterable[Synonym],
        pages: Iterable[str],
    ) -> None:
        key = key_of(text, self.language)
        if not key or key in names.values():
            return
        meant = Synonym(preferred, WEIGHT_MEANT, meant=True)
        same = [Synonym(name) for name in names if name != preferred]
        self._say(text, key, synonyms=[meant, *same, *narrower])
        self._belongs(text, key, pages, WEIGHT_PAGE)
        self.typed.update(fold(piece) for piece in pieces_of(text, self.language))

    def _say(
        self,
        name: str,
        key: Key,
        *,
        synonyms: Iterable[Synonym] = (),
        rescue: Iterable[Synonym] = (),
    ) -> None:
        synonyms, rescue = list(synonyms), list(rescue)
        for meaning in self._meanings(name, key):
            for synonym in synonyms:
                meaning.synonyms.setdefault(synonym.text, synonym)
            for synonym in rescue:
                meaning.rescue.setdefault(synonym.text, synonym)

    def _belongs(self, name: str, key: Key, pages: Iterable[str], weight: float) -> None:
        pages = list(pages)
        for meaning in self._meanings(name, key):
            for slug in pages:
                meaning.pages[slug] = max(weight, meaning.pages.get(slug, 0.0))

    def _meanings(self, name: str, key: Key) -> list[Meaning]:
        """What is known of a name by its lemmas, and by its words written together."""
        joined = fold("".join(word.text for word in split(normalise(name))))
        keys = [key, (joined,)] if joined and len(key) > 1 else [key]
        analyses = [self.language.analyse(piece) for piece in pieces_of(name, self.language)]
        self.by_stem.setdefault(stems_of(analyses), key)
        # A word that may be a form of several: "udbyder" is a noun and the present of a verb.
        written = tuple(word.written for word in analyses)
        if written != key:
            keys.append(written)
        # A query that is read as English has lost these words.
        english = tuple(word for word in key if word not in get_language("en").stop_words)
        if english and english != key and len(key) > 2:
            keys.append(english)
        return [self.table.setdefault(item, Meaning()) for item in keys]

    def _modifier(self, name: str, key: Key) -> None:
        """Remember a compound by its first part, and two words by the first."""
        pieces = pieces_of(name, self.language)
        parts = self.language.analyse(pieces[0]).parts
        first = parts[0] if parts else (fold(pieces[0]),) if len(pieces) > 1 else ()
        for form in first:
            self.by_modifier.setdefault(form, {})[key] = None
