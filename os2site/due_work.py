"""Work that is due now: what ``os2site_run_due`` does each minute."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO

from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision

from os2site import personal_data
from os2site.mail import outbox as mail_outbox
from os2site.models import Lease
from os2site.page_types import base_page_model
from os2site.plugins import registry
from os2site.search import document_texts, outbox, query_log, wordlists
from os2site.transfer import jobs as imports
from os2site.transfer import stalled

logger = logging.getLogger(__name__)

#: After this long, work whose process was killed may be taken up by another.
LEASE_TIME = datetime.timedelta(minutes=10)


@dataclass(frozen=True)
class DueTask:
    """A contribution of ``due_tasks``: offers, reminders and the like.

    :param name: for the output and the log, such as ``"event reminders"``.
    :param run: does what is due and returns how many things it did; repeating it must be harmless.
    """

    name: str
    run: Callable[[], int]


@dataclass(frozen=True)
class Outcome:
    """What one task did; ``failure`` is empty when it went well."""

    name: str
    count: int = 0
    failure: str = ""


def run_all() -> list[Outcome] | None:
    """Do all that is due; ``None`` when another process is at it.

    A task that fails is logged and reported, and the others still run.
    """
    with Lease.hold("due work", for_at_most=LEASE_TIME) as is_ours:
        if not is_ours:
            return None
        return [_run(name, task) for name, task in _tasks()]


def _tasks() -> Iterator[tuple[str, Callable[[], int]]]:
    yield _("scheduled publishing"), publish_scheduled
    run_outbox: Callable[[], int] | None = getattr(outbox, "run_due", None)
    if run_outbox is not None:
        yield _("search index"), run_outbox
    yield _("mails"), mail_outbox.run_due
    yield _("texts of documents"), document_texts.read_due
    yield _("rules for words"), wordlists.run_due
    yield _("counts of searches"), query_log.purge
    yield _("interrupted imports"), stalled.take_back_all
    yield _("old imports"), imports.purge
    for __, task in registry.contributions("due_tasks"):
        yield task.name, task.run
    for name, purge in personal_data.purges():
        yield _("purge of %(name)s") % {"name": name}, purge


def publish_scheduled() -> int:
    """Publish and unpublish the pages that editors scheduled; how many there were."""
    now = timezone.now()
    pages = base_page_model()._default_manager
    expired: int = pages.filter(live=True, expire_at__lt=now).count()
    approved: int = Revision.objects.filter(approved_go_live_at__lt=now).count()
    call_command("publish_scheduled", stdout=StringIO())
    return expired + approved


def _run(name: str, task: Callable[[], int]) -> Outcome:
    try:
        return Outcome(str(name), int(task() or 0))
    except Exception as error:
        logger.exception("Due work failed: %s", name)
        return Outcome(str(name), failure=f"{type(error).__name__}: {error}")
