"""Searching the cluster: one request for hits, counts and highlights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.cache import cache
from elasticsearch.dsl import A, Q, Search
from elasticsearch.dsl.query import Query

from os2site.search import catalogue, highlight
from os2site.search.analysis.plan import (
    FAVOUR,
    SHARE_SAID,
    Alternative,
    Group,
    Near,
    QueryPlan,
)
from os2site.search.dates import DateRange
from os2site.search.engines.base import EngineUnavailable, Fault, Plans
from os2site.search.engines.elasticsearch import names
from os2site.search.engines.elasticsearch.client import (
    get_client,
    guarded,
    seconds_of_one_try,
)
from os2site.search.engines.elasticsearch.documents import (
    INDEX_VERSION,
    MAX_RESULT_WINDOW,
    TOKEN_FIELDS,
    WEIGHTED_FIELDS,
)
from os2site.search.outbox import keys_hidden
from os2site.search.query import SearchQuery
from os2site.search.results import RawHit, RawResults
from os2site.services.languages import content_languages

TYPE, LANGUAGE = "type", "language"
#: Seconds for which an index is taken to be of this version still.
REMEMBERED_SECONDS = 60
#: Values of a facet that are counted; more than any vocabulary has.
MAX_VALUES = 10_000
#: What the name as typed adds.
NAME_BOOST = 3.0
#: What each further token of several that stand for one word adds, as a share of its score.
MORE = 0.2
#: What a filler word in the title adds.
WEIGHT_FILLER = 1.0


class ElasticsearchEngine:
    """Finds entries in the aliases of the query's languages."""

    name = "elasticsearch"

    def search(self, query: SearchQuery, plans: Plans, *, facet_names: Sequence[str]) -> RawResults:
        """Find entries and count facets in one request.

        :raises EngineUnavailable: when the cluster fails, an index is of another version, or the
            page lies deeper than it can go.
        """
        asked = {code: plan for code, plan in plans.items() if plan.groups or not query.text}
        several = len(plans) > 1
        no_counts: dict[str, dict[str, int]] = {
            **{name: {} for name in (TYPE, *facet_names)},
            **({LANGUAGE: dict.fromkeys(plans, 0)} if several else {}),
        }
        if not asked:
            return RawResults(0, (), no_counts, 0)
        hidden = keys_hidden(query.site)
        if hidden is None:
            raise EngineUnavailable("too many hidden entries wait for the index", Fault.BEHIND)
        request = build(query, asked, facet_names, hidden, by_language=several)
        with guarded():
            answer = get_client().search(
                index=[names.alias(code) for code in asked],
                timeout=f"{round(seconds_of_one_try() * 1000)}ms",
                allow_partial_search_results=False,
                **request,
            )
            results = read(answer.body, query, no_counts)
            indexes = {hit["_index"] for hit in answer.body["hits"]["hits"]}
            silent = [
                names.alias(code)
                for code in asked
                if not any(names.is_index_of(index, code) for index in indexes)
            ]
            # No hit carries the name of an index that gave none.
            if silent and not _is_current(*silent, remembered=results.matched > 0):
                raise old_index()
        return results

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


