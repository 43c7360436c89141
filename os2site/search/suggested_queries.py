"""Searches that are worth suggesting: what visitors often search for, and the words of the field.

This is the one place that says which texts are offered as searches.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from os2site.models import GlossaryEntry, Term
from os2site.search.analysis.languages import get_language
from os2site.search.analysis.words import fold, normalise, split
from os2site.search.beginnings import Beginning, matches
from os2site.search.popular import popular_queries
from os2site.search.spelling import words_found

if TYPE_CHECKING:
    from wagtail.models import Site

#: Vocabularies whose terms visitors search for.
VOCABULARIES = ("category", "service", "technology", "expertise")
#: Texts that are looked at, and of those that match, texts whose words are looked up.
MAX_KNOWN = 5_000
MAX_LOOKED_UP = 12


def known_queries(*, site: Site, language: str) -> Sequence[str]:
    """Texts that may be suggested, the most useful first; three queries."""
    glossary = GlossaryEntry.objects.filter(language=language).order_by("preferred")
    terms = Term.objects.filter(vocabulary__in=VOCABULARIES, locale__language_code=language)
    texts = [
        *popular_queries(site=site, language=language),
        *glossary.values_list("preferred", flat=True)[:MAX_KNOWN],
        *terms.order_by("title").values_list("title", flat=True)[:MAX_KNOWN],
    ]
    once: dict[str, str] = {}
    for text in texts:
        once.setdefault(text.lower(), text)
    return list(once.values())


def matching_queries(
    beginning: Beginning, *, site: Site, language: str, limit: int
) -> Sequence[str]:
    """Known searches that begin so and that find something visible here; four queries at most.

    Those with a letter typed wrong come when no other does.
    """
    known = {text: _words(text) for text in known_queries(site=site, language=language)}
    for misspelt in (False, True):
        found = [
            text for text, words in known.items() if matches(beginning, words, misspelt=misspelt)
        ]
        if found:
            return _living(found[:MAX_LOOKED_UP], site=site, language=language)[:limit]
    return []


def _living(texts: Sequence[str], *, site: Site, language: str) -> Sequence[str]:
    """Those of the texts all of whose words a visible entry has."""
    stop_words = get_language(language).stop_words
    words = {
        text: [word.text for word in split(normalise(text)) if word.text not in stop_words]
        for text in texts
    }
    found = words_found(
        {word for items in words.values() for word in items}, site=site, language=language
    )
    return [text for text, items in words.items() if items and found.issuperset(items)]


def _words(text: str) -> tuple[str, ...]:
    return tuple(
        fold(piece) for word in split(normalise(text)) for piece in word.pieces or (word.text,)
    )
