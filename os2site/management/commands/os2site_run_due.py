"""``manage.py os2site_run_due``: what is due now."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from os2site import due_work


class Command(BaseCommand):
    """Runs what is due; safe to start each minute, and twice at once."""

    help = "Do what is due now: scheduled publishing, search index, offers, reminders, purge."

    def handle(self, *args: Any, **options: Any) -> None:
        outcomes = due_work.run_all()
        if outcomes is None:
            self.stdout.write(_("Another process is doing what is due."))
            return
        for outcome in outcomes:
            self.stdout.write(f"{outcome.name}: {outcome.failure or outcome.count}")
        failed = [outcome.name for outcome in outcomes if outcome.failure]
        if failed:
            raise CommandError(_("Failed: %(names)s") % {"names": ", ".join(failed)})
