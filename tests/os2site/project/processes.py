"""The site in processes of its own, on a copy of the test's database."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 300


def environment(folder: Path, **variables: str) -> dict[str, str]:
    """What a process of the site is told: its folder, and no service that isn't named."""
    return {
        **{key: value for key, value in os.environ.items() if key != "DATABASE_URL"},
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "OS2SITE_DATA_DIR": str(folder),
        "OS2SITE_SECRET_KEY": "only-for-this-test",
        "OS2SITE_SEARCH": "database",
        "OS2SITE_LOG_LEVEL": "ERROR",
        "REDIS_URL": "",
        **variables,
    }


def start(
    *arguments: str, folder: Path, python_path: Path = ROOT, **variables: str
) -> subprocess.Popen[str]:
    """Start Python with these arguments in an environment of the site."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment(folder, PYTHONPATH=f"{python_path}{os.pathsep}{ROOT}", **variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def finished(process: subprocess.Popen[str]) -> str:
    """The output of a process that ends well."""
    output, __ = process.communicate(timeout=SECONDS)
    if process.returncode:
        pytest.fail(f"exit status {process.returncode}:\n{output[-4000:]}")
    return output


def copy_database(file: Path) -> None:
    """Copy the test's SQLite database to a file, with what the test has written so far."""
    if connection.vendor != "sqlite":
        pytest.fail("this test copies an SQLite database; run it without DATABASE_URL")
    with connection.cursor():  # Opens the connection.
        file.write_bytes(connection.connection.serialize())
