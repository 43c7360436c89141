"""Changes that the external index must still hear of.

A change and its outbox item are one transaction. After the commit a task brings it: the worker's
where there is one, else one short try in the request. What that leaves, ``os2site_run_due`` brings.
"""

from __future__ import annotations

import datetime
import logging
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, Exists, F, Min, OuterRef
from django.utils import timezone

from os2site.conf import get_settings
from os2site.models import OutboxItem, SearchEntry
from os2site.search.engines.base import EngineUnavailable
from os2site.services.visibility import public_pages, restricted_pages

if TYPE_CHECKING:
    from wagtail.models import Site

logger = logging.getLogger(__name__)

#: Items of one drain, and of the short try after a commit.
BATCH = 500
SHORT_BATCH = 50
#: Longest pause before an item is tried again.
MAX_PAUSE = datetime.timedelta(minutes=5)
#: Seconds that :func:`run_due` works at most.
MAX_SECONDS = 40.0
#: Entries that a search can leave out by itself, because they are hidden and the index has them.
MAX_HIDDEN = 1000


@dataclass(frozen=True)
class OutboxState:
    """What waits: number of changes, the oldest one's time, and the last error of any."""

    waiting: int
    oldest: datetime.datetime | None
    last_error: str


@dataclass(frozen=True)
class Drained:
    """Outcome of a drain: changes brought to the index, changes that failed."""

    done: int = 0
    failed: int = 0


def is_used() -> bool:
    """Whether the site has an external index at all."""
    return get_settings().search_engine == "elasticsearch"


def enqueue(keys: Iterable[str]) -> None:
    """Note, in the caller's transaction, that these entries were written or deleted.

    Nothing is noted while the database is the only engine: an external index starts with a rebuild.
    """
    if is_used():
        OutboxItem.objects.bulk_create(OutboxItem(key=key) for key in keys)
        transaction.on_commit(_after_commit, robust=True)


def _after_commit() -> None:
    from os2site.search.tasks import drain_soon  # noqa: PLC0415 (tasks import this module)

    # Many changes of one transaction: the first call has brought them all.
    if OutboxItem.objects.filter(available_at__lte=timezone.now()).exists():
        drain_soon.enqueue()


def drain(limit: int = BATCH, *, patient: bool = True) -> Drained:
    """Bring due changes to the index, oldest first; failed ones are put off.

    :param patient: wait as long as a worker may; else as a visitor's request.
    """
    from os2site.search.engines import elasticsearch  # noqa: PLC0415 (an optional dependency)

    if not is_used():
        return Drained()
    due = list(
        OutboxItem.objects.filter(available_at__lte=timezone.now())
        .order_by("pk")
        .values_list("key", flat=True)[:limit]
    )
    if not due:
        return Drained()
    # All notes of these entries, also those that were put off: one write brings them all. They are
    # read before the entries are, so that none is taken for done whose change came later.
    items = list(OutboxItem.objects.filter(key__in=set(due)).values_list("pk", "key"))
    try:
        applied = elasticsearch.apply({key for __, key in items}, patient=patient)
    except EngineUnavailable as error:
        _put_off([pk for pk, __ in items], str(error))
        logger.warning("Search index: %s changes wait: %s", len(items), error)
        return Drained(failed=len(items))
    refused: dict[str, list[int]] = {}
    for pk, key in items:
        if key in applied.refused:
            refused.setdefault(applied.refused[key], []).append(pk)
    for reason, ids in refused.items():
        _put_off(ids, reason)
        logger.error("Search index: %s changes refused: %s", len(ids), reason)
    done = [pk for pk, key in items if key not in applied.refused]
    OutboxItem.objects.filter(pk__in=done).delete()
    return Drained(len(done), len(items) - len(done))


def run_due() -> int:
    """Bring all due changes to the index, for at most :data:`MAX_SECONDS`; returns how many."""
    started, done = time.monotonic(), 0
    while time.monotonic() - started < MAX_SECONDS:
        drained = drain()
        done += drained.done
        if drained.failed or not drained.done:
            break
    return done


def state() -> OutboxState:
    """What waits, for health and the admin."""
    row = OutboxItem.objects.aggregate(waiting=Count("pk"), oldest=Min("created_at"))
    failed = OutboxItem.objects.exclude(last_error="").order_by("-attempts", "-pk")
    error = failed.values_list("last_error", flat=True).first()
    return OutboxState(row["waiting"], row["oldest"], error or "")


def keys_hidden(site: Site) -> Sequence[str] | None:
    """Keys of entries that the index may still find on a site where nobody should, so that they are
    not even counted; ``None`` when there are too many. One query.

    That is what waits and is no public entry of the site now, and what was closed past our signals.
    """
    entries = SearchEntry.objects.filter(site=site).order_by()
    public = entries.filter(page__in=public_pages().values("pk"))
    # By the index of keys for each that waits, not by a list of all that is public.
    waiting = OutboxItem.objects.order_by().filter(~Exists(public.filter(key=OuterRef("key"))))
    closed = entries.filter(page__in=restricted_pages().values("pk"))
    keys = list(
        waiting.values_list("key", flat=True).union(closed.values_list("key", flat=True))[
            : MAX_HIDDEN + 1
        ]
    )
    return keys if len(keys) <= MAX_HIDDEN else None


def _put_off(ids: Sequence[int], reason: str) -> None:
    """Try these again later: after 2, 4, 8 … seconds, at most :data:`MAX_PAUSE`."""
    rows = OutboxItem.objects.filter(pk__in=ids)
    attempts = rows.order_by("-attempts").values_list("attempts", flat=True).first() or 0
    pause = min(datetime.timedelta(seconds=2 ** min(attempts + 1, 12)), MAX_PAUSE)
    rows.update(
        attempts=F("attempts") + 1,
        last_error=reason[:1000],
        available_at=timezone.now() + pause,
    )
