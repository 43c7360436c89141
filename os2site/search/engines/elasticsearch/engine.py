"""Searching the cluster: one request for hits and counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.core.cache import cache
from elasticsearch import ApiError

from os2site.search import catalogue
from os2site.search.engines.base import EngineUnavailable, Fault, Plans
from os2site.search.engines.elasticsearch import names, request
from os2site.search.engines.elasticsearch.client import (
    get_client,
    guarded,
    seconds_of_one_try,
)
from os2site.search.engines.elasticsearch.documents import INDEX_VERSION
from os2site.search.engines.elasticsearch.request import LANGUAGE, TYPE
from os2site.search.outbox import keys_hidden
from os2site.search.query import SearchQuery
from os2site.search.results import RawHit, RawResults
from os2site.services.languages import content_languages

#: Seconds for which an index is taken to be of this version still.
REMEMBERED_SECONDS = 60


class ElasticsearchEngine:
    """Finds entries in the aliases of the query's languages."""

    name = "elasticsearch"

    def search(self, query: SearchQuery, plans: Plans, *, facet_names: Sequence[str]) -> RawResults:
        """Find entries and count facets in one request.

        :raises EngineUnavailable: when the cluster fails, an index is of another version, or the
            page lies deeper than it can go.
        """
        asked = {code: plan for code, plan in plans.items() if plan.groups or not query.text}
        found = RawResults(0, (), _no_counts(plans, facet_names), 0)
        if not asked:
            return found
        hidden = keys_hidden(query.site)
        if hidden is None:
            raise EngineUnavailable("too many hidden entries wait for the index", Fault.BEHIND)
        types = list(catalogue.search_types(site=query.site))
        searched = {code: plan for code, plan in asked.items() if code in query.searched}
        others = {code: plan for code, plan in asked.items() if code not in query.searched}
        bodies: list[tuple[Plans, dict[str, Any]]] = []
        if searched:
            body = request.build(query, searched, facet_names, types=types, hidden=hidden)
            bodies.append((searched, body))
        if others:
            body = request.build_count(query, others, types=types, hidden=hidden)
            bodies.append((others, body))
        with guarded():
            answers = _ask(bodies)
            hits = []
            if searched:
                found = read(answers[0], query, found.facets)
                hits = answers[0]["hits"]["hits"]
            indexes = {hit["_index"] for hit in hits}
            silent = [
                names.alias(code)
                for code in asked
                if not any(names.is_index_of(index, code) for index in indexes)
            ]
            # No hit carries the name of an index that gave none.
            if silent and not _is_current(*silent, remembered=found.matched > 0):
                raise old_index()
            if LANGUAGE in found.facets:
                told = dict(found.facets[LANGUAGE])
                for answer, (asked_plans, __) in zip(answers, bodies, strict=True):
                    told |= request.language_counts(answer, list(asked_plans))
                found = replace(found, facets={**found.facets, LANGUAGE: told})
        return found

    def fault(self) -> Fault | None:
        """Why the cluster can't answer now; ``None`` when every language can be searched."""
        try:
            with guarded():
                aliases = [names.alias(code) for code in content_languages()]
                return None if _is_current(*aliases) else Fault.OLD_INDEX
        except EngineUnavailable as error:
            return error.fault


def _is_current(*aliases: str, remembered: bool = False) -> bool:
    """Whether these aliases lead to indexes of this version.

    :param remembered: that they did a moment ago will do.
    """
    key = f"os2site:search:current:{INDEX_VERSION}:{','.join(aliases)}"
    if remembered and cache.get(key) is not None:
        return True
    current = all(map(names.is_current, get_client().indices.get_alias(name=list(aliases))))
    if current:
        cache.set(key, 1, timeout=REMEMBERED_SECONDS)
    return current


def old_index() -> EngineUnavailable:
    """The index that serves was built by another version of the site."""
    return EngineUnavailable(
        "the index is of another version; run os2site_search rebuild", Fault.OLD_INDEX
    )


def _no_counts(plans: Plans, facet_names: Sequence[str]) -> dict[str, dict[str, int]]:
    """What is counted → its values that are told also when nothing has them."""
    counts: dict[str, dict[str, int]] = {name: {} for name in (TYPE, *facet_names)}
    if len(plans) > 1:
        counts[LANGUAGE] = dict.fromkeys(plans, 0)
    return counts


def _ask(bodies: Sequence[tuple[Plans, dict[str, Any]]]) -> list[dict[str, Any]]:
    """The answers to searches, each in the aliases of its languages, in one request.

    :raises ApiError: when one of them was refused.
    """
    client, timeout = get_client(), f"{round(seconds_of_one_try() * 1000)}ms"
    if len(bodies) == 1:
        [(plans, body)] = bodies
        answer = client.search(
            index=[names.alias(code) for code in plans],
            allow_partial_search_results=False,
            body={**body, "timeout": timeout},
        )
        return [answer.body]
    lines: list[dict[str, Any]] = []
    for plans, body in bodies:
        aliases = [names.alias(code) for code in plans]
        lines += [
            {"index": aliases, "allow_partial_search_results": False},
            {**body, "timeout": timeout},
        ]
    several = client.msearch(searches=lines)
    for answer in several.body["responses"]:
        if "error" in answer:
            meta = replace(several.meta, status=answer["status"])
            raise ApiError(str(answer["error"].get("type", "")), meta=meta, body=answer)
    return list(several.body["responses"])


def read(
    answer: dict[str, Any], query: SearchQuery, no_counts: Mapping[str, Mapping[str, int]]
) -> RawResults:
    """The cluster's answer in our terms.

    :param no_counts: what was counted → its values that are told also when nothing has them.
    :raises EngineUnavailable: when the hits come from an index of another version, or the page
        lies deeper than the index can go.
    """
    total = answer["hits"]["total"]["value"]
    hits = answer["hits"]["hits"]
    if any(not names.is_current(hit["_index"]) for hit in hits):
        raise old_index()
    if not hits and query.offset < total:
        raise EngineUnavailable("the page lies beyond the result window", Fault.TOO_DEEP)
    counts = {
        name: {**zeros, **(request.counts(answer, name, query) if name != LANGUAGE else {})}
        for name, zeros in no_counts.items()
    }
    return RawResults(
        total,
        tuple(RawHit(hit["_id"], float(hit["_score"] or 0)) for hit in hits),
        counts,
        matched=request.matched(answer),
    )
