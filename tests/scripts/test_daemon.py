"""A daemon is found again, refuses another's port, and is gone after a stop."""

import json
import os
import socket
import sys
import time
from pathlib import Path

import pytest
from local_services.daemon import HOST, Daemon, port_is_taken, started_at
from local_services.errors import ServiceError

SLEEPS = [sys.executable, "-c", "import time; time.sleep(60)"]
IGNORES_A_POLITE_END = [
    sys.executable,
    "-c",
    "import signal, time, pathlib, sys; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "pathlib.Path(sys.argv[1]).touch(); time.sleep(60)",
]
HAS_A_CHILD = [
    sys.executable,
    "-c",
    "import subprocess, pathlib, sys, time;"
    "child = subprocess.Popen(['sleep', '60']);"
    "pathlib.Path(sys.argv[1]).write_text(str(child.pid)); time.sleep(60)",
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def wait_for(file: Path) -> None:
    deadline = time.monotonic() + 10
    while not (file.exists() and (file.stat().st_size or file.name == "ready")):
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture
def daemon(tmp_path: Path) -> Daemon:
    return Daemon(name="Sleeper", port=free_port(), folder=tmp_path)


def test_started_process_is_found_by_a_later_command(daemon: Daemon) -> None:
    daemon.launch(SLEEPS)
    later = Daemon(name=daemon.name, port=daemon.port, folder=daemon.folder)
    assert later.pid() is not None
    assert later.stop()
    assert later.pid() is None


def test_stop_says_that_nothing_ran(daemon: Daemon) -> None:
    assert not daemon.stop()


def test_stop_kills_a_process_that_ignores_the_polite_signal(daemon: Daemon) -> None:
    ready = daemon.folder / "ready"
    daemon.launch([*IGNORES_A_POLITE_END, str(ready)])
    wait_for(ready)
    pid = daemon.pid()
    assert pid is not None
    assert daemon.stop(seconds=0.3)
    assert started_at(pid) is None


def test_stop_ends_the_children_too(daemon: Daemon) -> None:
    note = daemon.folder / "child"
    daemon.launch([*HAS_A_CHILD, str(note)])
    wait_for(note)
    child = int(note.read_text())
    assert started_at(child) is not None
    daemon.stop()
    deadline = time.monotonic() + 5
    while started_at(child) is not None and time.monotonic() < deadline:
        time.sleep(0.02)
    assert started_at(child) is None


def test_reused_process_id_is_not_taken_for_ours(daemon: Daemon) -> None:
    record = {"pid": os.getpid(), "started_at": "1"}
    (daemon.folder / "pid").write_text(json.dumps(record))
    assert daemon.pid() is None


def test_port_of_another_program_is_refused(daemon: Daemon) -> None:
    with socket.create_server((HOST, daemon.port)):
        assert port_is_taken(daemon.port)
        with pytest.raises(ServiceError, match=str(daemon.port)):
            daemon.refuse_foreign_port()


def test_process_that_ends_while_starting_is_reported_with_its_output(daemon: Daemon) -> None:
    daemon.launch([sys.executable, "-c", "raise SystemExit('no memory left')"])
    deadline = time.monotonic() + 10
    while daemon.pid() is not None and time.monotonic() < deadline:
        time.sleep(0.02)
    with pytest.raises(ServiceError, match="no memory left"):
        daemon.wait_until(lambda: False, seconds=10)


def test_process_that_is_never_ready_is_stopped(daemon: Daemon) -> None:
    daemon.launch(SLEEPS)
    with pytest.raises(ServiceError, match="not ready"):
        daemon.wait_until(lambda: False, seconds=0.5)
    assert daemon.pid() is None
