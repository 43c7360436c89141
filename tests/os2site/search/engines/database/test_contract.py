"""The contract on the site's database: SQLite, or PostgreSQL where DATABASE_URL says so."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.os2site.search.engine_contract import EngineContract

pytestmark = pytest.mark.slow


@pytest.mark.django_db
class TestDatabaseEngine(EngineContract):
    engine_name = "database"


@pytest.mark.postgres
@pytest.mark.django_db
class TestPostgreSQLEngine(EngineContract):
    engine_name = "database"

    @pytest.fixture(autouse=True)
    def _on_postgres(self, postgres_url: str) -> None:
        if connection.vendor != "postgresql":
            pytest.fail("DATABASE_URL must name a PostgreSQL when this process starts")
