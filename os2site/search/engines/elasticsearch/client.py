"""The connection to the cluster, and what its faults mean to us."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from elasticsearch import ApiError, ConnectionTimeout, Elasticsearch, SSLError, TransportError
from elasticsearch import ConnectionError as NodeUnreachable
from elasticsearch.helpers import BulkIndexError

from os2site.conf import get_settings
from os2site.search.engines.base import EngineUnavailable, Fault
from os2site.search.engines.elasticsearch import breaker

logger = logging.getLogger(__name__)

#: Seconds that a command or the worker may wait; visitors wait ``elasticsearch_timeout``.
PATIENT_TIMEOUT = 30.0
#: Nodes that one request asks at most: the one whose turn it is, and another when that one fails.
MAX_NODES_ASKED = 2
#: Answers that say nothing against the cluster: what we asked was wrong, or is not there.
HARMLESS = {400, 404, 409, 413}


def get_client(*, patient: bool = False) -> Elasticsearch:
    """The client; ``patient`` for rebuilds, which may wait longer than a visitor.

    :raises EngineUnavailable: when its settings are missing or wrong.
    """
    settings = get_settings()
    if not settings.elasticsearch_urls:
        raise EngineUnavailable("OS2SITE['ELASTICSEARCH_URLS'] is empty", Fault.SETTINGS)
    try:
        return _client(
            settings.elasticsearch_urls,
            settings.elasticsearch_api_key,
            settings.elasticsearch_ca_certs,
            PATIENT_TIMEOUT if patient else seconds_of_one_try(),
        )
    except (ValueError, OSError) as error:
        # An address without scheme or port; a file of certificates that is missing or no such file.
        names = "ELASTICSEARCH_URLS, ELASTICSEARCH_CA_CERTS"
        raise EngineUnavailable(f"check {names} in OS2SITE: {error}", Fault.SETTINGS) from error


def seconds_of_one_try() -> float:
    """How long one node may take, so that two fit into the time that a visitor waits."""
    settings = get_settings()
    return settings.elasticsearch_timeout / _nodes_asked(settings.elasticsearch_urls)


def _nodes_asked(urls: tuple[str, ...]) -> int:
    return max(1, min(len(urls), MAX_NODES_ASKED))


@lru_cache(maxsize=8)
def _client(urls: tuple[str, ...], api_key: str, ca_certs: str, timeout: float) -> Elasticsearch:
    options: dict[str, object] = {}
    if api_key:
        options["api_key"] = api_key
    if ca_certs:
        options["ca_certs"] = ca_certs
    tries = _nodes_asked(urls)
    return Elasticsearch(
        list(urls),
        request_timeout=timeout,
        max_retries=tries - 1,
        retry_on_timeout=tries > 1,
        **options,  # type: ignore[arg-type]
    )


@contextmanager
def guarded() -> Iterator[None]:
    """Ask the cluster: refuse at once while the breaker is open, and tell it how it went.

    :raises EngineUnavailable: instead of every fault of the cluster or the way to it.
    """
    if not breaker.allows_request():
        fault = breaker.last_fault()
        raise EngineUnavailable(f"left alone after a failure a moment ago ({fault.value})", fault)
    with translated():
        yield
    breaker.record_success()


@contextmanager
def translated() -> Iterator[None]:
    """Turn faults into :class:`EngineUnavailable` and tell the breaker of those that will last."""
    try:
        yield
    except ApiError as error:
        fault = _refusal(error)
        if error.status_code in HARMLESS or _is_block(error):
            breaker.record_success()
        else:
            breaker.record_failure(fault)
        raise EngineUnavailable(_explained(error, fault), fault) from error
    except TransportError as error:
        fault = _failure(error)
        breaker.record_failure(fault)
        if fault is Fault.CERTIFICATE:
            # The file of authorities may be a new one by the next try.
            _client.cache_clear()
        raise EngineUnavailable(_explained(error, fault), fault) from error
    except BulkIndexError as error:
        raise EngineUnavailable(
            f"{len(error.errors)} documents refused: {error.errors[:1]}"
        ) from error


def _refusal(error: ApiError) -> Fault:
    if error.status_code == 404:
        return Fault.NO_INDEX
    if error.status_code in {401, 403} and not _is_block(error):
        return Fault.ACCESS
    return Fault.FAILING


def _is_block(error: ApiError) -> bool:
    """Whether an administrator, or a full disk, has closed an index or the cluster to writes."""
    return error.error == "cluster_block_exception"


def _failure(error: TransportError) -> Fault:
    if isinstance(error, SSLError):
        return Fault.CERTIFICATE
    if isinstance(error, ConnectionTimeout):
        return Fault.SLOW
    return Fault.UNREACHABLE if isinstance(error, NodeUnreachable) else Fault.FAILING


#: What to do about a fault.
HINTS = {
    Fault.ACCESS: "check OS2SITE['ELASTICSEARCH_API_KEY'] and what the key may do",
    Fault.CERTIFICATE: "check OS2SITE['ELASTICSEARCH_CA_CERTS'] and the cluster's certificate",
    Fault.NO_INDEX: "run os2site_search rebuild",
}


def _explained(error: ApiError | TransportError, fault: Fault) -> str:
    if isinstance(error, ApiError):
        text = f"{error.status_code} {error.error}: {_reason(error)}"
    else:
        text = f"{type(error).__name__}: {error.message}"
    hint = HINTS.get(fault)
    return f"{text[:600]}; {hint}" if hint else text[:600]


def _reason(error: ApiError) -> str:
    details = error.body.get("error") if isinstance(error.body, dict) else None
    return str(details.get("reason", "")) if isinstance(details, dict) else str(error.message)
