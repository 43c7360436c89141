"""Fifty people want one of twenty seats at the same moment: nobody too many, nobody lost."""

from __future__ import annotations

import sqlite3
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from wagtail.models import Locale, Page, Site

from os2site.models import OutgoingMail
from os2site_events.enums import ParticipantState
from os2site_events.models import Participant, Registration, SeatBook
from tests.factories.events import make_event, make_index
from tests.fixtures.mail import free_port
from tests.os2site.project.processes import copy_database, start
from tests.os2site_events.parallel import Crowd, wait_for
from tests.os2site_events.registering import opened

ROUNDS = 100
SEATS, PEOPLE = 20, 50


def make_page() -> Any:
    """An event with twenty seats, also after a test that has emptied the database."""
    danish, __ = Locale.objects.get_or_create(language_code="da")
    root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", locale=danish)
    home = root.add_child(instance=Page(title="Forside", slug="forside", locale=danish))
    site, __ = Site.objects.get_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": home}
    )
    site.root_page = home
    site.save()
    return make_event(index=make_index(site=site), **opened(capacity=SEATS))


def reset() -> None:
    OutgoingMail.objects.all().delete()
    Registration.objects.all().delete()
    SeatBook.objects.all().delete()
    cache.clear()


def check_round() -> None:
    """Twenty have seats 1 to 20, and the others wait in the order in which they came."""
    rows = list(Participant.objects.order_by("pk").values_list("state", "seat", "queue"))
    assert len(rows) == PEOPLE
    seated, waiting = rows[:SEATS], rows[SEATS:]
    assert {state for state, *__ in seated} == {ParticipantState.CONFIRMED}
    assert [seat for __, seat, __ in seated] == list(range(1, SEATS + 1))
    assert {state for state, *__ in waiting} == {ParticipantState.WAITING}
    assert [queue for *__, queue in waiting] == list(range(1, PEOPLE - SEATS + 1))


@contextmanager
def server(folder: Path, database: str, application: str) -> Iterator[str]:
    """Address of a real server with many threads on this database."""
    port = free_port()
    options = ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "25"]
    process = start(
        *("-m", "gunicorn", *options, "--log-level", "error", application),
        folder=folder,
        DATABASE_URL=database,
        OS2SITE_TRUSTED_PROXIES="1",
    )
    try:
        wait_for(f"http://127.0.0.1:{port}", process)
        # What it says is read all the time: a full pipe would stop it.
        reader = threading.Thread(target=deque, args=(process.stdout, 100), daemon=True)
        reader.start()
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=60)
    reader.join(60)
    if process.stdout is not None:
        process.stdout.close()


@pytest.fixture(autouse=True)
def same_key(settings: Any) -> None:
    """Forms that the test signs are those of the server's process."""
    settings.SECRET_KEY = "only-for-this-test"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_hundred_rounds_on_postgresql(postgres_url: str, tmp_path: Path) -> None:
    page = make_page()
    path = f"{page.url}tilmelding/"
    database = f"{postgres_url.rpartition('/')[0]}/{connection.settings_dict['NAME']}"
    with server(tmp_path, database, "os2site.project.wsgi:application") as address:
        crowd = Crowd(address, path, size=PEOPLE)
        for __ in range(ROUNDS):
            reset()
            assert {answer.status for answer in crowd.press()} == {302}
            check_round()
        # Each has been written to, once.
        assert OutgoingMail.objects.count() == PEOPLE
        assert OutgoingMail.objects.values("to").distinct().count() == PEOPLE

        reset()
        assert {answer.status for answer in crowd.press(only=1)} == {302}
        assert Participant.objects.count() == 1  # Fifty clicks are one registration.

    # What the lock is for: without it two take the same seat, and the constraint refuses one.
    with server(tmp_path, database, "tests.os2site_events.unlocked:application") as address:
        crowd = Crowd(address, path, size=PEOPLE)
        lost = 0
        for __ in range(5):
            reset()
            lost += sum(answer.status != 302 for answer in crowd.press())
            taken = Participant.objects.exclude(seat=None).values_list("seat", flat=True)
            assert len(set(taken)) == len(taken)
            assert len(taken) <= SEATS
        assert lost > 0


@pytest.mark.slow
@pytest.mark.django_db
def test_on_sqlite_nobody_is_lost_and_nobody_too_many(tmp_path: Path) -> None:
    """Row locks do nothing there: the transactions themselves come one after another."""
    page = make_page()
    file = tmp_path / "db.sqlite3"
    copy_database(file)
    with server(tmp_path, f"sqlite:///{file}", "os2site.project.wsgi:application") as address:
        crowd = Crowd(address, f"{page.url}tilmelding/", size=PEOPLE)
        assert {answer.status for answer in crowd.press()} == {302}
    stored = rows_of(file)
    assert [row for row in stored if row[1] is not None] == [
        (ParticipantState.CONFIRMED, number, None) for number in range(1, SEATS + 1)
    ]
    assert [row for row in stored if row[1] is None] == [
        (ParticipantState.WAITING, None, number) for number in range(1, PEOPLE - SEATS + 1)
    ]


def rows_of(file: Path) -> list[tuple[str, int | None, int | None]]:
    with closing(sqlite3.connect(file)) as database:
        query = "SELECT state, seat, queue FROM os2site_events_participant ORDER BY id"
        return list(database.execute(query))
