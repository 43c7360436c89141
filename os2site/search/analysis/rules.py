"""A site's own rules for words, laid over what the analysis knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from os2site.search.analysis.languages import LANGUAGES, PLAIN, Analysis, Language
from os2site.search.analysis.words import fold


@dataclass(frozen=True)
class Rules:
    """Rules of one language; words are in lower case.

    :param parts: what compounds are made of, nothing for a word that is whole.
    :param base_forms: word → its base form.
    :param stop: words that are not searched, too; ``searched`` those that are after all.
    """

    parts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    base_forms: tuple[tuple[str, str], ...] = ()
    stop: frozenset[str] = frozenset()
    searched: frozenset[str] = frozenset()


NO_RULES = Rules()


@dataclass(frozen=True)
class RuledLanguage(Language):
    """A language with a site's rules."""

    rules: Rules = NO_RULES
    shipped_stop_words: Callable[[], frozenset[str]] = field(default=frozenset)

    @property
    def stop_words(self) -> frozenset[str]:
        """The shipped words but for those that are searched here, with those that are not."""
        return (self.shipped_stop_words() - self.rules.searched) | self.rules.stop


def ruled(code: str, rules: Rules) -> Language:
    """The language of a code under these rules."""
    shipped = LANGUAGES.get(code, PLAIN)
    parts = {fold(word): found for word, found in rules.parts}
    base_forms = dict(rules.base_forms)

    def analyse(word: str) -> Analysis:
        return _under_rules(word, shipped.analyse, base_forms, parts)

    known = frozenset(word for word, __ in (*rules.parts, *rules.base_forms))
    return RuledLanguage(
        shipped.code,
        lru_cache(maxsize=100_000)(analyse),
        lambda word: word if word in known else shipped.restore(word),
        lambda word: word in known or shipped.knows(word),
        rules,
        lambda: shipped.stop_words,
    )


def _under_rules(
    word: str,
    analyse: Callable[[str], Analysis],
    base_forms: Mapping[str, str],
    parts: Mapping[str, tuple[str, ...]],
) -> Analysis:
    base = base_forms.get(word)
    found = analyse(base or word)
    if base is not None:
        found = replace(found, written=fold(word), lemma=fold(base))
    key = next((form for form in (found.written, found.lemma) if form in parts), None)
    if key is None:
        return found
    own = parts[key]
    return Analysis(
        found.written,
        found.lemma,
        found.stem,
        tuple(_forms(own, analyse)),
        tails=tuple(fold("".join(own[start:])) for start in range(1, len(own))),
    )


def _forms(parts: Iterable[str], analyse: Callable[[str], Analysis]) -> Iterable[tuple[str, ...]]:
    for part in parts:
        yield tuple(dict.fromkeys((fold(part), analyse(part).lemma)))
