"""Searching: the configured engine with the database behind it, checked against the entries."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from os2site.conf import get_settings
from os2site.search import catalogue, highlight, language_facet, neighbours, planning
from os2site.search.analysis.plan import QueryPlan
from os2site.search.analysis.words import normalise
from os2site.search.answers import find_answer
from os2site.search.dates import DateRange
from os2site.search.document_hits import documents_of_hits
from os2site.search.engines.base import Engine, EngineUnavailable, Plans
from os2site.search.engines.database import DatabaseEngine
from os2site.search.entries import visible_entries
from os2site.search.language_facet import LANGUAGE
from os2site.search.query import SearchQuery
from os2site.search.results import (
    FacetOption,
    FacetResult,
    Hit,
    RawHit,
    RawResults,
    SearchResults,
)
from os2site.search.spelling import Doubt
from os2site.search.types import Facet, SearchType

logger = logging.getLogger(__name__)


#: Fewer hits than this, of any type, and the search is widened.
FEW = 5

#: Names of the engines, as in the setting ``SEARCH_ENGINE``.
ENGINES = ("database", "elasticsearch")


def search(
    query: SearchQuery, *, engine: Engine | None = None, related: bool = True
) -> SearchResults:
    """Find entries with the configured engine; the database answers when that one can't.

    The number of database queries does not depend on the number of hits. When the text is a
    question that the site surely answers, the answer comes with the results.

    :param engine: asked instead of the configured one.
    :param related: what lies near the best hits comes earlier, and fills up the first page.
    """
    types = catalogue.search_types(site=query.site)
    engine = engine or configured_engine()
    results = _search(query, engine, types, by_language=True, related=related)
    answer = find_answer(results, types)
    return replace(results, answer=answer) if answer is not None else results


def list_entries(query: SearchQuery, *, facet_names: Sequence[str] | None = None) -> SearchResults:
    """Entries for a list page, from the database: never late behind what was just published.

    :param facet_names: facets to count, in this order; all of the types' facets when ``None``.
    """
    types = catalogue.search_types(site=query.site)
    return _search(query, DatabaseEngine(), types, facet_names)


def configured_engine() -> Engine:
    """The engine that the site's settings name."""
    return get_engine(get_settings().search_engine)


def get_engine(name: str) -> Engine:
    """The engine of this name, one of :data:`ENGINES`; any other name is the database."""
    if name == "elasticsearch":
        from os2site.search.engines.elasticsearch import (  # noqa: PLC0415 (an optional dependency)
            ElasticsearchEngine,
        )

        return ElasticsearchEngine()
    return DatabaseEngine()


