"""What is due is done once, also when two processes ask at once and when a part fails."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from os2site import due_work
from os2site.due_work import DueTask
from os2site.models import Lease, SearchEntry
from os2site.page_types import get_page_model
from os2site.plugins import registry
from os2site.transfer.formats import RawRow
from os2site.transfer.runner import run_import
from tests.os2site.transfer.page_kind import ThingKind

pytestmark = pytest.mark.django_db


def contribute(monkeypatch: pytest.MonkeyPatch, **contributions: list[Any]) -> None:
    def contributed(kind: str, **_: Any) -> Iterator[tuple[Any, Any]]:
        plugin = registry.installed()[0]
        return ((plugin, item) for item in contributions.get(kind, []))

    monkeypatch.setattr(registry, "contributions", contributed)


def fail() -> int:
    raise RuntimeError("i stykker")


def test_an_expired_page_leaves_the_site_and_the_search() -> None:
    run_import(ThingKind(), [RawRow(1, {"slug": "a", "name": "A"})])
    page = get_page_model("product")._default_manager.get(slug="a")
    assert SearchEntry.objects.filter(page_id=page.pk).exists()
    past = timezone.now() - datetime.timedelta(minutes=1)
    get_page_model("product")._default_manager.filter(pk=page.pk).update(expire_at=past)
    assert due_work.publish_scheduled() == 1
    page.refresh_from_db()
    assert not page.live
    assert not SearchEntry.objects.filter(page_id=page.pk).exists()
    assert due_work.publish_scheduled() == 0


def test_a_scheduled_page_is_published() -> None:
    run_import(ThingKind(), [RawRow(1, {"slug": "a", "name": "A", "published": False})])
    page = get_page_model("product")._default_manager.get(slug="a")
    soon = timezone.now() + datetime.timedelta(hours=1)
    page.go_live_at = soon
    page.save_revision().publish()
    page.latest_revision.refresh_from_db()
    page.latest_revision.approved_go_live_at = timezone.now() - datetime.timedelta(minutes=1)
    page.latest_revision.content["go_live_at"] = None
    page.latest_revision.save()
    assert due_work.publish_scheduled() == 1
    page.refresh_from_db()
    assert page.live
    assert SearchEntry.objects.filter(page_id=page.pk).exists()


def test_tasks_and_purges_of_plugins_are_run(monkeypatch: pytest.MonkeyPatch) -> None:
    class Registrations:
        name = "registrations"

        def purge(self, *, now: datetime.datetime) -> int:
            return 3 if now <= timezone.now() else 0

    task = DueTask("reminders", lambda: 2)
    contribute(monkeypatch, due_tasks=[task], personal_data_handlers=[Registrations()])
    outcomes = due_work.run_all()
    assert outcomes is not None
    assert [outcome.count for outcome in outcomes[-3:]] == [2, 3, 0]


def test_a_task_that_fails_is_told_and_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[int] = []
    tasks = [DueTask("bad", fail), DueTask("good", lambda: done.append(1) or 1)]
    contribute(monkeypatch, due_tasks=tasks)
    out = StringIO()
    with pytest.raises(CommandError, match="bad"):
        call_command("os2site_run_due", stdout=out)
    assert done == [1]
    assert "i stykker" in out.getvalue()


def test_two_at_once_do_the_work_once(monkeypatch: pytest.MonkeyPatch) -> None:
    inner: list[Any] = []
    task = DueTask("asks again", lambda: inner.append(due_work.run_all()) or 1)
    contribute(monkeypatch, due_tasks=[task])
    assert due_work.run_all() is not None
    assert inner == [None]
    assert due_work.run_all() is not None


def test_a_lease_of_a_killed_process_ends() -> None:
    with Lease.hold("x", for_at_most=datetime.timedelta(minutes=1)) as first:
        assert first
        with Lease.hold("x", for_at_most=datetime.timedelta(minutes=1)) as second:
            assert not second
        Lease.objects.update(held_until=timezone.now() - datetime.timedelta(seconds=1))
        with Lease.hold("x", for_at_most=datetime.timedelta(minutes=1)) as third:
            assert third
    assert Lease.objects.get().held_until <= timezone.now()
