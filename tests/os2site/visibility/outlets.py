"""Everything through which the site tells of its pages, asked as an anonymous visitor would."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.test import Client

from tests.os2site.visibility.pages import EVENT_DAY, WORD

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
    """Results, counts of types and facets; what was typed itself is left out.

    Where nothing may be found a count is as telling as a name.
    """
    results = client.get("/soeg/", {"q": WORD}).context["results"]
    counts = {
        f"{facet.name}={option.value}": option.count
        for facet in [results.types, *results.facets]
        for option in facet.options
        if option.count
    }
    shown = [hit.entry.slug for hit in results.hits]
    return json.dumps([WORD, shown, counts, results.total]) if results.total or counts else ""


def search_api(client: Client, text: str = WORD) -> str:
    answer = client.get("/api/v1/search/", {"q": text}).json()
    counts = [o for facet in answer["facets"].values() for o in facet if o["count"]]
    found: list[Any] = [answer["results"], answer["promoted"], answer["answer"], counts]
    return json.dumps([WORD, *found]) if any(found) or answer["total"] else ""


def comparison(client: Client) -> str:
    """What can be compared; the slug that was asked for is told back."""
    chosen = f"produkt={WORD}-produkt&produkt=naboprodukt"
    text = text_of(client, "/produkter/sammenlign/")
    return text + text_of(client, f"/produkter/sammenlign/?{chosen}").replace(f"{WORD}-produkt", "")


def missing_page(client: Client) -> str:
    return str(client.get("/findes-ikke/").content.decode())


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
    "word that an editor points at a page": _texts("/api/v1/search/?q=stribedyr"),
    "feed of a search": _texts("/soeg/feed/?q=nyt", "/soeg/feed/?q=drift"),
    "API lists": _texts(*(f"/api/v1/{name}/?page_size=100" for name in API_TYPES)),
    "API details": api_details,
    "list pages": _texts(*LISTS),
    "lists searched": _texts("/vejledninger/?q=kom", "/medlemmer/?q=kom"),
    "front page": _texts("/"),
    "related lists": _texts(*NEIGHBOURS),
    "API details of neighbours": _texts(
        "/api/v1/products/naboprodukt/",
        "/api/v1/suppliers/naboleverandoer/",
        "/api/v1/events/nabodag/",
        "/api/v1/news/nabonyhed/",
        "/api/v1/members/nabo-kommune/",
    ),
    "question": lambda client: search_api(client, f"Hvad er {WORD}?"),
    "who uses what": _texts("/produkter/udbredelse/"),
    "comparison": comparison,
    "list for other catalogues": _texts("/produkter/katalog.json"),
    "feed of a product": _texts("/produkter/naboprodukt/feed/"),
    "map of members": _texts("/medlemmer/kort/"),
    "month of events": _texts(f"/arrangementer/maaned/{EVENT_DAY:%Y-%m}/"),
    "address without a page": missing_page,
    "news feed": _texts("/nyheder/feed/"),
    "calendar": _texts("/arrangementer/kalender.ics"),
    "sitemap": _texts("/sitemap.xml"),
    "robots and opensearch": _texts("/robots.txt", "/opensearch.xml"),
    "API description": _texts("/api/v1/openapi.json"),
}
#: These say nothing of single pages, whatever their state.
SILENT = frozenset({"robots and opensearch", "API description"})
