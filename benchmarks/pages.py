"""A product's page and the list of products beside a plain Wagtail page."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import fmean
from typing import Any, Final

from benchmarks.measure import Arms, Result, interleaved, percentile
from benchmarks.web import Client
from os2site.models import SearchEntry

ROUNDS: Final = 5
PLAIN: Final = "/plain-page/"
LIST: Final = "/produkter/"
BOUND: Final = 2.0


def pages() -> list[Result]:
    """Server time against a page of Wagtail with its title only, in the same frame."""
    client = Client()
    entries = SearchEntry.objects.filter(type="product", language="da", slug__gt="")
    urls = list(
        entries.filter(page__content_type__model="productpage")
        .order_by("pk")
        .values_list("url", flat=True)[:20]
    )
    return [
        compared(client, "product-page", "server time of a product's page", urls),
        compared(client, "product-list", "server time of the list of products", [LIST]),
    ]


def compared(
    client: Client, name: str, what: str, urls: list[str], details: Mapping[str, Any] | None = None
) -> Result:
    """The mean over these addresses, each timed beside the plain page."""
    cases: list[Arms] = []
    for url in [*urls, PLAIN]:
        client.get(url, "")
    for url in urls:
        cases.append(
            {
                "ours": lambda url=url: client.get(url, ""),  # type: ignore[misc]
                "plain": lambda: client.get(PLAIN, ""),
            }
        )
    times = interleaved(cases, rounds=ROUNDS)
    ours, theirs = fmean(times["ours"]), fmean(times["plain"])
    return Result(
        name,
        what,
        "a plain Wagtail page in the same frame",
        ours / theirs,
        BOUND,
        ours,
        theirs,
        len(urls),
        ROUNDS,
        details={"p95_ms": percentile(times["ours"], 0.95), **(details or {})},
    )
