"""Background task of mail."""

from __future__ import annotations

from django_tasks import task
from django_tasks.backends.immediate import ImmediateBackend

from os2site.mail import outbox


@task()
def send_soon() -> None:
    """Send what was just written, where a worker does it.

    Without a worker this runs in a visitor's request, who shall not wait for a mail server:
    ``os2site_run_due`` sends it within a minute.
    """
    if not isinstance(send_soon.get_backend(), ImmediateBackend):
        outbox.run_due()
