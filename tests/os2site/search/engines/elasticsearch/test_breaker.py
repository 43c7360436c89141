"""A cluster that failed is left alone, and then asked by one request at a time."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache

from os2site.search.engines.base import Fault
from os2site.search.engines.elasticsearch import breaker


@pytest.fixture(autouse=True)
def _settings(settings: Any) -> None:
    settings.OS2SITE = {**settings.OS2SITE, "ELASTICSEARCH_RETRY_AFTER": 60.0}


def pause_ends() -> None:
    cache.delete(breaker.OPEN)


def test_nobody_asks_during_the_pause() -> None:
    breaker.record_failure(Fault.SLOW)
    assert not breaker.allows_request()
    assert breaker.last_fault() is Fault.SLOW


def test_the_pause_is_as_long_as_the_settings_say(settings: Any) -> None:
    settings.OS2SITE = {**settings.OS2SITE, "ELASTICSEARCH_RETRY_AFTER": 0}
    breaker.record_failure(Fault.SLOW)
    assert breaker.allows_request()


def test_after_it_one_request_tries_and_all_when_that_succeeds() -> None:
    breaker.record_failure(Fault.SLOW)
    pause_ends()
    assert [breaker.allows_request(), breaker.allows_request()] == [True, False]
    breaker.record_success()
    assert [breaker.allows_request(), breaker.allows_request()] == [True, True]


def test_another_failure_lets_one_request_try_after_the_next_pause() -> None:
    breaker.record_failure(Fault.SLOW)
    pause_ends()
    assert breaker.allows_request()
    breaker.record_failure(Fault.UNREACHABLE)
    pause_ends()
    assert breaker.allows_request()
