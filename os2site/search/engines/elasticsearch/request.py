"""The body of a search: what plans mean in the cluster's terms.

Plain dictionaries. A plan has hundreds of clauses, and to make each an object of
``elasticsearch.dsl`` first takes longer than the cluster takes to answer.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from os2site.search.analysis.plan import (
    FAVOUR,
    SHARE_SAID,
    Alternative,
    Group,
    Near,
    QueryPlan,
)
from os2site.search.dates import DateRange
from os2site.search.engines.base import Plans
from os2site.search.engines.elasticsearch.documents import (
    MAX_RESULT_WINDOW,
    TOKEN_FIELDS,
    WEIGHTED_FIELDS,
)
from os2site.search.query import SearchQuery

Clause = dict[str, Any]

TYPE, LANGUAGE = "type", "language"
#: Values of a facet that are counted; more than any vocabulary has.
MAX_VALUES = 10_000
#: What the name as typed adds.
NAME_BOOST = 3.0
#: What each further token of several that stand for one word adds, as a share of its score.
MORE = 0.2
#: What a filler word in the title adds.
WEIGHT_FILLER = 1.0


def build(
    query: SearchQuery,
    plans: Plans,
    facet_names: Sequence[str],
    *,
    types: Collection[str],
    hidden: Sequence[str],
) -> Clause:
    """The body that finds a page of entries and counts facets.

    What nobody chose is not asked: without a filter a facet is counted among all that is found.

    :param plans: of the languages that are searched, each with something to look for.
    :param types: names of the active entry types.
    :param hidden: keys of entries that the index may still have and nobody may find.
    """
    passes = _passes(query)
    in_type = [passes[TYPE]] if TYPE in passes else []
    counted = {TYPE: _counted(TYPE, [], _others(passes, TYPE), wrapped=bool(passes))}
    for name in facet_names:
        others = _others(passes, name)
        counted[f"facet_{name}"] = _counted(f"facets.{name}", in_type, others)
        for item in query.ranges.get(name, ()):
            within = [*in_type, _within(item)]
            counted[f"range_{name}_{item.value}"] = _filtered(within, passing=others)
    if len(query.searched) > 1:
        counted[LANGUAGE] = _counted(LANGUAGE, list(passes.values()), [])
    beyond = query.offset + query.page_size > MAX_RESULT_WINDOW
    return {
        "query": _found(query, plans, types, hidden),
        "aggs": counted,
        "sort": _sort(query),
        "from": 0 if beyond else query.offset,
        "size": 0 if beyond else query.page_size,
        "track_total_hits": True,
        "track_scores": True,
        "_source": False,
        **({"post_filter": _all_of(list(passes.values()))} if passes else {}),
    }


def build_count(
    query: SearchQuery,
    plans: Plans,
    *,
    types: Collection[str],
    hidden: Sequence[str],
) -> Clause:
    """The body that counts entries in languages that could be chosen, too."""
    passes = list(_passes(query).values())
    found = _unscored(query, plans, types, hidden)
    return {
        "query": {"bool": {"filter": [found, *passes]}},
        "aggs": {LANGUAGE: _terms(LANGUAGE)},
        "size": 0,
        "track_total_hits": False,
    }


def matched(answer: Mapping[str, Any]) -> int:
    """How many entries of the languages searched match the text, whatever else is chosen."""
    of_types = answer["aggregations"][TYPE]
    number: int = of_types.get("doc_count", answer["hits"]["total"]["value"])
    return number


def counts(answer: Mapping[str, Any], name: str, query: SearchQuery) -> dict[str, int]:
    """Value → entries that choosing it would leave, of the types or a facet."""
    aggregations = answer["aggregations"]
    of_facet = aggregations[TYPE if name == TYPE else f"facet_{name}"]
    found = {
        bucket["key"]: _number(bucket) for bucket in of_facet.get("values", of_facet)["buckets"]
    }
    for item in query.ranges.get(name, ()):
        part = aggregations[f"range_{name}_{item.value}"]
        if part["doc_count"]:
            found[item.value] = _number(part)
    return found


def language_counts(answer: Mapping[str, Any], searched: Sequence[str]) -> dict[str, int]:
    """Language → entries, of either body.

    :param searched: languages that the body is about; a single one need not be counted.
    """
    of_languages = answer["aggregations"].get(LANGUAGE)
    if of_languages is None:
        return dict.fromkeys(searched, answer["hits"]["total"]["value"])
    buckets = of_languages.get("values", of_languages)["buckets"]
    return {bucket["key"]: bucket["doc_count"] for bucket in buckets}


# --- Counting


def _counted(
    field: str, scope: Sequence[Clause], others: Sequence[Clause], *, wrapped: bool = False
) -> Clause:
    """The values of a field among the entries in ``scope``, each with how many pass the others.

    :param wrapped: tell also how many entries there are, with a value or without.
    """
    values = _terms(field)
    if others:
        values["aggs"] = {"passing": {"filter": _all_of(others)}}
    if not scope and not wrapped:
        return values
    return {"filter": _all_of(scope), "aggs": {"values": values}}


def _filtered(scope: Sequence[Clause], *, passing: Sequence[Clause]) -> Clause:
    inner = {"aggs": {"passing": {"filter": _all_of(passing)}}} if passing else {}
    return {"filter": _all_of(scope), **inner}


def _terms(field: str) -> Clause:
    return {"terms": {"field": field, "size": MAX_VALUES}}


def _number(bucket: Mapping[str, Any]) -> int:
    number: int = bucket.get("passing", bucket)["doc_count"]
    return number


def _passes(query: SearchQuery) -> dict[str, Clause]:
    """What was chosen → the entries that it leaves."""
    passes = {
        name: _has_any(name, values, query.ranges.get(name, ()))
        for name, values in query.facets.items()
        if values
    }
    if query.types:
        passes[TYPE] = {"terms": {"type": list(query.types)}}
    return passes


def _others(passes: Mapping[str, Clause], name: str) -> list[Clause]:
    return [item for key, item in passes.items() if key != name]


def _has_any(name: str, values: Sequence[str], ranges: Sequence[DateRange]) -> Clause:
    """Entries that have one of a facet's values, stored or by their date."""
    stored: Clause = {"terms": {f"facets.{name}": list(values)}}
    parts = [_within(item) for item in ranges if item.value in values]
    return _any_of([stored, *parts])


