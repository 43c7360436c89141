"""Mails are written in a transaction and sent after it.

:func:`post` stores a letter in the caller's transaction: what is rolled back sends nothing, and
what is committed is not lost, whatever happens to the process or the mail server. After the commit
a worker's task sends it; where there is no worker, and for what the task leaves,
``os2site_run_due`` does. A visitor never waits for a mail server.

No mail is sent by two at once: whoever changes its row from waiting to being sent has it. When the
process is killed between sending and noting it, nobody knows whether the mail went out. Then it is
sent once more, with the same ``Message-ID``; if that is interrupted too, it is given up, and people
decide. So at most one mail is repeated, and none is lost without a word.
"""

from __future__ import annotations

import datetime
import logging
import time
from contextlib import nullcontext
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from os2site.conf import get_settings
from os2site.mail import transport
from os2site.mail.letters import Letter, subject_line
from os2site.mail.transport import Outcome, Result
from os2site.models import MailAttachment, MailState, OutgoingMail

logger = logging.getLogger(__name__)

#: Sent inside the transaction in which a mail was sent or given up; ``mail`` is its row.
mail_ended = Signal()

#: Mails of one drain.
BATCH = 100
#: Seconds that :func:`run_due` works at most, and that a claim lasts: more than one try can take.
MAX_SECONDS = 40.0
CLAIM_TIME = datetime.timedelta(minutes=10)
#: The pause before a try doubles from the first to the longest; the tries take about two days.
FIRST_PAUSE = datetime.timedelta(minutes=1)
LONGEST_PAUSE = datetime.timedelta(hours=2)
MAX_ATTEMPTS = 30
#: Tries that may end without anybody knowing whether the mail was sent.
MAX_UNSURE = 2
#: Days for which the row of a mail is kept at all, without address and texts.
ROW_DAYS = 400


@dataclass(frozen=True)
class Drained:
    """Outcome of a drain: how many mails were sent, given up, and put off."""

    sent: int = 0
    failed: int = 0
    put_off: int = 0


@dataclass(frozen=True)
class MailboxState:
    """For notices: mails that wait too long, and those that were given up lately."""

    waiting: int
    oldest: datetime.datetime | None
    failed: int


def post(letter: Letter) -> OutgoingMail:
    """Store a letter in the caller's transaction; it is sent after the commit."""
    with override(letter.language) if letter.language else nullcontext():
        html = letter.html(language=letter.language)
    row = OutgoingMail.objects.create(
        kind=letter.kind,
        to=letter.to,
        reply_to=letter.reply_to,
        subject=subject_line(letter.subject),
        text=letter.text(),
        html=html,
        headers=dict(letter.headers),
        language=letter.language,
    )
    MailAttachment.objects.bulk_create(
        MailAttachment(
            mail=row, name=file.name, content_type=file.content_type, content=file.content
        )
        for file in letter.attachments
    )
    transaction.on_commit(_after_commit, robust=True)
    return row


def posted_since(*, kind: str, to: str, since: datetime.datetime) -> int:
    """How many mails of a kind an address was sent since then: limits that need no cache.

    Addresses are kept for ``MAIL_SENT_DAYS``: ask for no longer than that.
    """
    return OutgoingMail.objects.filter(kind=kind, to__iexact=to, created_at__gte=since).count()


def drain(limit: int = BATCH, *, until: float | None = None) -> Drained:
    """Send the mails that are due, those first that have waited longest.

    :param until: value of ``time.monotonic`` after which no other mail is begun.
    """
    _release_interrupted()
    sent = failed = put_off = 0
    for pk in _due().values_list("pk", flat=True)[:limit]:
        if until is not None and time.monotonic() > until:
            break
        row = _claim(pk)
        if row is None:
            continue  # Another worker was quicker.
        outcome = transport.send(row)
        state = _note(row, outcome)
        sent += state == MailState.SENT
        failed += state == MailState.FAILED
        put_off += state == MailState.WAITING
        if outcome.result is Result.NO_SERVER:
            break  # The next would wait as long, and use up its tries.
    return Drained(sent, failed, put_off)


def run_due() -> int:
    """Send all that is due, for at most :data:`MAX_SECONDS`; returns how many were sent."""
    until = time.monotonic() + MAX_SECONDS
    done = 0
    while True:
        drained = drain(until=until)
        done += drained.sent
        more = drained.sent or drained.failed
        if not more or drained.put_off or time.monotonic() > until:
            return done


def retry(*, mail_id: int) -> bool:
    """Let a mail that was given up be tried anew; false when there is none that could be."""
    now = timezone.now()
    retried = OutgoingMail.objects.filter(pk=mail_id, state=MailState.FAILED, emptied=False).update(
        state=MailState.WAITING, due_at=now, ended_at=None, attempts=0, unsure=0
    )
    if retried:
        transaction.on_commit(_after_commit, robust=True)
    return bool(retried)


