"""Danish compounds: which words a word is made of.

The lexicon is the lemmatiser's, with a list of words and combining forms of the domain on top. A
listed word of the list is whole; every other word is split where all parts are known.
"""

from __future__ import annotations

from functools import cache, lru_cache

from simplemma import is_known

from os2site.search.analysis.stopwords import read_words

#: Shortest part from the lexicon; shorter ones only from the list.
MIN_PART = 4
MIN_WORD = 6
#: Letters between two parts: none, or a linking s, e or er.
LINKS = ("", "s", "e", "er")
#: Costs; the cheapest split wins. Words of the list cost less than those of the lexicon, so that
#: the list decides between two readings; links and parts cost, so that few are taken.
COST_LISTED = 10
COST_LEXICON = 14
COST_LINK = 3
MAX_PARTS = 4


@cache
def listed_parts() -> frozenset[str]:
    """The domain's words and combining forms."""
    return read_words("compound_parts.txt")


@cache
def never_parts() -> frozenset[str]:
    """What the lexicon holds but compounds are not made of: endings and fragments."""
    return read_words("no_compound_parts.txt")


@lru_cache(maxsize=100_000)
def _part_cost(part: str) -> int | None:
    if part in listed_parts():
        return COST_LISTED
    if len(part) >= MIN_PART and part not in never_parts() and is_known(part, lang="da"):
        return COST_LEXICON
    return None


@lru_cache(maxsize=100_000)
def split_compound(word: str, lemma: str) -> tuple[str, ...]:
    """The smallest parts of a compound in order, or nothing for a word that is whole.

    :param word: lower-case, not folded; ``lemma`` its lemma. The last part is as in ``lemma``.
    """
    return tuple(leaf for part in outer_parts(word, lemma) for leaf in _leaves(part))


@lru_cache(maxsize=100_000)
def outer_parts(word: str, lemma: str) -> tuple[str, ...]:
    """The parts of a compound's outermost split; they may be compounds themselves."""
    for candidate in dict.fromkeys((lemma, word)):
        if candidate in listed_parts() or len(candidate) < MIN_WORD:
            return ()
        found = _cheapest(candidate) if candidate.isalpha() else ()
        if found:
            return found
    return ()


def _leaves(part: str) -> tuple[str, ...]:
    inner = outer_parts(part, part)
    return tuple(leaf for item in inner for leaf in _leaves(item)) if inner else (part,)


def _cheapest(word: str) -> tuple[str, ...]:
    """Dynamic programming over the positions of the word."""
    size = len(word)
    best: list[tuple[int, tuple[str, ...]] | None] = [None] * (size + 1)
    best[0] = (0, ())
    for start in range(size):
        state = best[start]
        if state is None or len(state[1]) >= MAX_PARTS:
            continue
        for end in range(start + 3, size + 1):
            part = word[start:end]
            cost = _part_cost(part)
            if cost is None or (start == 0 and end == size):
                continue
            total = state[0] + cost + max(0, 6 - len(part))
            for link in LINKS:
                after = end + len(link)
                if link and (after >= size or not word.startswith(link, end)):
                    continue
                price = total + (COST_LINK if link else 0)
                known = best[after]
                if known is None or price < known[0]:
                    best[after] = (price, (*state[1], part))
    result = best[size]
    return result[1] if result is not None and len(result[1]) > 1 else ()
