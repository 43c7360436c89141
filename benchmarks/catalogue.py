"""Which benchmarks there are, and the site that each wants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

SiteName = Literal["large", "small"]

#: Entries of each site at scale 1: PostgreSQL with Elasticsearch, and SQLite.
SITES: Final[dict[SiteName, int]] = {"large": 100_000, "small": 10_000}


#: Name of Wagtail's own search backend in the settings.
PLAIN_BACKEND: Final = "plain"


@dataclass(frozen=True)
class Benchmark:
    """A benchmark, which gives one result or several.

    :param function: dotted path of what measures it, imported when Django is ready.
    """

    name: str
    site: SiteName
    function: str


#: In this order: the first one builds the index that the others search.
BENCHMARKS: Final[Sequence[Benchmark]] = (
    Benchmark("rebuild", "large", "benchmarks.rebuilding.rebuild"),
    Benchmark("search-page", "large", "benchmarks.searching.pages"),
    Benchmark("suggestions", "large", "benchmarks.searching.suggestions"),
    Benchmark("publish", "large", "benchmarks.publishing.publish"),
    Benchmark("registrations", "large", "benchmarks.registering.registrations"),
    Benchmark("catalogue-pages", "small", "benchmarks.pages.pages"),
    Benchmark("event-pages", "small", "benchmarks.events.pages"),
    Benchmark("embedded", "small", "benchmarks.embedded.searches"),
)


def chosen(only: str) -> list[Benchmark]:
    """The benchmarks of these names, separated by commas; all when empty.

    :raises ValueError: for a name that none has.
    """
    names = [name for name in only.split(",") if name]
    known = {benchmark.name for benchmark in BENCHMARKS}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise ValueError(f"no benchmark {', '.join(unknown)}; there are {', '.join(sorted(known))}")
    return [item for item in BENCHMARKS if not names or item.name in names]
