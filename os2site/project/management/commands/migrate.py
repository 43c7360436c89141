"""Django's ``migrate``, by one process at a time on PostgreSQL.

Two containers that start together would make the same tables, and one would end with an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.commands import migrate
from django.db import connections

#: Number of the advisory lock: any, as long as it stays the same.
LOCK = 0x6F733273697465  # "os2site"


class Command(migrate.Command):
    """Waits for another process that migrates, and then does what that one left."""

    def handle(self, *args: Any, **options: Any) -> str | None:
        with self._alone(options["database"]):
            return super().handle(*args, **options)

    @contextmanager
    def _alone(self, alias: str) -> Iterator[None]:
        if connections[alias].vendor != "postgresql":
            yield
            return
        # A connection of its own: the lock is the session's, and a migration may close its own.
        connection = connections[alias].copy()
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
                if not cursor.fetchone()[0]:
                    self.stdout.write("Another process migrates this database: waiting for it.")
                    cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            yield
        finally:
            connection.close()  # Gives the lock back.