def _within(item: DateRange) -> Clause:
    bounds = {"gt": item.after, "lte": item.until}
    return {"range": {item.field: {key: at for key, at in bounds.items() if at is not None}}}


# --- Finding


def _found(
    query: SearchQuery, plans: Plans, types: Collection[str], hidden: Sequence[str]
) -> Clause:
    """What is found, with its score."""
    factors: list[Clause] = [{"field_value_factor": {"field": "boost", "missing": 1}}]
    for code, plan in plans.items():
        if plan.favoured:
            favoured: list[Clause] = [
                {"terms": {"type": list(plan.favoured)}},
                {"term": {"language": code}},
            ]
            factors.append({"filter": _all_of(favoured), "weight": FAVOUR})
    return {
        "function_score": {
            "query": _unscored(query, plans, types, hidden),
            "functions": factors,
            "score_mode": "multiply",
            "boost_mode": "multiply",
        }
    }


def _unscored(
    query: SearchQuery, plans: Plans, types: Collection[str], hidden: Sequence[str]
) -> Clause:
    """What is found, before boosts."""
    said = [_said(code, plan) for code, plan in plans.items()]
    never: list[Clause] = [{"range": {"expires_at": {"lte": "now"}}}]
    if hidden:
        never.append({"terms": {"key": list(hidden)}})
    return {
        "bool": {
            "must": [_any_of(said)],
            "filter": [{"term": {"site": query.site.pk}}, {"terms": {"type": list(types)}}],
            "must_not": never,
        }
    }