def _search(
    query: SearchQuery,
    engine: Engine,
    types: Mapping[str, SearchType],
    facet_names: Sequence[str] | None = None,
    *,
    by_language: bool = False,
    related: bool = False,
) -> SearchResults:
    """As :func:`search`, without an answer.

    :param by_language: languages can be chosen, and are counted where there are several.
    """
    started = time.perf_counter()
    facets = _facets(types, query.types)
    if facet_names is not None:
        facets = {name: facets[name] for name in facet_names if name in facets}
    elif query.types:
        # A filter that the chosen types can't have narrows all the same, and can be taken away.
        chosen = [name for name, values in query.facets.items() if values]
        others = _facets(types, ())
        facets |= {name: others[name] for name in chosen if name in others and name not in facets}
    query = replace(
        query,
        facets={name: values for name, values in query.facets.items() if name in facets},
        ranges=_ranges(query, facets),
    )
    languages = language_facet.offered(query, types) if by_language else ()
    plans = planning.plans(query, types, also=languages)
    asked = engine.name
    engine, raw = _ask(engine, query, plans, list(facets))
    if raw.matched < FEW and any(plan.relaxed != plan for plan in _searched(query, plans)):
        # Little has as many of the words: any of them is better than an empty page.
        plans = {code: plan.relaxed for code, plan in plans.items()}
        engine, raw = _ask(engine, query, plans, list(facets))
    if not raw.matched and _suggestion(query, plans) is None:
        meant = planning.plans(query, types, also=languages, doubt=Doubt.ABSENT)
        if _suggestion(query, meant) is not None:
            plans = meant
            engine, raw = _ask(engine, query, plans, list(facets))
    filled = 0
    if related and raw.matched:
        plans = _with_neighbours(engine, query, plans, raw)
        near = [item for plan in _searched(query, plans) for item in plan.near]
        if near:
            before = raw.total
            engine, raw = _ask(engine, query, plans, list(facets))
            if any(item.fills for item in near):
                filled = max(0, raw.total - before)
    suggestion = _suggestion(query, plans)
    said = any(plan.groups for plan in _searched(query, plans))
    if suggestion is None and said and not raw.matched:
        suggestion = planning.offer(query, types, also=languages)
    if suggestion == normalise(query.text):
        suggestion = None
    hits = _hits(query, plans, raw.hits, types)
    total = raw.total - (len(raw.hits) - len(hits))
    shown = [*facets.values(), *([LANGUAGE] if languages else [])]
    return SearchResults(
        query=query,
        total=total,
        hits=hits,
        facets=_facet_results(shown, query, raw),
        types=_types_result(types, query, raw),
        engine=engine.name,
        took_ms=round((time.perf_counter() - started) * 1000),
        suggestion=suggestion,
        degraded=engine.name != asked,
        synonyms=list(
            dict.fromkeys(text for plan in _searched(query, plans) for text in plan.synonyms)
        ),
        related=min(filled, total),
    )


def _with_neighbours(
    engine: Engine, query: SearchQuery, plans: dict[str, QueryPlan], raw: RawResults
) -> dict[str, QueryPlan]:
    """The plans with what lies near the best hits, whatever filters and page are chosen."""
    first = replace(
        query, types=(), facets={}, ranges={}, page=1, page_size=neighbours.PAGE, sort="relevance"
    )
    if replace(first, page_size=query.page_size) == query and query.page_size >= first.page_size:
        hits = raw.hits[: first.page_size]
    elif any(neighbours.are_known(query.site, code) for code in query.searched):
        __, found = _ask(engine, first, plans, ())
        hits = found.hits
    else:
        return plans
    scores = {hit.key: hit.score for hit in hits}
    named: dict[str, float] = {}
    for code in query.searched:
        named |= neighbours.named(scores, plans[code], site=query.site, language=code)
    order = sorted(scores, key=lambda key: -scores[key] - named.get(key, 0.0))
    best = {key: scores[key] for key in order[: neighbours.BEST]}
    room = neighbours.PAGE - raw.matched
    near: dict[str, QueryPlan] = {}
    for code in query.searched:
        found_near = neighbours.neighbours(
            best, named, site=query.site, language=code, matched=scores, room=room
        )
        room -= sum(item.fills for item in found_near)
        near[code] = replace(plans[code], near=found_near)
    return {**plans, **near}


def _searched(query: SearchQuery, plans: Plans) -> list[QueryPlan]:
    """The plans of the languages whose entries are shown."""
    return [plans[code] for code in query.searched]


def _suggestion(query: SearchQuery, plans: Plans) -> str | None:
    """The text with what was probably meant, in the first language that reads it otherwise."""
    found = (plan.suggestion for plan in _searched(query, plans))
    return next((suggestion for suggestion in found if suggestion), None)


def _ask(
    engine: Engine, query: SearchQuery, plans: Plans, facet_names: Sequence[str]
) -> tuple[Engine, RawResults]:
    """The answer, and the engine that gave it: the database when the other can't."""
    try:
        return engine, engine.search(query, plans, facet_names=facet_names)
    except EngineUnavailable as error:
        logger.warning("Search engine %s: %s", engine.name, error)
        engine = DatabaseEngine()
        return engine, engine.search(query, plans, facet_names=facet_names)


