"""Our migrations go back to nothing and forward again, and leave what belongs to others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from wagtail.documents import get_document_model
from wagtail.models import Page

from os2site.models import SearchEntry
from tests.factories.suppliers import supplier
from tests.os2site.project.processes import copy_database, finished, start

# It takes about as long as an installation.
pytestmark = [pytest.mark.matrix, pytest.mark.django_db]

BACK_AND_FORWARD = """
import json, django; django.setup()
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

def tables():
    return [name for name in connection.introspection.table_names() if name.startswith("os2site")]

def others():
    counts = {}
    with connection.cursor() as cursor:
        for name in ("auth_user", "wagtailcore_page", "wagtailcore_site", "wagtaildocs_document"):
            cursor.execute(f"SELECT count(*) FROM {name}")
            counts[name] = cursor.fetchone()[0]
        cursor.execute("PRAGMA foreign_key_check")
        counts["broken"] = len(cursor.fetchall())
    return counts

ours = [label for label in sorted(MigrationLoader(connection).migrated_apps)
        if apps.get_app_config(label).name.startswith("os2site")]
steps = [(len(tables()), others())]
for label in ["os2site", *ours]:  # What stands on the kernel goes with it.
    if any(app == label for app, _ in MigrationRecorder(connection).applied_migrations()):
        call_command("migrate", label, "zero", verbosity=0)
steps.append((len(tables()), others()))
call_command("migrate", verbosity=0)
call_command("migrate", check_unapplied=True, verbosity=0)
call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)
call_command("os2site_search", "check", verbosity=0)
steps.append((len(tables()), others()))
print(json.dumps(steps))
"""


def test_back_to_nothing_and_forward_keeps_what_others_have(
    tmp_path: Path, admin_user: Any
) -> None:
    home = Page.objects.get(depth=2)
    home.add_child(instance=Page(title="Værtens side", slug="vaertens", locale=home.locale))
    get_document_model().objects.create(title="Fil", file="fil.pdf")
    page = supplier()
    assert SearchEntry.objects.filter(page=page).exists()
    copy_database(tmp_path / "db.sqlite3")

    output = finished(start("-c", BACK_AND_FORWARD, folder=tmp_path))

    before, zero, after = json.loads(output.strip().splitlines()[-1])
    assert before[0] > 50
    assert zero[0] == 0
    assert after[0] == before[0]
    assert before[1] == zero[1] == after[1]
    assert before[1]["broken"] == 0
