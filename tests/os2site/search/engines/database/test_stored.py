"""What was analysed once is read back as it was, on either database."""

from __future__ import annotations

import pytest
from django.db import connection

from os2site.models import SearchEntry
from os2site.search.engines import database
from tests.os2site.search.conftest import EntryMaker


class StoredTokens:
    def test_rows_come_back_as_they_were_written(self, make_entry: EntryMaker) -> None:
        for title in ("Borgernes skærme", "OS2 forms", "<b>'\"\\</b>"):
            make_entry(title, summary="Ærø og Aarhus", body="skærme " * 300)
        entries = list(SearchEntry.objects.all())

        stored = database.stored({entry.pk: entry.content_hash for entry in entries})

        assert stored == {entry.pk: database.analysed(entry) for entry in entries}

    def test_a_row_of_another_version_is_left_out(self, make_entry: EntryMaker) -> None:
        entry = make_entry("Skærm")

        assert database.stored({entry.pk: "other", 999_999: "x"}) == {}


@pytest.mark.django_db
class TestStoredTokens(StoredTokens):
    pass


@pytest.mark.postgres
@pytest.mark.django_db
class TestStoredTokensOnPostgreSQL(StoredTokens):
    @pytest.fixture(autouse=True)
    def _on_postgres(self, postgres_url: str) -> None:
        if connection.vendor != "postgresql":
            pytest.fail("DATABASE_URL must name a PostgreSQL when this process starts")
