"""Background tasks of imports. Without a worker they run in the editor's request."""

from __future__ import annotations

from django_tasks import task
from django_tasks.backends.immediate import ImmediateBackend

from os2site.transfer import jobs
from os2site.transfer import undo as undoing


@task()
def look(job_id: int) -> None:
    """Make the preview of an import."""
    jobs.look(job_id)


@task()
def carry_out(job_id: int) -> None:
    """Import what the preview showed."""
    jobs.carry_out(job_id)


@task()
def undo(job_id: int, user_id: int) -> None:
    """Take an import back."""
    undoing.undo(job_id, user_id)


def has_worker() -> bool:
    """Whether tasks run outside of requests."""
    return not isinstance(look.get_backend(), ImmediateBackend)
