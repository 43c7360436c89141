"""Background tasks of search."""

from __future__ import annotations

from django_tasks import task

from os2site.search import outbox


@task()
def drain_soon() -> None:
    """One short try to bring the latest changes to the external index.

    Runs in the request where no worker is set up, so it waits no longer than a visitor would; what
    it leaves is brought by ``os2site_run_due``.
    """
    outbox.drain(outbox.SHORT_BATCH, patient=False)
