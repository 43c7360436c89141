"""The embedded engine on SQLite."""

from __future__ import annotations

from statistics import fmean

from django.db import connection
from wagtail.models import Site

from benchmarks.measure import Arms, Result, interleaved, percentile
from benchmarks.searching import QUERIES
from os2site.search import service
from os2site.search.analysis.words import fold, normalise, split
from os2site.search.engines.database import DatabaseEngine
from os2site.search.engines.database.vendor import TABLE
from os2site.search.query import SearchQuery

ROUNDS = 5
BOUND_MS = 60.0


def searches() -> list[Result]:
    """A search with everything that it gives: spelling, facets, highlights and rows."""
    engine = DatabaseEngine()
    site = Site.objects.get(is_default_site=True)
    cases: list[Arms] = []
    for text in QUERIES:
        query = SearchQuery(site=site, language="da", text=text)
        service.search(query, engine=engine)
        cases.append(
            {
                "search": lambda query=query: service.search(query, engine=engine),  # type: ignore[misc]
                "plain": lambda text=text: _plain(text),  # type: ignore[misc]
            }
        )
    times = interleaved(cases, rounds=ROUNDS)
    p95 = percentile(times["search"], 0.95)
    plain = percentile(times["plain"], 0.95)
    slowest = sorted(range(len(QUERIES)), key=lambda number: -times["search"][number])[:5]
    return [
        Result(
            "embedded",
            "p95 of a search with the embedded engine on SQLite",
            "a plain FTS5 query of the same words (a ratio without a bound)",
            p95,
            BOUND_MS,
            p95,
            plain,
            len(QUERIES),
            ROUNDS,
            unit="ms",
            details={
                "ratio": p95 / plain,
                "mean_ms": fmean(times["search"]),
                "peer_mean_ms": fmean(times["plain"]),
                "slowest": {QUERIES[number]: times["search"][number] for number in slowest},
            },
        )
    ]


def _plain(text: str) -> None:
    words = [
        fold(piece) for word in split(normalise(text)) for piece in word.pieces or (word.text,)
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s ORDER BY rank LIMIT 20",
            [" OR ".join(f'"{word}"' for word in words)],
        )
        cursor.fetchall()
