"""A circuit breaker: a cluster that failed is left alone for a while.

Its state lies in Django's cache, so that all processes that share a cache share it.
"""

from __future__ import annotations

from django.core.cache import cache

from os2site.conf import get_settings
from os2site.search.engines.base import Fault

#: Present while the cluster is left alone.
OPEN = "os2site:search:open"
#: Present from a failure until the next success; then only one request at a time may try.
SUSPECT = "os2site:search:suspect"
PROBE = "os2site:search:probe"
SUSPECT_SECONDS = 3600


def allows_request() -> bool:
    """Whether the cluster may be asked now."""
    if cache.get(OPEN) is not None:
        return False
    if cache.get(SUSPECT) is None:
        return True
    return bool(
        cache.add(PROBE, 1, timeout=max(1, round(get_settings().elasticsearch_timeout * 2)))
    )


def record_failure(fault: Fault) -> None:
    """The cluster did not answer: leave it alone for ``elasticsearch_retry_after`` seconds."""
    cache.set(SUSPECT, fault.value, timeout=SUSPECT_SECONDS)
    cache.set(OPEN, 1, timeout=get_settings().elasticsearch_retry_after)
    cache.delete(PROBE)


def record_success() -> None:
    """The cluster answered: back to normal."""
    if cache.get(SUSPECT) is not None:
        cache.delete_many([OPEN, SUSPECT, PROBE])


def last_fault() -> Fault:
    """Why the cluster is left alone."""
    try:
        return Fault(cache.get(SUSPECT))
    except ValueError:
        return Fault.UNREACHABLE
