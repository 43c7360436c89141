"""Everything through which the site tells of its pages, asked as an anonymous visitor would."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.test import Client

from tests.os2site.visibility.pages import WORD

#: A query that is corrected to the word as long as anything visible has it.
MISSPELT = "zebrafsik"
API_TYPES = ("products", "suppliers", "events", "news", "members")
LISTS = (
    "/produkter/",
    "/leverandoerer/",
    "/arrangementer/",
    "/nyheder/",
    "/medlemmer/",
    "/vejledninger/",
    "/spoergsmaal/",
)
NEIGHBOURS = (
    "/nabo/",
    "/nyheder/nabonyhed/",
    "/vejledninger/nabovejledning/",
    "/spoergsmaal/nabospoergsmaal/",
    "/produkter/naboprodukt/",
    "/leverandoerer/naboleverandoer/",
    "/medlemmer/nabo-kommune/",
    "/arrangementer/nabodag/",
)


def text_of(client: Client, address: str) -> str:
    """The answer's text; 404 counts as silence."""
    response = client.get(address)
    assert response.status_code in {200, 404}, (address, response.status_code)
    return str(response.content.decode()) if response.status_code == 200 else ""


def _texts(*addresses: str) -> Callable[[Client], str]:
    return lambda client: "\n".join(text_of(client, address) for address in addresses)


def search_page(client: Client) -> str:
    """Results, counts of types and facets; what was typed itself is left out."""
    response = client.get("/soeg/", {"q": WORD})
    results = response.context["results"]
    counts = {
        f"{facet.name}={option.value}": option.count
        for facet in [results.types, *results.facets]
        for option in facet.options
        if option.count
    }
    shown = [hit.entry.slug for hit in results.hits]
    return json.dumps([shown, counts, results.total]) if results.total or counts else ""


def search_api(client: Client) -> str:
    answer = client.get("/api/v1/search/", {"q": WORD}).json()
    counts = [o for facet in answer["facets"].values() for o in facet if o["count"]]
    found: list[Any] = [answer["results"], answer["promoted"], answer["answer"], counts]
    return json.dumps(found) if any(found) or answer["total"] else ""


def everything_in_search(client: Client) -> str:
    """All entries, without a query: facets' labels and slugs included."""
    return text_of(client, "/api/v1/search/?page_size=100") + text_of(client, "/soeg/")


def correction(client: Client) -> str:
    """What "did you mean" and the page without results say."""
    return text_of(client, f"/soeg/?q={MISSPELT}")


def api_details(client: Client) -> str:
    endings = ("produkt", "leverandoer", "dag", "nyhed", "medlem")
    return _texts(
        *(
            f"/api/v1/{name}/{WORD}-{ending}/"
            for name, ending in zip(API_TYPES, endings, strict=True)
        )
    )(client)


#: Name → what that outlet says.
OUTLETS: Mapping[str, Callable[[Client], str]] = {
    "search page": search_page,
    "search API": search_api,
    "search without a query": everything_in_search,
    "did you mean": correction,
    "suggestions": _texts(f"/soeg/forslag/?q={WORD[:5]}"),
    "promoted results": _texts("/soeg/?q=opslag", "/api/v1/search/?q=opslag"),
    "feed of a search": _texts("/soeg/feed/?q=nyt", "/soeg/feed/?q=drift"),
    "API lists": _texts(*(f"/api/v1/{name}/?page_size=100" for name in API_TYPES)),
    "API details": api_details,
    "list pages": _texts(*LISTS),
    "lists searched": _texts(*(f"{address}?q=kom" for address in LISTS)),
    "front page": _texts("/"),
    "related lists": _texts(*NEIGHBOURS),
    "news feed": _texts("/nyheder/feed/"),
    "calendar": _texts("/arrangementer/kalender.ics"),
    "sitemap": _texts("/sitemap.xml"),
    "robots and opensearch": _texts("/robots.txt", "/opensearch.xml"),
    "API description": _texts("/api/v1/openapi.json"),
}
#: These say nothing of single pages, whatever their state.
SILENT = frozenset({"robots and opensearch", "API description"})