def purge() -> int:
    """Empty what was sent or given up some days ago of all that is personal; returns how many."""
    settings, now = get_settings(), timezone.now()
    sent = now - datetime.timedelta(days=settings.mail_sent_days)
    failed = now - datetime.timedelta(days=settings.mail_failed_days)
    past = Q(state=MailState.SENT, ended_at__lt=sent) | Q(
        state=MailState.FAILED, ended_at__lt=failed
    )
    emptied = empty(OutgoingMail.objects.filter(past, emptied=False))
    gone = now - datetime.timedelta(days=ROW_DAYS)
    OutgoingMail.objects.filter(emptied=True, ended_at__lt=gone).delete()
    return emptied


def empty(rows: QuerySet[OutgoingMail]) -> int:
    """Take address, texts and attachments from these mails; returns how many.

    Those that wait are given up with it: nothing is left to send.
    """
    with transaction.atomic():
        ids = list(rows.values_list("pk", flat=True))
        MailAttachment.objects.filter(mail__in=ids).delete()
        waiting = [MailState.WAITING, MailState.SENDING]
        OutgoingMail.objects.filter(pk__in=ids, state__in=waiting).update(
            state=MailState.FAILED, ended_at=timezone.now()
        )
        return OutgoingMail.objects.filter(pk__in=ids).update(
            to="", reply_to="", subject="", text="", html="", headers={}, error="", emptied=True
        )


def state(*, waiting_since: datetime.datetime, failed_since: datetime.datetime) -> MailboxState:
    """What staff should know: what has waited since before then, and what was given up since."""
    late = OutgoingMail.objects.filter(state=MailState.WAITING, created_at__lt=waiting_since)
    oldest = late.order_by("created_at").values_list("created_at", flat=True).first()
    failed = OutgoingMail.objects.filter(
        state=MailState.FAILED, emptied=False, ended_at__gte=failed_since
    )
    return MailboxState(late.count(), oldest, failed.count())


def _after_commit() -> None:
    from os2site.mail.tasks import send_soon  # noqa: PLC0415 (tasks import this module)

    if _due().exists():
        send_soon.enqueue()


def _due() -> QuerySet[OutgoingMail]:
    waiting = OutgoingMail.objects.filter(state=MailState.WAITING, due_at__lte=timezone.now())
    return waiting.order_by("due_at", "pk")


def _claim(pk: int) -> OutgoingMail | None:
    """Take a mail; ``None`` when it is not to be had. One statement: of two, one gets it."""
    now = timezone.now()
    claimed = OutgoingMail.objects.filter(pk=pk, state=MailState.WAITING, due_at__lte=now).update(
        state=MailState.SENDING, claimed_at=now, attempts=F("attempts") + 1
    )
    return OutgoingMail.objects.get(pk=pk) if claimed else None


def _release_interrupted() -> None:
    """Take up again what a killed process had claimed; given up when that happens a second time."""
    past = timezone.now() - CLAIM_TIME
    for row in OutgoingMail.objects.filter(state=MailState.SENDING, claimed_at__lt=past):
        _note(row, Outcome(Result.UNSURE, _("The process was stopped while it sent the mail.")))


def _note(row: OutgoingMail, outcome: Outcome) -> str:
    """Write down what came of a try, unless the row was taken from us; the state after it."""
    now = timezone.now()
    unsure = row.unsure + (outcome.result is Result.UNSURE)
    error = outcome.error[:500]
    values: dict[str, object] = {"error": error, "unsure": unsure}
    if outcome.result is Result.SENT:
        values |= {"state": MailState.SENT, "ended_at": now}
    elif outcome.result is Result.REFUSED or unsure >= MAX_UNSURE or row.attempts >= MAX_ATTEMPTS:
        values |= {"state": MailState.FAILED, "ended_at": now}
        logger.error("Mail %s (%s) is given up: %s", row.pk, row.kind, outcome.result.value)
    else:
        pause = min(FIRST_PAUSE * 2 ** min(row.attempts - 1, 10), LONGEST_PAUSE)
        values |= {"state": MailState.WAITING, "due_at": now + pause}
        logger.warning("Mail %s (%s) is put off: %s", row.pk, row.kind, outcome.result.value)
    with transaction.atomic():
        ours = OutgoingMail.objects.filter(
            pk=row.pk, state=MailState.SENDING, claimed_at=row.claimed_at
        )
        if not ours.update(**values):
            return ""
        for name, value in values.items():
            setattr(row, name, value)
        if row.state in {MailState.SENT, MailState.FAILED}:
            mail_ended.send(sender=OutgoingMail, mail=row)
    return row.state
