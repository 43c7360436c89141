"""The StreamField whose definitions stay out of migrations."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.fixtures.site import TwoLanguageSite
from tests.testapp.models import BodyPage


def historical_page_model() -> Any:
    executor = MigrationExecutor(connection)
    state = executor.loader.project_state(("testapp", "0001_initial"))
    return state.apps.get_model("testapp", "BodyPage")


def test_definitions_are_not_part_of_migrations() -> None:
    field = BodyPage._meta.get_field("body")
    __, path, args, kwargs = field.deconstruct()
    assert path == "os2site.models.fields.ContentStreamField"
    assert (args, kwargs) == ([], {"blank": True})


def test_no_migration_is_missing(db: None) -> None:
    call_command("makemigrations", "testapp", check=True, dry_run=True, verbosity=0)


def test_historical_model_keeps_blocks_that_it_does_not_know(
    two_languages: TwoLanguageSite,
) -> None:
    page = two_languages.add("Om os", body=[("heading", "Tal")])
    old = historical_page_model().objects.get(pk=page.pk)
    assert [item["type"] for item in old.body.raw_data] == ["heading"]
    old.body.raw_data.append({"type": "gone", "value": {"a": 1}, "id": "1"})
    old.save()
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM testapp_bodypage WHERE page_ptr_id = %s", [page.pk])
        stored = cursor.fetchone()[0]
    assert '"gone"' in stored
    assert [block.value for block in BodyPage.objects.get(pk=page.pk).body] == ["Tal"]


def test_historical_model_changes_stored_blocks(two_languages: TwoLanguageSite) -> None:
    page = two_languages.add("Om os", body=[("heading", "Tal")])
    old = historical_page_model().objects.get(pk=page.pk)
    old.body.raw_data[0]["value"] = "Flere tal"
    old.save()
    assert BodyPage.objects.get(pk=page.pk).body[0].value == "Flere tal"


@pytest.mark.parametrize("body", ["", None, "[]"])
def test_empty_bodies_load(two_languages: TwoLanguageSite, body: str | None) -> None:
    page = two_languages.add("Om os", body=body)
    assert not BodyPage.objects.get(pk=page.pk).body
