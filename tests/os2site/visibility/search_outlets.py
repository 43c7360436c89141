"""What search says of the pages under test, in Danish, in English and in both languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.test import Client

from tests.os2site.visibility.outlets import MISSPELT, text_of
from tests.os2site.visibility.pages import WORD

#: Prefix of the page's address, and what is chosen. In both languages all outlets are asked, in one
#: of them the search page.
LANGUAGES: Mapping[str, tuple[str, str]] = {
    "both": ("", "&language=da&language=en"),
    "Danish": ("", ""),
    "English": ("/en", ""),
}


def told(client: Client, *, engine: str) -> dict[str, Any]:
    """Outlet → what it says of pages that have the word; those that say nothing are left out.

    Where nothing may be found a count is as telling as a name.
    """
    found = {}
    for name, (ask, language) in QUESTIONS.items():
        said = ask(client, *LANGUAGES[language], engine)
        if said:
            found[name] = said
    return found


def _page(client: Client, prefix: str, chosen: str, engine: str) -> dict[str, Any]:
    response = client.get(f"{prefix}/soeg/?q={WORD}{chosen}")
    results = response.context["results"]
    assert results.engine == engine
    said = {
        f"{facet.name}={option.value}": option.count
        for facet in [results.types, *results.facets]
        for option in facet.options
        if option.count
    }
    if results.total or results.hits:
        said["hits"] = [results.total, *(hit.entry.slug for hit in results.hits)]
    return said


def _api(client: Client, prefix: str, chosen: str, engine: str) -> list[Any]:
    answer = client.get(f"/api/v1/search/?q={WORD}{chosen}{'&lang=en' if prefix else ''}").json()
    assert answer["engine"] == engine
    counts = [
        (name, option)
        for name, facet in answer["facets"].items()
        for option in facet
        if option["count"]
    ]
    said = [*answer["results"], *answer["promoted"], *counts]
    return [*said, answer["total"], answer["answer"]] if said or answer["total"] else []


def _whole(client: Client, prefix: str, chosen: str, engine: str) -> str:
    """All entries, without a query: names, and what facets' labels say."""
    return _around(text_of(client, f"{prefix}/soeg/?{chosen}"))


def _correction(client: Client, prefix: str, chosen: str, engine: str) -> str:
    return _around(text_of(client, f"{prefix}/soeg/?q={MISSPELT}{chosen}"))


def _suggestions(client: Client, prefix: str, chosen: str, engine: str) -> str:
    return _around(text_of(client, f"{prefix}/soeg/forslag/?q={WORD[:5]}{chosen}"))


def _feed(client: Client, prefix: str, chosen: str, engine: str) -> str:
    return _around(text_of(client, f"{prefix}/soeg/feed/?q=nyt{chosen}"))


def _around(text: str) -> str:
    """The word with what stands around it, empty when it does not stand there."""
    start = text.lower().find(WORD)
    return text[max(0, start - 160) : start + 80] if start >= 0 else ""


OUTLETS: Mapping[str, Callable[[Client, str, str, str], Any]] = {
    "search page": _page,
    "search API": _api,
    "search without a query": _whole,
    "did you mean": _correction,
    "suggestions": _suggestions,
    "feed of a search": _feed,
}
#: Outlet with a language → how it is asked, and in which.
QUESTIONS = {
    f"{name}, {language}": (ask, language)
    for name, ask in OUTLETS.items()
    for language in LANGUAGES
    if language == "both" or name == "search page"
}
