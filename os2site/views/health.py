"""Whether the site runs, and whether it can serve visitors: for monitors and orchestrators."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from os2site.plugins import registry
from os2site.search.status import search_status

if TYPE_CHECKING:
    from django.http import HttpRequest

#: Key that the probe of the cache writes and reads.
PROBE_KEY = "os2site-health"


@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """The process answers. Asks nothing of the database or other services."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Each part's state. 503 while the database is away or not migrated; a degraded search, a
    missing cache and a failing plugin are told and stay 200, because visitors are still served.
    """
    database = _database()
    parts: dict[str, dict[str, Any]] = {"database": database, "cache": _cache()}
    if database["status"] == "ok":
        parts["migrations"] = _guarded(_migrations)
        parts["search"] = _guarded(_search)
    else:
        parts["migrations"] = parts["search"] = {"status": "unknown"}
    parts["plugins"] = _plugins()
    blocked = any(parts[name]["status"] != "ok" for name in ("database", "migrations"))
    status = "unavailable" if blocked else _worst(parts)
    return JsonResponse({"status": status, "parts": parts}, status=503 if blocked else 200)


def _worst(parts: dict[str, dict[str, Any]]) -> str:
    return "ok" if all(part["status"] == "ok" for part in parts.values()) else "degraded"


def _guarded(probe: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    try:
        return probe()
    except (DatabaseError, InterfaceError):
        return {"status": "down"}


def _database() -> dict[str, Any]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except (DatabaseError, InterfaceError):
        return {"status": "down"}
    return {"status": "ok", "vendor": connection.vendor}


def _migrations() -> dict[str, Any]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return {"status": "pending" if waiting else "ok", "waiting": len(waiting)}


def _cache() -> dict[str, Any]:
    try:
        cache.set(PROBE_KEY, "1", 30)
        found = cache.get(PROBE_KEY) == "1"
    except Exception:
        # Each cache backend raises errors of its own library; none of them may hide the rest.
        found = False
    # A cache that stands in for one that is away answers too, and says so.
    is_available = getattr(cache, "is_available", None)
    if is_available is not None:
        found = found and is_available()
    return {"status": "ok" if found else "down"}


def _search() -> dict[str, Any]:
    state = search_status()
    return {
        "status": "degraded" if state.degraded else "ok",
        "engine": state.engine,
        "degraded": state.degraded,
        # Its kind only: messages may name hosts.
        "reason": state.fault.value if state.fault is not None else None,
        "outbox": state.waiting,
        "outbox_oldest": state.oldest,
    }


def _plugins() -> dict[str, Any]:
    """Names only: the reasons may quote data, and are in the log and the administration."""
    faults = [{"plugin": fault.plugin, "where": fault.where} for fault in registry.faults]
    incompatible = [
        config.label for config in registry.installed() if config.incompatibility() is not None
    ]
    return {
        "status": "degraded" if faults or incompatible else "ok",
        "faults": faults,
        "incompatible": incompatible,
    }
