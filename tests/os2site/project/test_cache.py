"""The site while Redis is away, with a real Redis that is started, killed and started again."""

from __future__ import annotations

import logging
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache, caches
from django.test import Client

from os2site.project import cache as redis_cache
from os2site.search.engines.base import Fault
from os2site.search.engines.elasticsearch import breaker
from tests.fixtures.site import TwoLanguageSite

pytestmark = [pytest.mark.alone, pytest.mark.redis]

HOST = "127.0.0.1"


class Redis:
    """A redis-server of this test's own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            self.port: int = probe.getsockname()[1]
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://{HOST}:{self.port}/0"

    def start(self) -> None:
        program = shutil.which("redis-server")
        if program is None:
            pytest.fail("redis-server is missing: python3 scripts/services.py install")
        options = ["--port", str(self.port), "--bind", HOST, "--save", "", "--dir", self.folder]
        self.process = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex((HOST, self.port)) == 0:
                    return
            time.sleep(0.02)
        pytest.fail("redis-server does not start")

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


@pytest.fixture
def redis(tmp_path: Path, settings: Any) -> Iterator[Redis]:
    """A running Redis that is the site's cache."""
    server = Redis(tmp_path)
    server.start()
    settings.CACHES = {
        "default": {
            "BACKEND": "os2site.project.cache.SurvivingRedisCache",
            "LOCATION": server.url,
        }
    }
    yield server
    caches["default"].close()
    server.kill()


@pytest.fixture
def quick_return(monkeypatch: pytest.MonkeyPatch) -> None:
    """Redis is tried again at once, so that a test need not wait for it."""
    monkeypatch.setattr(redis_cache, "RETRY_SECONDS", 0.0)


@pytest.fixture
def hole() -> Iterator[str]:
    """The address of a server that takes connections and never answers."""
    with socket.create_server((HOST, 0)) as server:
        yield f"redis://{HOST}:{server.getsockname()[1]}/0"


def test_values_lie_in_redis_while_it_is_there(redis: Redis) -> None:
    import redis as library

    cache.set("a", {"deep": [1]}, 60)
    assert cache.get("a") == {"deep": [1]}
    assert cache.is_available()  # type: ignore[attr-defined]
    with library.Redis.from_url(redis.url) as client:
        assert client.dbsize() == 1


@pytest.mark.parametrize(
    "use",
    [
        lambda: cache.add("k", 1) is True,
        lambda: cache.get("k", "other") == "other",
        lambda: cache.set("k", 1) is None,
        lambda: cache.touch("k") is False,
        lambda: cache.delete("k") is False,
        lambda: cache.get_many(["k", "l"]) == {},
        lambda: cache.has_key("k") is False,
        lambda: cache.set_many({"k": 1}) == [],
        lambda: cache.delete_many(["k"]) is None,
        lambda: cache.get_or_set("k", 5) == 5,
    ],
)
def test_every_call_works_without_redis(redis: Redis, use: Callable[[], bool]) -> None:
    redis.kill()
    assert use()
    assert not cache.is_available()  # type: ignore[attr-defined]


def test_site_serves_saves_and_says_so_without_redis(
    redis: Redis, two_languages: TwoLanguageSite, client: Client
) -> None:
    assert client.get("/").status_code == 200
    assert client.get("/health/ready").json()["parts"]["cache"] == {"status": "ok"}
    redis.kill()
    page = two_languages.add("Skrevet under udfaldet")
    page.title = "Skrevet og rettet"
    page.save_revision().publish()
    assert "Skrevet og rettet" in client.get(page.url).content.decode()
    health = client.get("/health/ready")
    assert health.status_code == 200
    assert health.json()["status"] == "degraded"
    assert health.json()["parts"]["cache"] == {"status": "down"}


def test_counts_and_flags_hold_in_the_process_without_redis(redis: Redis) -> None:
    redis.kill()
    assert cache.add("limit", 0, 60)
    assert not cache.add("limit", 0, 60)
    counts = []
    threads = [
        threading.Thread(target=lambda: counts.append(cache.incr("limit"))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(counts) == list(range(1, 9))


def test_breaker_of_elasticsearch_still_opens_without_redis(redis: Redis) -> None:
    redis.kill()
    assert breaker.allows_request()
    breaker.record_failure(Fault.UNREACHABLE)
    assert not breaker.allows_request()
    assert breaker.last_fault() == Fault.UNREACHABLE


def test_outage_and_return_are_logged_once_each(
    redis: Redis, quick_return: None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="os2site.project.cache")
    cache.set("a", 1)
    redis.kill()
    for number in range(20):
        cache.set("a", number)
    redis.start()
    for _ in range(20):
        cache.get("a")
    messages = [record.getMessage() for record in caplog.records]
    assert len(messages) == 2, messages
    assert messages[0].startswith("Redis is away (")
    assert messages[1] == "Redis is back"


def test_what_changed_meanwhile_is_not_served_after_the_return(
    redis: Redis, quick_return: None
) -> None:
    """Redis was cut off and kept its values: those that changed since are out of date."""
    import os
    import signal

    cache.set_many({"changed": "old", "deleted": "old", "kept": "old"})
    assert redis.process is not None
    os.kill(redis.process.pid, signal.SIGSTOP)
    cache.set("changed", "new")
    cache.delete("deleted")
    os.kill(redis.process.pid, signal.SIGCONT)
    assert cache.get("changed") is None
    assert cache.is_available()  # type: ignore[attr-defined]
    assert cache.get("deleted") is None
    assert cache.get("kept") == "old"


def test_clear_that_redis_missed_is_made_up_for(redis: Redis, quick_return: None) -> None:
    import os
    import signal

    cache.set("a", "old")
    assert redis.process is not None
    os.kill(redis.process.pid, signal.SIGSTOP)
    cache.clear()
    os.kill(redis.process.pid, signal.SIGCONT)
    assert cache.get("a") is None
    assert cache.is_available()  # type: ignore[attr-defined]


def test_restart_between_two_requests_is_no_outage(
    redis: Redis, caplog: pytest.LogCaptureFixture
) -> None:
    cache.set("a", 1)
    redis.kill()
    redis.start()
    assert cache.get("a") is None
    assert cache.is_available()  # type: ignore[attr-defined]
    assert caplog.records == []


def test_silent_server_costs_one_wait_and_not_one_for_each_call(hole: str, settings: Any) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "os2site.project.cache.SurvivingRedisCache", "LOCATION": hole}
    }
    start = time.monotonic()
    for number in range(50):
        cache.set(f"k{number}", number)
        assert cache.get(f"k{number}") == number
    seconds = time.monotonic() - start
    assert seconds < redis_cache.CONNECT_SECONDS + 2 * redis_cache.ANSWER_SECONDS
    caches["default"].close()


def test_mistake_of_the_caller_is_no_outage(redis: Redis) -> None:
    with pytest.raises(ValueError, match="not found"):
        cache.incr("never-set")
    assert cache.is_available()  # type: ignore[attr-defined]