def build(
    query: SearchQuery,
    plans: Plans,
    facet_names: Sequence[str],
    hidden: Sequence[str],
    *,
    by_language: bool,
) -> dict[str, Any]:
    """The request's body.

    :param plans: of the languages whose indexes are asked, each with something to look for.
    :param hidden: keys of entries that the index may still have and nobody may find.
    :param by_language: only some of the languages are searched; count the entries in each.
    """
    filters = [
        Q("term", site=query.site.pk),
        Q("terms", type=list(catalogue.search_types(site=query.site))),
        ~Q("range", expires_at={"lte": "now"}),
    ]
    if hidden:
        filters.append(~Q("terms", key=list(hidden)))
    factors: list[dict[str, Any]] = [{"field_value_factor": {"field": "boost", "missing": 1}}]
    for code, plan in plans.items():
        if plan.favoured:
            favoured = [Q("terms", type=list(plan.favoured)), Q("term", language=code)]
            factors.append({"filter": Q("bool", filter=favoured), "weight": FAVOUR})
    said = [_said(code, plan) for code, plan in plans.items()]
    scored = Q(
        "function_score",
        query=Q("bool", must=[Q("bool", should=said, minimum_should_match=1)], filter=filters),
        functions=factors,
        score_mode="multiply",
        boost_mode="multiply",
    )
    search = Search().query(scored)
    passes = {
        name: _has_any(name, values, query.ranges.get(name, ()))
        for name, values in query.facets.items()
        if values
    }
    if query.types:
        passes[TYPE] = Q("terms", type=list(query.types))
    if by_language:
        passes[LANGUAGE] = Q("terms", language=list(query.searched))
    if passes:
        search = search.post_filter("bool", filter=list(passes.values()))
    in_type = passes.get(TYPE, Q("match_all"))
    in_language = passes.get(LANGUAGE, Q("match_all"))
    scopes = {TYPE: in_language, **({LANGUAGE: in_type} if by_language else {})}
    for name, scope in scopes.items():
        of_scope = search.aggs.bucket(name, "filter", scope)
        values = of_scope.bucket("values", "terms", field=name, size=MAX_VALUES)
        values.bucket("passing", _others(passes, name))
    in_both = Q("bool", filter=[in_type, in_language])
    for name in facet_names:
        of_type = search.aggs.bucket(f"facet_{name}", "filter", in_both)
        values = of_type.bucket("values", "terms", field=f"facets.{name}", size=MAX_VALUES)
        values.bucket("passing", _others(passes, name))
        for item in query.ranges.get(name, ()):
            part = of_type.bucket(f"range_{item.value}", "filter", _within(item))
            part.bucket("passing", _others(passes, name))
    body: dict[str, Any] = search.sort(*_sort(query)).to_dict()
    beyond = query.offset + query.page_size > MAX_RESULT_WINDOW
    return {
        **body,
        "from_": 0 if beyond else query.offset,
        "size": 0 if beyond else query.page_size,
        "track_total_hits": True,
        "track_scores": True,
        "source": False,
        **({"highlight": _highlight(query)} if query.text else {}),
    }


def _said(language: str, plan: QueryPlan) -> Query:
    """What a plan finds in its language: what has the words, and after it what fills up a page."""
    found = Q(
        "bool",
        must=[text_query(plan)],
        should=[*_filler(plan), *(_given(item, 1.0) for item in plan.near)],
        filter=Q("term", language=language),
    )
    alone = [_given(item, item.share) for item in plan.near if item.share]
    return Q("dis_max", queries=[found, *alone]) if alone else found


def _given(item: Near, share: float) -> Query:
    return Q("constant_score", filter=Q("term", key=item.key), boost=item.weight * share)


def text_query(plan: QueryPlan) -> Query:
    """Entries that match enough groups; in each group the best alternative counts."""
    if not plan.groups:
        return Q("match_all")
    groups = Q(
        "bool",
        should=[_group(group) for group in plan.groups],
        minimum_should_match=plan.required,
    )
    if plan.near and len(plan.groups) > 1:
        # As the embedded engine does: what has more of the words counts for more. It makes the
        # cluster look the words up twice, so it is left to sites that are looked at twice anyway.
        part = SHARE_SAID / len(plan.groups)
        shares = [{"filter": _group(group), "weight": part} for group in plan.groups]
        groups = Q(
            "function_score",
            query=groups,
            functions=[{"weight": 1 - SHARE_SAID}, *shares],
            score_mode="sum",
            boost_mode="multiply",
        )
    if not plan.name:
        return groups
    name = Q("constant_score", filter=Q("term", t_name=plan.name), boost=NAME_BOOST)
    return Q("bool", should=[groups, name], minimum_should_match=1)


