"""A full disk: what is sent or exported is refused with the reason, and nothing is half-written."""

from __future__ import annotations

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import OperationalError, transaction
from django.test import Client
from wagtail.documents import get_document_model

from os2site.views.errors import is_without_room
from tests.factories.suppliers import product
from tests.fixtures.site import TwoLanguageSite

#: The system refuses to write further into any file, which is what a full disk does.
ROOM = 4_096


@contextmanager
def full_disk() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.urls("os2site.project.urls")
def test_an_upload_says_that_the_disk_is_full_and_stores_nothing(
    two_languages: TwoLanguageSite, admin_client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    admin_client.raise_request_exception = False
    data = b"%PDF-1.7\n" + b"0" * 100_000 + b"\n%%EOF\n"

    def send() -> Any:
        return admin_client.post(
            "/admin/documents/multiple/add/",
            {"title": "Fil", "files[]": SimpleUploadedFile("fil.pdf", data), "collection": 1},
            headers={"x-requested-with": "XMLHttpRequest"},
        )

    with full_disk():
        response = send()
    # The test's own transaction goes on; a request has none round it.
    transaction.set_rollback(False)
    assert response.status_code == 507
    assert "disk er fuld" in response.content.decode()
    assert not get_document_model().objects.exists()
    assert send().status_code == 200
    assert get_document_model().objects.count() == 1


@pytest.mark.django_db
def test_an_export_says_that_the_disk_is_full_and_leaves_the_old_file(tmp_path: Path) -> None:
    for number in range(10):
        product(f"OS2 nr. {number}", tagline="Lange ord " * 20)
    target = tmp_path / "products.json"
    target.write_text("[]")
    with full_disk(), pytest.raises(CommandError, match="kan ikke skrives"):
        call_command("os2site_export", "products", str(target))
    assert target.read_text() == "[]"
    assert [path.name for path in tmp_path.iterdir()] == ["products.json"]


def test_the_databases_own_word_for_it_is_understood(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "small.sqlite3")) as database:
        database.execute("PRAGMA max_page_count = 2")
        with pytest.raises(sqlite3.OperationalError) as cause:
            database.executescript("CREATE TABLE a (x); CREATE TABLE b (x); CREATE TABLE c (x)")
    fault = OperationalError("database or disk is full")
    fault.__cause__ = cause.value
    assert is_without_room(fault)
    assert not is_without_room(OperationalError("database is locked"))
    assert not is_without_room(RuntimeError("database or disk is full"))
