"""Background tasks of search."""

from __future__ import annotations

from django_tasks import task
from django_tasks.backends.immediate import ImmediateBackend

from os2site.search import outbox, wordlists


@task()
def drain_soon() -> None:
    """Bring the latest changes to the external index.

    A worker brings all that is due. Without one this runs in the request, so it makes one short try
    and waits no longer than a visitor would; what it leaves is brought by ``os2site_run_due``.
    """
    if isinstance(drain_soon.get_backend(), ImmediateBackend):
        outbox.drain(outbox.SHORT_BATCH, patient=False)
    else:
        outbox.run_due()


@task()
def read_document(file_id: int) -> None:
    """Read an uploaded file, so that it can be found by its text."""
    from os2site.search import document_texts  # noqa: PLC0415 (it enqueues this task)

    document_texts.read(file_id)


@task()
def analyse_soon() -> None:
    """Analyse entries anew after a rule for a word changed.

    Runs in the editor's request where no worker is set up, so it leaves a word that many entries
    have to ``os2site_run_due``.
    """
    wordlists.run_due(limit=wordlists.BATCH)
