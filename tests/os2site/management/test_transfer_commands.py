"""What scripts rely on: exit status, output and files of import and export."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from os2site.models import Term

pytestmark = pytest.mark.django_db

TERMS = Path(settings.OS2SITE["DEMO_CONTENT"]) / "taxonomies.json"


def run(name: str, *arguments: Any) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command(name, *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_an_import_tells_what_it_did() -> None:
    assert "104" in run("os2site_import", "terms", TERMS)[0]
    assert Term.objects.count() == 104


def test_an_export_is_what_an_import_reads(tmp_path: Path) -> None:
    run("os2site_import", "terms", TERMS)
    assert "104" in run("os2site_export", "terms", tmp_path / "ud.xlsx")[0]
    assert "104" in run("os2site_import", "terms", tmp_path / "ud.xlsx")[0]


def test_bad_rows_are_listed_and_the_command_fails(tmp_path: Path) -> None:
    path = tmp_path / "fejl.json"
    path.write_text(json.dumps([{"vocabulary": "x"}, {"vocabulary": "x", "slug": "y"}]))
    err = StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("os2site_import", "terms", path, stderr=err)
    assert caught.value.returncode == 1
    assert len(err.getvalue().splitlines()) == 3
    assert not Term.objects.exists()


def test_a_dry_run_writes_nothing() -> None:
    run("os2site_import", "terms", TERMS, "--dry-run")
    assert not Term.objects.exists()


def test_update_is_needed_to_change_records(tmp_path: Path) -> None:
    run("os2site_import", "terms", TERMS)
    path = tmp_path / "nyt.csv"
    path.write_text("vocabulary,slug,title\ncategory,borger,Borgere\n", encoding="utf-8")
    with pytest.raises(CommandError):
        run("os2site_import", "terms", path)
    run("os2site_import", "terms", path, "--update")
    assert Term.objects.get(vocabulary="category", slug="borger").title == "Borgere"


@pytest.mark.parametrize("command", ["os2site_import", "os2site_export"])
def test_an_unknown_kind_lists_the_known_ones(command: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"municipalities.*terms"):
        run(command, "ukendt", tmp_path / "fil.csv")


def test_a_file_that_is_not_there_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as caught:
        run("os2site_import", "terms", tmp_path / "mangler.csv")
    assert caught.value.returncode == 1
