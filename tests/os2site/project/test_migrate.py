"""Several processes migrate one PostgreSQL database at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from os2site.project.management.commands.migrate import LOCK
from tests.os2site.project.processes import finished, start
from tests.os2site.search.engines.elasticsearch.processes import spare_database

pytestmark = pytest.mark.postgres

MIGRATE = ("-m", "django", "migrate", "auth", "--noinput")


@pytest.fixture
def empty(postgres_url: str) -> Iterator[str]:
    """Address of an empty database."""
    with spare_database(postgres_url, "os2site_migrate") as address:
        yield address


def test_all_of_them_end_well_and_each_migration_is_applied_once(
    empty: str, tmp_path: Path
) -> None:
    processes = [start(*MIGRATE, folder=tmp_path, DATABASE_URL=empty) for __ in range(3)]

    outputs = [finished(process) for process in processes]

    assert sum("Applying auth.0001_initial" in output for output in outputs) == 1
    with psycopg.connect(empty) as connection:
        rows = connection.execute("SELECT app, name FROM django_migrations").fetchall()
        assert len(rows) == len(set(rows)) > 10
        assert connection.execute("SELECT count(*) FROM auth_user").fetchone() == (0,)


def test_one_that_waits_says_so_and_goes_on_when_the_other_has_ended(
    empty: str, tmp_path: Path
) -> None:
    with psycopg.connect(empty, autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        process = start("-u", *MIGRATE, folder=tmp_path, DATABASE_URL=empty)
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Another process migrates this database")
        assert other.execute("SELECT to_regclass('auth_user')").fetchone() == (None,)

    assert "Applying auth.0001_initial" in finished(process)
