"""PostgreSQL goes away between two requests of a server that keeps its connection."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.os2site.project.processes import start

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]

#: Of the server's connections, and only of those: a restart ends them just so.
END_CONNECTIONS = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@pytest.fixture
def server(postgres_url: str, tmp_path: Path) -> Iterator[str]:
    """Address of one gunicorn process with one thread, on the test's database."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    database = f"{postgres_url.rpartition('/')[0]}/{connection.settings_dict['NAME']}"
    options = ["--bind", f"127.0.0.1:{port}", "--workers", "1", "--log-level", "error"]
    process = start(
        *("-m", "gunicorn", *options, "os2site.project.wsgi:application"),
        folder=tmp_path,
        DATABASE_URL=database,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(process, address)
        yield address
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _wait(process: subprocess.Popen[str], address: str) -> None:
    for __ in range(600):
        try:
            status(f"{address}/health/live")
        except OSError:
            if process.poll() is not None:
                pytest.fail(f"gunicorn ended: {process.communicate()[0][-2000:]}")
            time.sleep(0.2)
        else:
            return
    pytest.fail("gunicorn does not answer")


def status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_the_next_request_is_answered(server: str) -> None:
    assert status(f"{server}/soeg/") == 200
    with connection.cursor() as cursor:
        cursor.execute(END_CONNECTIONS)
        assert cursor.fetchone() == (1,)
    assert status(f"{server}/soeg/") == 200
    assert status(f"{server}/health/ready") == 200
