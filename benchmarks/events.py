"""The list of events and the page of one beside a plain Wagtail page, with what they ask."""

from __future__ import annotations

from typing import Any

from benchmarks.measure import Result
from benchmarks.pages import compared
from benchmarks.web import Client, recorded
from os2site.page_types import get_page_model

LIST = "/arrangementer/"


def pages() -> list[Result]:
    """Server time and number of queries, each against a page of Wagtail in the same frame."""
    client = Client()
    events: Any = get_page_model("event")._default_manager.filter(live=True).order_by("pk")
    danish = [event for event in events if event.locale.language_code == "da"]
    urls = [event.url for event in danish]
    month = f"{LIST}maaned/{danish[0].local_start:%Y-%m}/"
    return [
        _result(client, "event-page", "server time of an event's page", urls),
        _result(client, "event-list", "server time of the list of events", [LIST]),
        _result(client, "event-month", "server time of a month of events", [month]),
    ]


def _result(client: Client, name: str, what: str, urls: list[str]) -> Result:
    queries = []
    for url in urls:
        client.get(url, "")
        with recorded() as asked:
            client.get(url, "")
        queries.append(len(asked.statements))
    return compared(client, name, what, urls, details={"queries": max(queries)})
