"""The connection to the cluster, and what its faults mean to us."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError
from elasticsearch.helpers import BulkIndexError

from os2site.conf import get_settings
from os2site.search.engines.base import EngineUnavailable
from os2site.search.engines.elasticsearch import breaker

logger = logging.getLogger(__name__)

#: Seconds that a command or the worker may wait; visitors wait ``elasticsearch_timeout``.
PATIENT_TIMEOUT = 30.0


def get_client(*, patient: bool = False) -> Elasticsearch:
    """The client; ``patient`` for rebuilds, which may wait longer than a visitor.

    :raises EngineUnavailable: when no address is set.
    """
    settings = get_settings()
    if not settings.elasticsearch_urls:
        raise EngineUnavailable("OS2SITE['ELASTICSEARCH_URLS'] is empty")
    timeout = PATIENT_TIMEOUT if patient else settings.elasticsearch_timeout
    return _client(
        settings.elasticsearch_urls,
        settings.elasticsearch_api_key,
        settings.elasticsearch_ca_certs,
        timeout,
    )


@lru_cache(maxsize=8)
def _client(urls: tuple[str, ...], api_key: str, ca_certs: str, timeout: float) -> Elasticsearch:
    options: dict[str, object] = {}
    if api_key:
        options["api_key"] = api_key
    if ca_certs:
        options["ca_certs"] = ca_certs
    return Elasticsearch(
        list(urls),
        request_timeout=timeout,
        # Another node is tried when one refuses; a slow one has used up the time already.
        max_retries=min(len(urls) - 1, 2),
        retry_on_timeout=False,
        **options,  # type: ignore[arg-type]
    )


@contextmanager
def guarded() -> Iterator[None]:
    """Ask the cluster: refuse at once while the breaker is open, and tell it how it went.

    :raises EngineUnavailable: instead of every fault of the cluster or the way to it.
    """
    if not breaker.allows_request():
        raise EngineUnavailable("the cluster failed a moment ago and is left alone")
    with translated():
        yield
    breaker.record_success()


@contextmanager
def translated() -> Iterator[None]:
    """Turn faults into :class:`EngineUnavailable` and tell the breaker of those that will last."""
    try:
        yield
    except NotFoundError as error:
        # It answered, but has no index yet.
        breaker.record_success()
        raise EngineUnavailable(f"no index: {error.error}; run os2site_search rebuild") from error
    except ApiError as error:
        if error.status_code >= 500 or error.status_code == 429:
            breaker.record_failure()
        else:
            breaker.record_success()
            logger.exception("Elasticsearch refused a request")
        raise EngineUnavailable(f"{error.status_code} {error.error}") from error
    except TransportError as error:
        breaker.record_failure()
        raise EngineUnavailable(f"{type(error).__name__}: {error.message}") from error
    except BulkIndexError as error:
        raise EngineUnavailable(
            f"{len(error.errors)} documents refused: {error.errors[:1]}"
        ) from error
