"""Publishing a page while the search index follows, a worker bringing it the changes."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.test import override_settings

from benchmarks.measure import Result, interleaved
from os2site.models import OutboxItem
from os2site.page_types import get_page_model
from os2site.search import projection

ROUNDS = 7
CASES = 12
#: Longest time in which the worker must have brought the changes.
PATIENCE = 60.0


def publish() -> list[Result]:
    """Publishing with the index following, against publishing without any search of ours."""
    pages = [
        *get_page_model("news")._default_manager.filter(live=True).order_by("pk")[: CASES // 2],
        *get_page_model("product")._default_manager.filter(live=True).order_by("pk")[: CASES // 2],
    ]
    with _worker():
        for page in pages:
            _publish(page)
        _wait()
        times = interleaved(
            [
                {
                    "on": lambda page=page: _publish(page),  # type: ignore[misc]
                    "mirrorless": lambda page=page: _publish_without_mirror(page),  # type: ignore[misc]
                    "off": lambda page=page: _publish_without_search(page),  # type: ignore[misc]
                }
                for page in pages
            ],
            rounds=ROUNDS,
        )
        _wait()
    on, mirrorless, off = (sum(times[arm]) / len(pages) for arm in ("on", "mirrorless", "off"))
    return [
        Result(
            "publish",
            "publishing with Elasticsearch following, worker running",
            "publishing with that indexing off",
            on / mirrorless,
            1.1,
            on,
            mirrorless,
            len(pages),
            ROUNDS,
        ),
        Result(
            "publish-projection",
            "publishing with all of the search, worker running",
            "publishing without entries, relations and index",
            on / off,
            1.1,
            on,
            off,
            len(pages),
            ROUNDS,
        ),
    ]


#: What makes each edit another one.
_edits = itertools.count(1)


def _publish(page: Any) -> None:
    """An edit of what visitors read, published as the editor does it."""
    current = type(page)._default_manager.get(pk=page.pk)
    current.title = f"{page.title} {next(_edits)}"
    current.save_revision().publish()


def _publish_without_mirror(page: Any) -> None:
    with override_settings(OS2SITE={**settings.OS2SITE, "SEARCH_ENGINE": "database"}):
        _publish(page)


def _publish_without_search(page: Any) -> None:
    with patch.object(projection, "page_changed"):
        _publish(page)


@contextmanager
def _worker() -> Iterator[None]:
    worker = subprocess.Popen(
        [sys.executable, "-m", "django", "db_worker"],
        env={**os.environ, "PYTHONPATH": os.getcwd()},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        worker.terminate()
        worker.wait()


def _wait() -> None:
    """Until the worker has brought all changes to the index.

    :raises RuntimeError: when it doesn't: then nothing was indexed, and nothing measured.
    """
    until = time.monotonic() + PATIENCE
    while OutboxItem.objects.exists():
        if time.monotonic() > until:
            raise RuntimeError(f"The worker left {OutboxItem.objects.count()} changes behind")
        time.sleep(0.2)
