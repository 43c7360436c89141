"""What a word is in one language: its lemma, its stem and the parts it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import snowballstemmer
from simplemma import is_known, lemmatize

from os2site.search.analysis.compounds import outer_parts, split_compound
from os2site.search.analysis.stopwords import stop_words, weak_words
from os2site.search.analysis.words import fold

#: Shortest stem that is searched by; shorter ones merge words such as "borger" and "borg".
MIN_STEM = 5
#: Longest word that is no genitive of a name, whatever it ends in.
SHORTEST_NAME = 3
#: Words that ask.
QUESTION_WORDS: Mapping[str, frozenset[str]] = {
    "da": frozenset(
        [
            "hvad",
            "hvem",
            "hvilke",
            "hvilken",
            "hvilket",
            "hvor",
            "hvordan",
            "hvorfor",
            "hvornår",
            "kan",
            "må",
            "skal",
        ]
    ),
    "en": frozenset(
        [
            "can",
            "how",
            "may",
            "should",
            "what",
            "when",
            "where",
            "which",
            "who",
            "whom",
            "whose",
            "why",
        ]
    ),
}
#: Endings that make verbs and nouns of one another, longest first: evaluere, evaluering.
_DERIVATIONS = ("ering", "else", "ning", "ere", "ing", "er", "e")
#: Marks of tokens that are not words as written or lemmas.
PART = "p_"
STEM = "s_"
NAME = "n_"
#: Marks of tokens that say what an entry is: its page's slug, a page that it is about, its type, a
#: region it belongs to.
PAGE = "k_"
ABOUT = "l_"
TYPE = "t_"
REGION = "r_"
#: Mark of words in titles that say little by themselves.
FILLER = "w_"


@dataclass(frozen=True)
class Analysis:
    """A word's tokens, all folded.

    :param written: the word as written; ``lemma`` its dictionary form.
    :param stem: stem of the lemma, empty when too short to tell words apart.
    :param parts: the smallest parts of a compound in order, each as written and as lemma.
    :param inner: parts of a compound that are compounds themselves.
    :param tails: what remains of a compound without its first part, then without the first two, …
    """

    written: str
    lemma: str
    stem: str
    parts: tuple[tuple[str, ...], ...] = ()
    inner: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """The lemma, and the word as written when it differs."""
        return (self.lemma,) if self.lemma == self.written else (self.lemma, self.written)


@dataclass(frozen=True)
class Language:
    """Analysis in one language.

    :param restore: gives a word its letters back that were typed otherwise (``oe`` for ``ø``).
    :param knows: whether the language's lexicon has a word.
    """

    code: str
    analyse: Callable[[str], Analysis]
    restore: Callable[[str], str]
    knows: Callable[[str], bool]

    @property
    def stop_words(self) -> frozenset[str]:
        """Words that are not searched, read on first use."""
        return stop_words(self.code) if self.code else frozenset()

    @property
    def weak_words(self) -> frozenset[str]:
        """Words, folded, that many queries have and that tell little."""
        return weak_words(self.code) if self.code else frozenset()

    @property
    def question_words(self) -> frozenset[str]:
        """Words that make a question of what is typed."""
        return QUESTION_WORDS.get(self.code, frozenset())


#: Languages with rules that the site's editors made, put here by :mod:`os2site.search.wordlists`.
_edited: dict[str, Language] = {}


def get_language(code: str) -> Language:
    """The analysis for a language code; words of other languages are only folded."""
    name = code.partition("-")[0]
    return _edited.get(name) or LANGUAGES.get(name, PLAIN)


def use_language(code: str, language: Language | None) -> None:
    """Use a language with the site's own rules in place of ours, ``None`` for ours again."""
    if language is None:
        _edited.pop(code, None)
    else:
        _edited[code] = language


@cache
def _stemmer(name: str) -> Callable[[str], str]:
    return snowballstemmer.stemmer(name).stemWord  # type: ignore[no-any-return]


