"""Words in search that a text may be another name or a misspelling of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from os2site.models import GlossaryEntry
from os2site.search.analysis.languages import get_language
from os2site.search.analysis.synonyms import key_of
from os2site.search.analysis.words import fold, normalise

#: Most words that are offered, and how alike they must be at least.
LIMIT = 8
ALIKE = 0.55


def nearest_words(text: str, *, language: str) -> Sequence[GlossaryEntry]:
    """Concepts with a name that shares words with the text or is spelt nearly so; one query."""
    analysis = get_language(language)
    typed = fold(normalise(text))
    lemmas = set(key_of(text, analysis))
    if not typed:
        return []
    scored: list[tuple[float, str, GlossaryEntry]] = []
    for entry in GlossaryEntry.objects.filter(language=language).order_by("preferred"):
        best = 0.0
        for name in _names(entry):
            alike = SequenceMatcher(None, typed, fold(normalise(name))).ratio()
            key = set(key_of(name, analysis))
            shared = len(lemmas & key) / max(len(lemmas | key), 1)
            best = max(best, alike, 0.5 + shared / 2 if shared else 0.0)
        if best >= ALIKE:
            scored.append((-best, entry.preferred, entry))
    return [entry for *__, entry in sorted(scored, key=lambda item: item[:2])[:LIMIT]]


def _names(entry: GlossaryEntry) -> Iterator[str]:
    yield entry.preferred
    for lines in (entry.synonyms, entry.abbreviations, entry.misspellings):
        yield from (line for line in lines if isinstance(line, str))
