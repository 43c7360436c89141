"""Registrations for an event in a second, beside a form that only stores a row."""

from __future__ import annotations

import http.client
import itertools
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any
from urllib.parse import urlencode

from benchmarks.fill import SLUG
from benchmarks.measure import Result, seconds
from os2site.page_types import get_page_model
from os2site_events.enums import ParticipantState
from os2site_events.forms.registration import PURPOSE
from os2site_events.models import Participant, SeatBook
from tests.fixtures.forms import protection

ROUNDS = 6
#: Forms sent in a round, by how many browsers at once.
FORMS, BROWSERS = 150, 8
PLACES = 100_000
PLAIN = f"/plain-form/nyheder/{SLUG}0/"
#: A registration numbers a seat under a lock, has its answers checked and writes a mail with a
#: calendar file; the peer stores a row.
BOUND = 6.0

#: What makes each sending another one.
_people = itertools.count(1)


@dataclass(frozen=True)
class Form:
    """A form that a browser has before it: where it goes, with which cookie, and its fields."""

    path: str
    cookie: str
    fields: dict[str, str]


def registrations() -> list[Result]:
    """Time of a registration when many come at once, all of them seated."""
    event = _open_event()
    with _server() as host:
        forms = {
            "ours": _load(
                host, f"{event.url}tilmelding/", {**protection(PURPOSE, proven=True), "number": "1"}
            ),
            "plain": _load(host, PLAIN, {}),
        }
        times: dict[str, list[float]] = {name: [] for name in forms}
        for form in forms.values():
            _send_all(host, form, number=BROWSERS * 4)
        for turn in range(ROUNDS):
            names = sorted(forms, reverse=bool(turn % 2))
            for name in names:
                taken = seconds(lambda form=forms[name]: _send_all(host, form, number=FORMS))  # type: ignore[misc]
                times[name].append(taken * 1000 / FORMS)
    seated = Participant.objects.filter(event_id=event.pk, state=ParticipantState.CONFIRMED)
    expected = ROUNDS * FORMS + BROWSERS * 4
    if seated.count() != expected:
        raise RuntimeError(f"{seated.count()} have seats, {expected} have registered")
    ours, plain = median(times["ours"]), median(times["plain"])
    return [
        Result(
            "registrations",
            f"a registration with {BROWSERS} at once for one event, gunicorn on PostgreSQL",
            "the form of a Wagtail page that stores one row",
            ours / plain,
            BOUND,
            ours,
            plain,
            FORMS,
            ROUNDS,
            details={
                "registrations_per_second": 1000 / ours,
                "plain_forms_per_second": 1000 / plain,
                "first_and_last_round_ms": [times["ours"][0], times["ours"][-1]],
                "seats_taken": expected,
            },
        )
    ]


def _open_event() -> Any:
    """An event of the demo with more places than anybody wants, and no registrations."""
    model = get_page_model("event")
    event = model._default_manager.filter(live=True, takes_registrations=True).latest("starts_at")
    model._default_manager.filter(pk=event.pk).update(
        capacity=PLACES, marked_full=False, needs_approval=False, registration_opens_at=None
    )
    event.questions.all().delete()
    event.quotas.all().delete()
    SeatBook.objects.filter(pk=event.pk).delete()
    return event


@contextmanager
def _server() -> Iterator[str]:
    """Host and port of the site under gunicorn, on the database of this process."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{listener.getsockname()[1]}"
    options = ["--bind", host, "--workers", "2", "--threads", "4", "--log-level", "error"]
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *options, "django.core.wsgi:get_wsgi_application()"],
        # Each sending comes from an address of its own: limits are for one address.
        env={**os.environ, "OS2SITE_TRUSTED_PROXIES": "1"},
        stdin=subprocess.DEVNULL,
    )
    try:
        _wait_for(host, server)
        yield host
    finally:
        server.terminate()
        server.wait()


def _wait_for(host: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < until:
        with closing(http.client.HTTPConnection(host, timeout=60)) as connection:
            try:
                connection.request("GET", "/health/live")
                connection.getresponse().read()
            except OSError:
                time.sleep(0.2)
            else:
                return
    raise RuntimeError("gunicorn does not answer")


def _load(host: str, path: str, fields: dict[str, str]) -> Form:
    with closing(http.client.HTTPConnection(host, timeout=60)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        page = answer.read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    if token is None:
        raise RuntimeError(f"There is no form at {path}: {answer.status}")
    cookie = str(answer.headers["Set-Cookie"]).partition(";")[0]
    return Form(path, cookie, {"csrfmiddlewaretoken": token[1], **fields})


def _send_all(host: str, form: Form, *, number: int) -> None:
    """Send so many forms, each of another person.

    :raises RuntimeError: when one of them is not taken.
    """
    with ThreadPoolExecutor(BROWSERS) as pool:
        for status in pool.map(lambda _: _send(host, form), range(number)):
            if status != 302:
                raise RuntimeError(f"{form.path} answers with {status}")


def _send(host: str, form: Form) -> int:
    person = next(_people)
    data = {
        **form.fields,
        "name": f"Person {person}",
        "email": f"person{person}@kommune.example",
        "organisation": "Æblerup Kommune",
        "consent": "on",
    }
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": form.cookie,
        "X-Forwarded-For": f"10.{person >> 16 & 255}.{person >> 8 & 255}.{person & 255}",
    }
    with closing(http.client.HTTPConnection(host, timeout=60)) as connection:
        connection.request("POST", form.path, urlencode(data), headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status
