"""A site in processes of its own: commands and workers that can be killed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.os2site.project.processes import finished

ROOT = Path(__file__).resolve().parents[5]

PREPARED = """
import django; django.setup()
from django.db import transaction
from wagtail.models import Page, Site
from os2site.models import OutboxItem, SearchEntry
from os2site.search import outbox
from os2site.search.engines import database
from os2site.search.engines.elasticsearch import differences, names, rebuild
from os2site.services.languages import content_languages
"""

MAKE = """
page, site = Page.objects.order_by("pk").last(), Site.objects.get()
with transaction.atomic():
    SearchEntry.objects.bulk_create(
        SearchEntry(
            key=f"{page.pk}#{number}", page_id=page.pk, site=site, language="da", type="product",
            slug=f"s-{number}", url=f"/#{number}", title=f"Skærm {number}",
            body="Borgernes skærme på biblioteket. " * 20, content_hash=f"{number}",
        )
        for number in range(COUNT)
    )
database.rebuild()
rebuild("da"), rebuild("en")
"""


class ProcessSite:
    """A migrated site on a database of its own that searches with Elasticsearch."""

    def __init__(
        self, folder: Path, database_url: str, elasticsearch_url: str, prefix: str
    ) -> None:
        self.folder = folder
        self._environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "os2site.project.settings",
            "DATABASE_URL": database_url,
            "OS2SITE_DATA_DIR": str(folder),
            "OS2SITE_SECRET_KEY": "only-for-this-test",
            "OS2SITE_SEARCH": "elasticsearch",
            "OS2SITE_ELASTICSEARCH_PREFIX": prefix,
            "OS2SITE_WORKER": "1",
            "ELASTICSEARCH_URL": elasticsearch_url,
            "OS2SITE_LOG_LEVEL": "ERROR",
            "REDIS_URL": "",
        }

    def manage(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a management command."""
        return self._start("-m", "django", *arguments)

    def start(self, code: str) -> subprocess.Popen[str]:
        """Start a process that does this."""
        return self._start("-c", PREPARED + code)

    def run(self, code: str) -> str:
        """What a process printed that did this."""
        return finished(self.start(code))

    def _start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )


@contextmanager
def spare_database(address: str, name: str) -> Iterator[str]:
    """A PostgreSQL database for one test; its address."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
        yield f"{address.rpartition('/')[0]}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
