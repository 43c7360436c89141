"""Search page and suggestions on a large site."""

from __future__ import annotations

from pathlib import Path
from statistics import fmean

from benchmarks.measure import Arms, Result, interleaved, percentile
from benchmarks.web import Client, bare_search, bare_statements, recorded
from os2site.search.engines.database.vendor import TABLE

#: A site's own sample of what visitors ask: names, needs, questions, misspellings, English.
QUERIES = Path(__file__).with_name("queries.txt").read_text(encoding="utf-8").splitlines()
ROUNDS = 5
#: Letters after which suggestions are asked for.
TYPED = (3, 6)


def pages() -> list[Result]:
    """The search page against the bare query, and against a plain Wagtail search page."""
    client = Client()
    cases: list[Arms] = []
    for text in QUERIES:
        client.get("/soeg/", text)
        client.get("/plain-search/", text)
        with recorded() as asked:
            client.get("/soeg/", text)
        cases.append(
            {
                "page": lambda text=text: client.get("/soeg/", text),  # type: ignore[misc]
                "query": bare_search(asked),
                "plain": lambda text=text: client.get("/plain-search/", text),  # type: ignore[misc]
            }
        )
    times = interleaved(cases, rounds=ROUNDS)
    page = fmean(times["page"])
    results = []
    for name, peer, arm, bound in (
        ("search-page", "the bare Elasticsearch query of the same body", "query", 2.0),
        ("search-page-plain", "a plain Wagtail search page on the same pages", "plain", 0.7),
    ):
        theirs = fmean(times[arm])
        ratios = [ours / other for ours, other in zip(times["page"], times[arm], strict=True)]
        worst = max(range(len(QUERIES)), key=lambda number: ratios[number])
        results.append(
            Result(
                name,
                "server time of a search page",
                peer,
                page / theirs,
                bound,
                page,
                theirs,
                len(QUERIES),
                ROUNDS,
                details={
                    "p95_ms": percentile(times["page"], 0.95),
                    "peer_p95_ms": percentile(times[arm], 0.95),
                    "worst_query": QUERIES[worst],
                    "worst_ratio": ratios[worst],
                },
            )
        )
    return results


def suggestions() -> list[Result]:
    """Suggestions against the statement that finds them."""
    client = Client()
    cases: list[Arms] = []
    for text in dict.fromkeys(query[:length] for query in QUERIES for length in TYPED):
        client.get("/soeg/forslag/", text)
        with recorded() as asked:
            client.get("/soeg/forslag/", text)
        cases.append(
            {
                "suggestions": lambda text=text: client.get("/soeg/forslag/", text),  # type: ignore[misc]
                "query": bare_search(asked) if asked.searches else bare_statements(asked, TABLE),
            }
        )
    times = interleaved(cases, rounds=ROUNDS)
    ours, theirs = fmean(times["suggestions"]), fmean(times["query"])
    return [
        Result(
            "suggestions",
            "server time of suggestions",
            "the bare query that finds them",
            ours / theirs,
            1.5,
            ours,
            theirs,
            len(cases),
            ROUNDS,
            details={"p95_ms": percentile(times["suggestions"], 0.95)},
        )
    ]
