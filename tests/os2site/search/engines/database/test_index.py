"""The index is compared with the entries, and mended."""

from __future__ import annotations

import pytest

from os2site.models import SearchEntry
from os2site.search.engines import database
from os2site.search.engines.database import index
from tests.os2site.search.conftest import EntryMaker

pytestmark = pytest.mark.django_db


def test_rows_of_entries_that_are_gone_are_deleted(make_entry: EntryMaker) -> None:
    entry = make_entry("Skærm")
    entries = SearchEntry.objects.filter(pk=entry.pk)
    entries._raw_delete(entries.db)  # Past all signals.
    assert database.differences() == {"missing": [], "stale": [], "surplus": [entry.pk]}

    assert database.repair() == 1

    assert not any(database.differences().values())


def test_rows_of_another_analysis_are_stale(
    make_entry: EntryMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = make_entry("Skærm")

    monkeypatch.setattr(index, "ANALYSIS_VERSION", "other")

    assert database.differences() == {"missing": [], "stale": [entry.pk], "surplus": []}
