"""A question's answer above the results: what the site itself says, shown only when it is sure.

An answer is never composed: it is the beginning of an entry's own text, when the entry's title asks
what the visitor asks. How sure that must be was fixed on questions with and without an answer
(``tests/os2site/search/data/questions.csv``), and is reported for others than those.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from os2site.search.analysis.documents import text_tokens
from os2site.search.analysis.languages import get_language
from os2site.search.analysis.plan import Group, QueryPlan
from os2site.search.analysis.queries import Knowledge, plan_query, query_words
from os2site.search.analysis.words import normalise, split
from os2site.search.frequencies import MAX_COUNT, word_counts
from os2site.search.glossary import synonyms_for

if TYPE_CHECKING:
    from wagtail.models import Site

    from os2site.models import SearchEntry
    from os2site.search.analysis.synonyms import Synonyms
    from os2site.search.results import SearchResults
    from os2site.search.types import SearchType

#: How sure an answer must be, and how much surer than the next one: the least that shows no wrong
#: answer to the tuning half, neither on a whole site nor on one that has little but its questions.
THRESHOLD = 0.8
MARGIN = 0.05
#: What a match weighs that only the answer's text has, not the question.
IN_TEXT = 0.5
#: What is left of the certainty when the question asks for something else (why, not how), or when
#: the visitor asks nothing and only names things.
OTHER_INTENT, NO_INTENT = 0.6, 0.85
#: Characters of an answer.
LENGTH = 320

#: The first word of a question → what is asked for; what is to be said yes or no to is one.
INTENTS = {
    "da": {
        "hvad": "what",
        "hvilke": "what",
        "hvilken": "what",
        "hvilket": "what",
        "hvem": "who",
        "hvor": "where",
        "hvordan": "how",
        "hvornår": "when",
        "hvorfor": "why",
        **dict.fromkeys(
            ("kan", "må", "skal", "er", "har", "vil", "får", "behøver", "findes", "kommer", "bør"),
            "whether",
        ),
    },
    "en": {
        "what": "what",
        "which": "what",
        "who": "who",
        "where": "where",
        "how": "how",
        "when": "when",
        "why": "why",
        **dict.fromkeys(
            ("can", "may", "must", "is", "are", "do", "does", "has", "have", "will", "should"),
            "whether",
        ),
    },
}
_SENTENCE_END = re.compile(r"(?<=[.!?»])\s+(?=[A-ZÆØÅ»])")


@dataclass(frozen=True)
class Answer:
    """What the site says to a question.

    :param question: title of the entry; ``text`` the beginning of what it says, ``url`` the whole.
    :param certainty: between 0 and 1.
    """

    question: str
    text: str
    url: str
    type: str
    slug: str
    demo: bool
    certainty: float


def find_answer(results: SearchResults, types: Mapping[str, SearchType]) -> Answer | None:
    """The answer to the text of a search, from its hits, which everyone may see now.

    Only for a plain search: the first page, by relevance, without filters. One query when a hit
    can be an answer.
    """
    query = results.query
    able = {name: item.answer for name, item in types.items() if item.answer is not None}
    if (
        not query.text
        or query.page > 1
        or query.sort != "relevance"
        or any(query.facets.values())
        or query.languages
        or not set(query.types) <= set(able)
    ):
        return None
    hits = [hit for hit in results.hits if hit.entry.type in able]
    if not hits:
        return None
    ranked = rank(query.text, [hit.entry for hit in hits], site=query.site)
    if not is_sure([certainty for certainty, __ in ranked]):
        return None
    certainty, entry = ranked[0]
    text = able[entry.type](entry)
    if not text:
        return None
    return Answer(
        entry.title, beginning(text), entry.url, entry.type, entry.slug, entry.demo, certainty
    )


def is_sure(certainties: Sequence[float]) -> bool:
    """Whether the first of these, in falling order, is certain enough to be shown."""
    if not certainties or certainties[0] < THRESHOLD:
        return False
    return len(certainties) == 1 or certainties[0] - certainties[1] >= MARGIN


def rank(
    text: str, entries: Sequence[SearchEntry], *, site: Site
) -> list[tuple[float, SearchEntry]]:
    """How certain it is that each entry answers the text, in falling order; one query."""
    code = entries[0].language
    language, synonyms = get_language(code), synonyms_for(code)
    words = {word.text for word in query_words(normalise(text), language)}
    for entry in entries:
        words.update(word.text for word in query_words(normalise(entry.title), language))
    counts = word_counts(words, site=site, language=code)
    weights = {word: math.log(1 + (MAX_COUNT + 1) / (1 + count)) for word, count in counts.items()}
    question = _Question(text, code, plan_query(text, code, Knowledge(synonyms)), weights, synonyms)
    found = [(question.certainty(entry), entry) for entry in entries]
    return sorted(found, key=lambda item: -item[0])


def beginning(text: str) -> str:
    """The first sentences of a text, as many as fit; a single long one is cut between words."""
    kept = ""
    for sentence in _SENTENCE_END.split(" ".join(text.split())):
        if kept and len(kept) + 1 + len(sentence) > LENGTH:
            break
        kept = f"{kept} {sentence}".strip()
    return kept if len(kept) <= LENGTH * 2 else kept[: kept.rfind(" ", 0, LENGTH)] + " …"


class _Question:
    """What a visitor asks, to be held against the questions that entries answer.

    :param weights: what each word of either weighs: rare ones more.
    """

    def __init__(
        self,
        text: str,
        code: str,
        plan: QueryPlan,
        weights: Mapping[str, float],
        synonyms: Synonyms,
    ) -> None:
        self._code = code
        self._language = get_language(code)
        self._plan = plan
        self._weights = weights
        self._synonyms = synonyms
        self._tokens = set(text_tokens(text, self._language))
        self._intent = _intent(text, code)

    def certainty(self, entry: SearchEntry) -> float:
        """How much of either is said by the other; 0 where it is too little to matter."""
        other = plan_query(entry.title, self._code, Knowledge(self._synonyms))
        back = _coverage(other.groups, self._tokens, self._weights)
        factor = self._share(entry)
        if _together(1.0, back) * factor < THRESHOLD - MARGIN:
            # Whatever the answer's text says: the text is long, and reading it takes its time.
            return 0.0
        title = set(text_tokens(entry.title, self._language))
        body = set(text_tokens(entry.body, self._language))
        there = _coverage(self._plan.groups, title, self._weights, also=body)
        return _together(there, back) * factor

    def _share(self, entry: SearchEntry) -> float:
        """What is left of the certainty for what the visitor asks for."""
        if not self._intent:
            return NO_INTENT
        return 1.0 if self._intent == _intent(entry.title, self._code) else OTHER_INTENT


def _together(there: float, back: float) -> float:
    return 2 * there * back / (there + back) if there and back else 0.0


def _coverage(
    groups: Sequence[Group],
    tokens: set[str],
    weights: Mapping[str, float],
    *,
    also: set[str] = frozenset(),  # type: ignore[assignment]
) -> float:
    total = covered = 0.0
    for group in groups:
        weight = sum(weights.get(word, 1.0) for word in group.text.split())
        weight *= min(1.0, group.weight)
        total += weight
        covered += weight * max(_match(group, tokens), IN_TEXT * _match(group, also))
    return covered / total if total else 0.0


def _match(group: Group, tokens: set[str]) -> float:
    """The weight of the best way to say a group that the tokens have."""
    return max(
        (
            min(1.0, alternative.weight)
            for alternative in group.alternatives
            if all(not tokens.isdisjoint(forms) for forms in alternative.words)
        ),
        default=0.0,
    )


def _intent(text: str, code: str) -> str:
    """What a text asks for, by its first word; empty when it asks nothing."""
    first = next(split(normalise(text)), None)
    return INTENTS.get(code.partition("-")[0], {}).get(first.text, "") if first else ""