def _stem(word: str, name: str) -> str:
    stem = fold(_stemmer(name)(word))
    return stem if len(stem) >= MIN_STEM else ""


def _danish_stem(lemma: str) -> str:
    """What a verb and its nouns have in common; snowball's stem for words not in the lexicon."""
    if not is_known(lemma, lang="da"):
        return _stem(lemma, "danish")
    for ending in _DERIVATIONS:
        if lemma.endswith(ending) and len(lemma) - len(ending) >= MIN_STEM:
            return fold(lemma[: -len(ending)])
    return fold(lemma) if len(lemma) >= MIN_STEM else ""


def _lemma(word: str, code: str) -> str:
    if not word.isalpha() or len(word) < 3:
        return word
    lemma = lemmatize(word, lang=code).lower()
    if not is_known(word, lang=code) and not is_known(lemma, lang=code):
        return word
    return lemma


@lru_cache(maxsize=100_000)
def _danish(word: str) -> Analysis:
    lemma = _lemma(word, "da")
    parts = split_compound(word, lemma)
    if lemma == word and parts and not is_known(word, lang="da"):
        # Unknown to the lexicon as a whole: inflected like its last part.
        head = _lemma(parts[-1], "da")
        if word.endswith(parts[-1]):
            lemma = word[: -len(parts[-1])] + head
    if lemma == word and not parts and len(word) > SHORTEST_NAME and not is_known(word, lang="da"):
        lemma = _nominative(word)
    return Analysis(
        fold(word),
        fold(lemma),
        _danish_stem(lemma),
        tuple(tuple(dict.fromkeys((fold(part), fold(_lemma(part, "da"))))) for part in parts),
        tuple(fold(part) for part in outer_parts(word, lemma) if part not in parts),
        tuple(fold(tail) for tail in _tails(lemma, parts)),
    )


def _nominative(name: str) -> str:
    """A name without the ``s`` of its genitive, if that is what it ends in: ``os2s`` → ``os2``.

    Of a name that is spelt with an ``s`` itself one letter is lost, in texts and in queries alike.
    """
    return name[:-1] if name.endswith("s") and not name.endswith("ss") else name


def _tails(word: str, parts: Sequence[str]) -> Iterator[str]:
    """Endings of a compound that begin where a part does, the longest first."""
    start = 0
    for part in parts:
        start = word.find(part, start)
        if start < 0:
            return
        if start:
            yield word[start:]
        start += len(part)


@lru_cache(maxsize=100_000)
def _english(word: str) -> Analysis:
    lemma = _lemma(word, "en")
    return Analysis(fold(word), fold(lemma), _stem(lemma, "english"))


@lru_cache(maxsize=20_000)
def _restore_danish(word: str) -> str:
    """``hoering`` → ``høring``, ``arsmøde`` → ``årsmøde``: when only the other is a Danish word."""
    if not word.isalpha() or len(word) < 4 or is_known(word, lang="da"):
        return word
    variants = [
        word.replace(typed, meant)
        for typed, meant in (("oe", "ø"), ("ae", "æ"), ("aa", "å"), ("ö", "ø"), ("ä", "æ"))
        if typed in word
    ]
    variants += [
        word[:position] + meant + word[position + 1 :]
        for typed, meant in (("o", "ø"), ("a", "å"), ("a", "æ"))
        for position, char in enumerate(word)
        if char == typed
    ]
    for variant in variants:
        if is_known(variant, lang="da"):
            return variant
    return next((item for item in (word, *variants) if split_compound(item, item)), word)


def _plain(word: str) -> Analysis:
    return Analysis(fold(word), fold(word), "")


def _same(word: str) -> str:
    return word


def _in_danish(word: str) -> bool:
    return is_known(word, lang="da")


def _in_english(word: str) -> bool:
    return is_known(word, lang="en")


def _in_none(word: str) -> bool:
    return False


LANGUAGES = {
    "da": Language("da", _danish, _restore_danish, _in_danish),
    "en": Language("en", _english, _same, _in_english),
}
PLAIN = Language("", _plain, _same, _in_none)
