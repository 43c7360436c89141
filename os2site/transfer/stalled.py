"""Imports whose process was killed: noticed, said, and open for another try.

Each step of an import is one transaction, so what was killed has changed nothing. How long a step
may take is a lease that ends by itself: nobody need be alive to end it.
"""

from __future__ import annotations

import datetime
from typing import Final

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from os2site.models import AT_WORK, ImportJob, ImportState, Lease

#: Longer than a step takes with the largest file that is allowed in the background.
AT_MOST: Final = datetime.timedelta(hours=1)
#: Step that was taken → the state before it, from which it can be taken anew.
_BACK: Final = {
    ImportState.READING: ImportState.FAILED,
    ImportState.RUNNING: ImportState.PREVIEWED,
    ImportState.UNDOING: ImportState.DONE,
}
_PREFIX: Final = "import "


def begin(job_id: int) -> None:
    """A step of the import is taken, or a process has begun with it."""
    until = timezone.now() + AT_MOST
    Lease.objects.update_or_create(name=_name(job_id), defaults={"held_until": until})


def give_up_at(job: ImportJob) -> datetime.datetime:
    """When a step that is at work counts as killed."""
    lease = Lease.objects.filter(name=_name(job.pk)).values_list("held_until", flat=True).first()
    return lease or job.created_at + AT_MOST


def take_back(job: ImportJob) -> bool:
    """Put an import whose process was killed back to before the step, with the reason; whether it
    was one. Once, also when two ask at once.
    """
    if job.state not in AT_WORK or give_up_at(job) > timezone.now():
        return False
    reasons = {
        ImportState.READING: _("The reading was interrupted. Upload the file once more."),
        ImportState.RUNNING: _("The import was interrupted, and nothing was changed. Try again."),
        ImportState.UNDOING: _("The undo was interrupted, and nothing was changed. Try again."),
    }
    state = ImportState(job.state)
    found = ImportJob.objects.filter(pk=job.pk, state=state)
    if not found.update(state=_BACK[state], reason=reasons[state]):
        return False
    job.refresh_from_db()
    return True


def take_back_all() -> int:
    """:func:`take_back` of all imports, for due work; leases that nobody needs go."""
    at_work = ImportJob.objects.filter(state__in=AT_WORK)
    count = sum(take_back(job) for job in at_work)
    needed = [_name(pk) for pk in at_work.values_list("pk", flat=True)]
    past = Q(name__startswith=_PREFIX, held_until__lt=timezone.now())
    Lease.objects.filter(past).exclude(name__in=needed).delete()
    return count


def _name(job_id: int) -> str:
    return f"{_PREFIX}{job_id}"
