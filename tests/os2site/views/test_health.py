"""Health for monitors and orchestrators."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import OperationalError
from django.test import Client

from os2site.models import OutboxItem
from os2site.plugins import Fault, registry


def break_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise OperationalError("the server is away")

    monkeypatch.setattr(connection, "cursor", refuse)


def test_ready_names_each_part(db: None, client: Client) -> None:
    response = client.get("/health/ready")
    assert response.status_code == 200
    body = response.json()
    assert body["status"] == "ok"
    assert set(body["parts"]) == {"database", "cache", "migrations", "search", "plugins"}
    assert body["parts"]["search"] == {
        "status": "ok",
        "engine": "database",
        "degraded": False,
        "reason": None,
        "outbox": 0,
        "outbox_oldest": None,
    }
    assert "no-store" in response["Cache-Control"]


def test_live_asks_nothing_of_the_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        break_database(broken)
        assert client.get("/health/live").json() == {"status": "ok"}


def test_ready_is_503_while_the_database_is_away(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        break_database(broken)
        response = client.get("/health/ready")
    assert response.status_code == 503
    parts = response.json()["parts"]
    assert parts["database"] == {"status": "down"}
    assert parts["search"] == {"status": "unknown"}


def test_ready_is_503_while_a_migration_waits(db: None, client: Client) -> None:
    MigrationRecorder(connection).record_unapplied("testapp", "0001_initial")
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json()["parts"]["migrations"] == {"status": "pending", "waiting": 1}


def test_missing_cache_is_told_and_stays_ready(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise ConnectionError("redis is away")

    monkeypatch.setattr(type(cache._connections["default"]), "set", refuse)  # type: ignore[attr-defined]
    response = client.get("/health/ready")
    assert response.status_code == 200
    assert response.json()["status"] == "degraded"
    assert response.json()["parts"]["cache"] == {"status": "down"}


def test_waiting_changes_are_counted(db: None, client: Client) -> None:
    OutboxItem.objects.create(key="1")
    assert client.get("/health/ready").json()["parts"]["search"]["outbox"] == 1


def test_faults_are_named_without_their_reasons(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = Fault("my_plugin", "feeds", "ValueError: secret")
    monkeypatch.setitem(registry._faults, ("my_plugin", "feeds"), fault)
    response = client.get("/health/ready")
    assert response.status_code == 200
    assert response.json()["parts"]["plugins"]["faults"] == [
        {"plugin": "my_plugin", "where": "feeds"}
    ]
    assert b"secret" not in response.content