def _facets(types: Mapping[str, SearchType], chosen: Sequence[str]) -> dict[str, Facet]:
    """Facets of the chosen types, of all types when none is chosen."""
    found: dict[str, Facet] = {}
    for name, search_type in types.items():
        if not chosen or name in chosen:
            for facet in search_type.facets:
                found.setdefault(facet.name, facet)
    return found


def _ranges(query: SearchQuery, facets: Mapping[str, Facet]) -> dict[str, Sequence[DateRange]]:
    """Values that entries have by their dates; none in a list that is divided by time already."""
    if query.when:
        return {}
    return {
        name: facet.ranges(query.now) for name, facet in facets.items() if facet.ranges is not None
    }


def _hits(
    query: SearchQuery,
    plans: Plans,
    raw_hits: Sequence[RawHit],
    types: Mapping[str, SearchType],
) -> list[Hit]:
    """Hits whose entries may be shown now, with what they show."""
    if not raw_hits:
        return []
    rows = visible_entries(site=query.site, language=query.searched, types=types)
    entries = {
        entry.key: entry
        # The texts of documents are long; they are fetched for the hits that they explain.
        for entry in rows.filter(key__in=[raw_hit.key for raw_hit in raw_hits]).defer("documents")
    }
    in_documents = documents_of_hits(entries.values(), plans) if query.text else {}
    fills = {item.key for plan in _searched(query, plans) for item in plan.near if item.fills}
    found = []
    for raw_hit in raw_hits:
        entry = entries.get(raw_hit.key)
        if entry is None:
            continue
        search_type, plan = types[entry.type], plans[entry.language]
        found.append(
            Hit(
                entry=entry,
                score=raw_hit.score,
                title=highlight.title_html(entry, plan),
                snippet=highlight.snippet_html(entry, plan),
                type_label=str(search_type.label),
                template=search_type.hit_template,
                document=in_documents.get(entry.key),
                language="" if entry.language == query.language else entry.language,
                related=raw_hit.key in fills,
            )
        )
    return found


def _facet_results(
    facets: Iterable[Facet], query: SearchQuery, raw: RawResults
) -> list[FacetResult]:
    """Facets with the counts of their values, the chosen ones included."""
    counted = [
        (
            facet,
            {
                **dict.fromkeys(_chosen(facet, query), 0),
                **raw.facets.get(facet.name, {}),
            },
        )
        for facet in facets
    ]
    labels = catalogue.facet_labels(
        [(facet, list(counts)) for facet, counts in counted], query.language
    )
    return [
        _facet_result(facet, query, counts, labels.get(facet.name, {})) for facet, counts in counted
    ]


def _facet_result(
    facet: Facet, query: SearchQuery, counts: Mapping[str, int], labels: Mapping[str, str]
) -> FacetResult:
    chosen = _chosen(facet, query)
    # An index that is behind may tell of a page that may not be seen; what a visitor typed, may be
    # said again.
    only_labelled = isinstance(facet.labels, catalogue.PageLabels)
    options = [
        FacetOption(value, _text(labels.get(value, value)), count, value in chosen)
        for value, count in counts.items()
        if value in labels or value in chosen or not only_labelled
    ]
    order = facet.order
    if order is not None:
        options.sort(key=lambda option: (order(option.value), option.label))
    else:
        options.sort(key=lambda option: (-option.count, option.label))
    return FacetResult(facet.name, _text(facet.label), options)


def _chosen(facet: Facet, query: SearchQuery) -> Sequence[str]:
    """The values that count as chosen: while nobody chooses a language, it is the page's own."""
    return query.searched if facet is LANGUAGE else query.facets.get(facet.name, ())


def _types_result(
    types: Mapping[str, SearchType], query: SearchQuery, raw: RawResults
) -> FacetResult:
    counts = raw.facets.get("type", {})
    return FacetResult(
        "type",
        _("Type"),
        [
            FacetOption(name, _text(item.label_plural), counts.get(name, 0), name in query.types)
            for name, item in types.items()
        ],
    )


def _text(label: str | Promise) -> str:
    return str(label)
