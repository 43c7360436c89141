"""The words that entries have, as written: what a misspelt word may have been meant as."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.models.functions import Length

from os2site.models import SearchWord
from os2site.search.analysis.languages import get_language
from os2site.search.analysis.words import fold, normalise, split

if TYPE_CHECKING:
    from os2site.models import SearchEntry

#: Shortest word that a misspelling is read as.
MIN_WORD = 4
MAX_WORD = 60
#: Fields whose words are kept; documents have too many that nobody wrote.
FIELDS = ("title", "summary", "keywords", "body")
#: Most words of one field that are looked at.
MAX_WORDS = 10_000
BATCH = 500
#: Words with the typed one's first letter, or with as many last letters, are compared with it.
LAST_LETTERS = 3
MAX_CANDIDATES = 20_000


def words_of(entry: SearchEntry) -> Iterator[str]:
    """The words of an entry, in lower case and divided at hyphens; some come more than once."""
    stop_words = get_language(entry.language).stop_words
    for name in FIELDS:
        for number, word in enumerate(split(normalise(getattr(entry, name)))):
            if number >= MAX_WORDS:
                break
            for piece in word.pieces or (word.text,):
                for form in (piece, piece.removeprefix("os2")):
                    if is_correctable(form, MIN_WORD) and form not in stop_words:
                        yield form


def is_correctable(word: str, shortest: int) -> bool:
    """Whether a word can be misspelt: it has letters enough and is no number or code."""
    return len(word) >= shortest and sum(char.isalpha() for char in word) >= shortest


def add(entries: Iterable[SearchEntry]) -> None:
    """Keep the words of these entries, in the caller's transaction."""
    words: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        words[entry.language].update(words_of(entry))
    for language, found in words.items():
        rows = SearchWord.objects.filter(language=language)
        # In order, so that two transactions with the same new words don't wait for each other.
        missing = sorted(found)
        for start in range(0, len(missing), BATCH):
            chunk = missing[start : start + BATCH]
            known = set(rows.filter(word__in=chunk).values_list("word", flat=True))
            _insert(language, [word for word in chunk if word not in known])


class Rebuild:
    """Collects the words of all entries, then replaces those of the table."""

    def __init__(self) -> None:
        self._words: dict[str, set[str]] = defaultdict(set)

    def add(self, entry: SearchEntry) -> None:
        self._words[entry.language].update(words_of(entry))

    def finish(self) -> None:
        """Write the table anew, in the caller's transaction."""
        SearchWord.objects.all().delete()
        for language, words in sorted(self._words.items()):
            _insert(language, sorted(words))


def like(folded: str, *, language: str, limit: int) -> Sequence[tuple[str, str]]:
    """Words, as folded and as written, that may be within ``limit`` edits of a folded word."""
    rows = SearchWord.objects.annotate(size=Length("folded")).filter(
        Q(folded__startswith=folded[0]) | Q(folded__endswith=folded[-LAST_LETTERS:]),
        language=language,
        size__gte=len(folded) - limit,
        size__lte=len(folded) + limit,
    )
    return list(rows.order_by("pk").values_list("folded", "word")[:MAX_CANDIDATES])


def begun_like(typed: Sequence[str], *, language: str) -> Sequence[str]:
    """Folded words that a misspelt beginning may stand for: with its first letter, or its second
    where the first one is too much or swapped with it; "os2" before it aside.
    """
    if not typed:
        return []
    begins = Q()
    for folded in typed:
        for first in {folded[0], folded[1]}:
            begins |= Q(folded__startswith=first) | Q(folded__startswith=f"os2{first}")
    shortest = min(len(folded) for folded in typed) - 1
    rows = SearchWord.objects.annotate(size=Length("folded")).filter(
        begins, language=language, size__gte=shortest
    )
    return list(rows.order_by("pk").values_list("folded", flat=True)[:MAX_CANDIDATES])


def _insert(language: str, words: Sequence[str]) -> None:
    SearchWord.objects.bulk_create(
        (SearchWord(language=language, word=word, folded=fold(word)) for word in words),
        ignore_conflicts=True,
        batch_size=BATCH,
    )
