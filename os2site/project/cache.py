"""A Redis cache that a site outlives: while Redis is away, each process remembers for itself.

A visitor never waits for a Redis that is gone, and never sees an error because of it. What is kept
in memory meanwhile is enough for what the site uses a cache for: values that can be made again,
and counts and flags (limits, circuit breaker) that then hold for each process instead of for all.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import OutOfMemoryError, ReadOnlyError
from redis.exceptions import TimeoutError as RedisTimeoutError
from redis.retry import Retry

logger = logging.getLogger(__name__)

#: Seconds to wait for a connection, and for an answer; Redis takes well under a millisecond.
CONNECT_SECONDS = 0.25
ANSWER_SECONDS = 0.5
#: Seconds from a failure until one call tries Redis again.
RETRY_SECONDS = 5.0
#: How many keys changed during an outage are remembered one by one.
MISSED_KEYS = 10_000
#: What counts as "Redis is away". Anything else is a mistake of the caller's, who shall hear of it.
OUTAGE_ERRORS = (RedisConnectionError, RedisTimeoutError, ReadOnlyError, OutOfMemoryError)


class Outage:
    """What this process knows about one Redis; its threads share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._retry_at: float | None = None
        self._missed: set[str] = set()
        self._missed_too_many = False

    @property
    def is_on(self) -> bool:
        """Whether Redis failed and has not answered since."""
        return self._retry_at is not None

    def allows_call(self) -> bool:
        """Whether to ask Redis now. During an outage, one call every few seconds may."""
        if self._retry_at is None:
            return True
        with self._lock:
            now = time.monotonic()
            if self._retry_at is not None and now < self._retry_at:
                return False
            self._retry_at = now + RETRY_SECONDS
            return True

    def begin(self, error: Exception) -> None:
        """Redis failed: leave it alone for a while. Logged once for each outage."""
        with self._lock:
            is_new = self._retry_at is None
            self._retry_at = time.monotonic() + RETRY_SECONDS
        if is_new:
            logger.warning(
                "Redis is away (%s: %s); each process keeps its own cache until it is back",
                type(error).__name__,
                error,
            )

    def note_changed(self, keys: Iterable[str]) -> None:
        """Remember that Redis did not hear of a change: what it holds there is out of date."""
        with self._lock:
            self._missed.update(keys)
            if len(self._missed) > MISSED_KEYS:
                self._missed.clear()
                self._missed_too_many = True

    def note_cleared(self) -> None:
        """Remember that Redis did not hear that everything was to go."""
        with self._lock:
            self._missed.clear()
            self._missed_too_many = True

    def missed(self) -> set[str] | None:
        """Keys that changed meanwhile; ``None`` when they are too many to name."""
        return None if self._missed_too_many else set(self._missed)

    def end(self) -> None:
        """Redis answers again and knows what it missed."""
        with self._lock:
            was_on, self._retry_at = self._retry_at is not None, None
            self._missed.clear()
            self._missed_too_many = False
        if was_on:
            logger.warning("Redis is back")


_outages: dict[str, Outage] = {}
_outages_lock = threading.Lock()


class SurvivingRedisCache(RedisCache):
    """Django's Redis cache, with a memory of the process in its place while Redis is away.

    Django makes an instance for each thread; what they know of an outage is shared.
    """

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._options: dict[str, Any] = {
            "socket_connect_timeout": CONNECT_SECONDS,
            "socket_timeout": ANSWER_SECONDS,
            # A connection that lay idle while Redis was restarted fails at first use: that is no
            # outage, so a broken connection is made anew once. A timeout is not waited for twice.
            "retry": Retry(NoBackoff(), 1, supported_errors=(RedisConnectionError,)),
            **params.get("OPTIONS", {}),
        }
        name = ",".join([server] if isinstance(server, str) else server)
        with _outages_lock:
            self._outage = _outages.setdefault(name, Outage())
        self._memory = LocMemCache(
            f"redis-away:{name}", {**params, "OPTIONS": {"MAX_ENTRIES": MISSED_KEYS}}
        )

    def is_available(self) -> bool:
        """Whether Redis answered when it was last asked; for the health status."""
        return not self._outage.is_on

    def add(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> Any:
        return self._either(
            "add", key, value, timeout, version, changes=self._names([key], version)
        )

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._either("get", key, default, version)

    def set(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        self._either("set", key, value, timeout, version, changes=self._names([key], version))

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> Any:
        return self._either("touch", key, timeout, version)

    def delete(self, key: Any, version: int | None = None) -> Any:
        return self._either("delete", key, version, changes=self._names([key], version))

    def get_many(self, keys: Any, version: int | None = None) -> Any:
        return self._either("get_many", list(keys), version)

    def has_key(self, key: Any, version: int | None = None) -> Any:
        return self._either("has_key", key, version)

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> Any:
        return self._either("incr", key, delta, version, changes=self._names([key], version))

    def set_many(
        self, data: dict[Any, Any], timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> Any:
        changes = self._names(data, version)
        return self._either("set_many", data, timeout, version, changes=changes)

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        keys = list(keys)
        self._either("delete_many", keys, version, changes=self._names(keys, version))

    def clear(self) -> Any:
        return self._either("clear", changes=None)

    def _names(self, keys: Iterable[Any], version: int | None) -> list[str]:
        """The keys as Redis knows them."""
        return [self.make_and_validate_key(key, version=version) for key in keys]

    def _either(self, method: str, *arguments: Any, changes: Iterable[str] | None = ()) -> Any:
        """Call Redis, or the memory while it is away.

        :param changes: names that the call gives another value; ``None`` means all of them.
        """
        if self._outage.allows_call():
            try:
                if self._outage.is_on:
                    self._catch_up()
                return getattr(super(), method)(*arguments)
            except OUTAGE_ERRORS as error:
                self._outage.begin(error)
        if changes is None:
            self._outage.note_cleared()
        else:
            self._outage.note_changed(changes)
        return getattr(self._memory, method)(*arguments)

    def _catch_up(self) -> None:
        """Take from Redis what changed while it was away, and go back to it.

        :raises: one of ``OUTAGE_ERRORS`` while it is still away.
        """
        missed = self._outage.missed()
        if missed is None:
            self._cache.clear()
        else:
            # Asks Redis also when nothing changed.
            self._cache.delete_many([*missed, "redis-away:none"])
        self._memory.clear()
        self._outage.end()