def _filler(plan: QueryPlan) -> list[Query]:
    return [Q("term", t_title={"value": token, "boost": WEIGHT_FILLER}) for token in plan.filler]


def _group(group: Group) -> Query:
    found = [_alternative(item) for item in group.alternatives]
    return Q("dis_max", queries=found, boost=group.weight)


def _alternative(alternative: Alternative) -> Query:
    if len(alternative.words) == 1:
        return _any_token(alternative.words[0], alternative.weight)
    share = alternative.weight / len(alternative.words)
    words = [_any_token(tokens, share) for tokens in alternative.words]
    if not alternative.phrase:
        return Q("bool", must=words)
    phrase = Q(
        "multi_match",
        type="phrase",
        query=" ".join(tokens[0] for tokens in alternative.words),
        fields=list(TOKEN_FIELDS),
    )
    return Q("bool", must=words, filter=[phrase])


def _any_token(tokens: Sequence[str], weight: float) -> Query:
    """The best of the tokens counts; having more of them adds a little."""
    found = [
        Q("combined_fields", query=token, fields=WEIGHTED_FIELDS, boost=weight) for token in tokens
    ]
    return found[0] if len(found) == 1 else Q("dis_max", queries=found, tie_breaker=MORE)


def _has_any(name: str, values: Sequence[str], ranges: Sequence[DateRange]) -> Query:
    """Entries that have one of a facet's values, stored or by their date."""
    stored = Q("terms", **{f"facets.{name}": list(values)})
    parts = [_within(item) for item in ranges if item.value in values]
    return Q("bool", should=[stored, *parts], minimum_should_match=1) if parts else stored


def _within(item: DateRange) -> Query:
    bounds = {"gt": item.after, "lte": item.until}
    return Q("range", **{item.field: {key: at for key, at in bounds.items() if at is not None}})


def _others(passes: dict[str, Query], name: str) -> Any:
    others = [item for key, item in passes.items() if key != name]
    return A("filter", Q("bool", filter=others) if others else Q("match_all"))


def _sort(query: SearchQuery) -> list[Any]:
    by_name = ["sort_name", "key"]
    newest = {"date": {"order": "desc", "missing": "_last"}}
    if query.sort == "name":
        return by_name
    if query.sort == "date":
        return [newest, *by_name]
    return ["_score", *by_name] if query.text else ["_score", newest, *by_name]


def _highlight(query: SearchQuery) -> dict[str, Any]:
    """Where in the long fields the words stand; the service marks them itself."""
    fields = ("body", "extra")
    return {
        "fields": {name: {} for name in fields},
        "highlight_query": Q("multi_match", query=query.text, fields=list(fields)).to_dict(),
        "pre_tags": [highlight.OPEN],
        "post_tags": [highlight.CLOSE],
        "number_of_fragments": 1,
        "fragment_size": highlight.SNIPPET,
        "max_analyzed_offset": 500_000,
    }


def read(
    answer: dict[str, Any], query: SearchQuery, no_counts: Mapping[str, Mapping[str, int]]
) -> RawResults:
    """The engine's answer in our terms.

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
    aggregations = answer["aggregations"]
    counts = {}
    for name, zeros in no_counts.items():
        of_type = aggregations[name if name in {TYPE, LANGUAGE} else f"facet_{name}"]
        counts[name] = {**zeros, **_counts(of_type["values"])}
        for item in query.ranges.get(name, ()):
            part = of_type[f"range_{item.value}"]
            if part["doc_count"]:
                counts[name][item.value] = part["passing"]["doc_count"]
    return RawResults(
        total,
        tuple(
            RawHit(
                hit["_id"],
                float(hit["_score"] or 0),
                {name: pieces[0] for name, pieces in hit.get("highlight", {}).items()},
            )
            for hit in hits
        ),
        counts,
        matched=aggregations[TYPE]["doc_count"],
    )


def _counts(aggregation: dict[str, Any]) -> dict[str, int]:
    return {bucket["key"]: bucket["passing"]["doc_count"] for bucket in aggregation["buckets"]}