def _said(language: str, plan: QueryPlan) -> Clause:
    """What a plan finds in its language: what has the words, and after it what fills up a page."""
    found: Clause = {
        "bool": {
            "must": [text_query(plan)],
            "should": [*_filler(plan), *(_given(item, 1.0) for item in plan.near)],
            "filter": [{"term": {"language": language}}],
        }
    }
    alone = [_given(item, item.share) for item in plan.near if item.share]
    return {"dis_max": {"queries": [found, *alone]}} if alone else found


def _given(item: Near, share: float) -> Clause:
    return {"constant_score": {"filter": {"term": {"key": item.key}}, "boost": item.weight * share}}


def text_query(plan: QueryPlan) -> Clause:
    """Entries that match enough groups; in each group the best alternative counts."""
    if not plan.groups:
        return {"match_all": {}}
    groups: Clause = {
        "bool": {
            "should": [_group(group) for group in plan.groups],
            "minimum_should_match": plan.required,
        }
    }
    if plan.near and len(plan.groups) > 1:
        # As the embedded engine does: what has more of the words counts for more. It makes the
        # cluster look the words up twice, so it is left to sites that are looked at twice anyway.
        part = SHARE_SAID / len(plan.groups)
        shares = [{"filter": _group(group), "weight": part} for group in plan.groups]
        groups = {
            "function_score": {
                "query": groups,
                "functions": [{"weight": 1 - SHARE_SAID}, *shares],
                "score_mode": "sum",
                "boost_mode": "multiply",
            }
        }
    if not plan.name:
        return groups
    name = {"constant_score": {"filter": {"term": {"t_name": plan.name}}, "boost": NAME_BOOST}}
    return _any_of([groups, name])


def _filler(plan: QueryPlan) -> list[Clause]:
    return [
        {"term": {"t_title": {"value": token, "boost": WEIGHT_FILLER}}} for token in plan.filler
    ]


def _group(group: Group) -> Clause:
    found = [_alternative(item) for item in group.alternatives]
    return {"dis_max": {"queries": found, "boost": group.weight}}


def _alternative(alternative: Alternative) -> Clause:
    if len(alternative.words) == 1:
        return _any_token(alternative.words[0], alternative.weight)
    share = alternative.weight / len(alternative.words)
    words = [_any_token(tokens, share) for tokens in alternative.words]
    if not alternative.phrase:
        return {"bool": {"must": words}}
    phrase = {
        "multi_match": {
            "type": "phrase",
            "query": " ".join(tokens[0] for tokens in alternative.words),
            "fields": list(TOKEN_FIELDS),
        }
    }
    return {"bool": {"must": words, "filter": [phrase]}}


def _any_token(tokens: Sequence[str], weight: float) -> Clause:
    """The best of the tokens counts; having more of them adds a little."""
    found: list[Clause] = [
        {"combined_fields": {"query": token, "fields": WEIGHTED_FIELDS, "boost": weight}}
        for token in tokens
    ]
    return found[0] if len(found) == 1 else {"dis_max": {"queries": found, "tie_breaker": MORE}}


def _all_of(clauses: Sequence[Clause]) -> Clause:
    if not clauses:
        return {"match_all": {}}
    return clauses[0] if len(clauses) == 1 else {"bool": {"filter": list(clauses)}}


def _any_of(clauses: Sequence[Clause]) -> Clause:
    if len(clauses) == 1:
        return clauses[0]
    return {"bool": {"should": list(clauses), "minimum_should_match": 1}}


# --- Order


def _sort(query: SearchQuery) -> list[Any]:
    by_name = ["sort_name", "key"]
    newest = {"date": {"order": "desc", "missing": "_last"}}
    if query.sort == "name":
        return by_name
    if query.sort == "date":
        return [newest, *by_name]
    return ["_score", *by_name] if query.text else ["_score", newest, *by_name]
