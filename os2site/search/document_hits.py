"""Which document a hit was found in, and the piece of its text that shows why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from wagtail.documents import get_document_model

from os2site.models import SearchEntry
from os2site.search import highlight
from os2site.search.analysis.languages import get_language
from os2site.search.analysis.words import split
from os2site.search.results import HitDocument
from os2site.services import documents

if TYPE_CHECKING:
    from os2site.search.analysis.plan import Group, QueryPlan


def documents_of_hits(
    entries: Iterable[SearchEntry], plans: Mapping[str, QueryPlan]
) -> Mapping[str, HitDocument]:
    """Key of an entry → the document in which a word of the query stands, and nowhere else in it.

    A constant number of queries, and none when no entry has documents with what is left to explain.

    :param plans: language → what the query means in it.
    """
    open_words = {
        entry.key: (entry, tokens)
        for entry in entries
        if entry.attachments and (tokens := _unexplained(entry, plans[entry.language]))
    }
    if not open_words:
        return {}
    texts = SearchEntry.objects.filter(key__in=open_words).values_list("key", "documents")
    found: dict[str, tuple[Mapping[str, Any], HitDocument]] = {}
    for key, text in texts:
        entry, tokens = open_words[key]
        hit = _find(entry, text, tokens, plans[entry.language])
        if hit is not None:
            found[key] = hit
    # Asked again here, because a file can be closed past our signals.
    ids = {part["file"] for part, __ in found.values()}
    readable = documents.open_files(files=get_document_model().objects.filter(pk__in=ids))
    return {key: hit for key, (part, hit) in found.items() if part["file"] in readable}


def _unexplained(entry: SearchEntry, plan: QueryPlan) -> frozenset[str]:
    """Tokens of the parts of the query that the page's own words don't match."""
    own = "\n".join(
        [
            entry.title,
            entry.summary,
            entry.keywords,
            entry.body[: highlight.LOOKED_AT],
            entry.extra[: highlight.LOOKED_AT],
        ]
    )
    language = get_language(entry.language)
    left = [_tokens(group) for group in plan.groups]
    for word in split(own):
        left = [tokens for tokens in left if not highlight.matches(word, tokens, language)]
        if not left:
            break
    return frozenset().union(*left)


def _tokens(group: Group) -> frozenset[str]:
    return frozenset(
        token
        for alternative in group.alternatives
        for tokens in alternative.words
        for token in tokens
    )


def _find(
    entry: SearchEntry, text: str, tokens: frozenset[str], plan: QueryPlan
) -> tuple[Mapping[str, Any], HitDocument] | None:
    language = get_language(entry.language)
    start = 0
    for part in entry.attachments:
        own = text[start : start + part["length"]]
        start += part["length"]
        for word in split(own):
            if highlight.matches(word, tokens, language):
                snippet = highlight.piece_html(own, word, plan, entry.language)
                return part, HitDocument(part["title"], part["url"], snippet)
    return None
