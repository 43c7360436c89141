"""Requests to the site in this process, and what they ask of Elasticsearch and the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import RequestFactory
from elastic_transport import Transport

from os2site.search.engines.elasticsearch.client import get_client


class Client:
    """Calls the WSGI application as a server does, the response read to its end."""

    def __init__(self) -> None:
        self._application = get_wsgi_application()
        self._requests = RequestFactory(headers={"host": "127.0.0.1"})

    def get(self, path: str, text: str) -> bytes:
        """The answer to ``path?q=text``.

        :raises RuntimeError: when it is not a page.
        """
        statuses: list[str] = []

        def start_response(status: str, headers: Any, exc_info: Any = None) -> Callable[..., Any]:
            statuses.append(status)
            return lambda data: None

        environ = self._requests.get(f"{path}?{urlencode({'q': text})}").environ
        response = self._application(environ, start_response)
        try:
            body = b"".join(response)
        finally:
            response.close()
        if not statuses[0].startswith("200"):
            raise RuntimeError(f"{path} answers »{text}« with {statuses[0]}")
        return body


@dataclass
class Asked:
    """What a request asked: searches of Elasticsearch, statements of the database."""

    searches: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    statements: list[tuple[str, Any]] = field(default_factory=list)


@contextmanager
def recorded() -> Iterator[Asked]:
    """Note what is asked meanwhile."""
    asked = Asked()
    perform = Transport.perform_request

    def note_search(transport: Transport, method: str, target: str, **options: Any) -> Any:
        if "_search" in target or "_msearch" in target:
            asked.searches.append((method, target, dict(options)))
        return perform(transport, method, target, **options)

    def note_statement(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.statements.append((sql, params))
        return execute(sql, params, many, context)

    with (
        patch.object(Transport, "perform_request", note_search),
        connection.execute_wrapper(note_statement),
    ):
        yield asked


def bare_search(asked: Asked) -> Callable[[], object]:
    """The search that gave the answer, sent as it was and nothing done with what comes back.

    :raises RuntimeError: when there was none, because something else answered.
    """
    if not asked.searches:
        raise RuntimeError("Elasticsearch was not asked")
    method, target, options = asked.searches[-1]
    transport = get_client().transport
    return lambda: transport.perform_request(method, target, **options)


def bare_statements(asked: Asked, table: str) -> Callable[[], object]:
    """The statements on this table, executed as they were and their rows fetched.

    :raises RuntimeError: when there was none.
    """
    statements = [item for item in asked.statements if table in item[0]]
    if not statements:
        raise RuntimeError(f"{table} was not asked")

    def execute() -> None:
        with connection.cursor() as cursor:
            for sql, parameters in statements:
                cursor.execute(sql, parameters)
                cursor.fetchall()

    return execute
