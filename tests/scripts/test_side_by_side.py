"""Steps of the test run side by side: how many, in which order, and that none outlives the run."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from side_by_side import End, Job, run_side_by_side

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"

#: Notes when it begins and ends, and waits for the file "go" in between.
WAITS = """
import pathlib, sys, time
pathlib.Path(f"{sys.argv[1]}.begun").touch()
while not pathlib.Path("go").exists():
    time.sleep(0.01)
print("said by", sys.argv[1])
sys.exit(int(sys.argv[2]))
"""


@pytest.fixture
def ends() -> list[End]:
    return []


def job(name: str, folder: Path, *, status: int = 0, log: Path | None = None) -> Job:
    return Job(name, [sys.executable, "-c", WAITS, name, str(status)], folder, log=log)


def begun(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob("*.begun")}


def wait_for(folder: Path, names: set[str]) -> None:
    deadline = time.monotonic() + 30
    while not names <= begun(folder):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_two_run_together_and_the_third_after_one_of_them(tmp_path: Path, ends: list[End]) -> None:
    def ended(end: End) -> None:
        ends.append(end)

    opener = """
import pathlib, time
while not all(pathlib.Path(f"{name}.begun").exists() for name in ("a", "b")):
    time.sleep(0.01)
time.sleep(0.5)
assert not pathlib.Path("c.begun").exists()
pathlib.Path("go").touch()
"""
    watcher = subprocess.Popen([sys.executable, "-c", opener], cwd=tmp_path)
    jobs = [job(name, tmp_path) for name in "abc"]

    run_side_by_side(jobs, at_once=2, limit=60, ended=ended)

    assert watcher.wait(timeout=30) == 0
    assert {end.job.name for end in ends[:2]} == {"a", "b"}
    assert ends[2].job.name == "c"
    assert all(end.is_good for end in ends)


def test_a_failure_is_told_and_the_others_go_on(tmp_path: Path, ends: list[End]) -> None:
    (tmp_path / "go").touch()
    jobs = [job("a", tmp_path, status=3), job("b", tmp_path, log=tmp_path / "b.log")]

    run_side_by_side(jobs, at_once=1, limit=60, ended=ends.append)

    assert [(end.job.name, end.is_good) for end in ends] == [("a", False), ("b", True)]
    assert (tmp_path / "b.log").read_text() == "said by b\n"


def test_one_that_hangs_is_ended_and_has_failed(
    tmp_path: Path, ends: list[End], capsys: pytest.CaptureFixture[str]
) -> None:
    run_side_by_side([job("a", tmp_path)], at_once=2, limit=0.5, ended=ends.append)

    assert [end.is_good for end in ends] == [False]
    assert "still running" in capsys.readouterr().out


RUN = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import signal
from side_by_side import Job, run_side_by_side
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
code = "import os, pathlib, time; pathlib.Path('pid').write_text(str(os.getpid())); time.sleep(60)"
jobs = [Job("a", ["sh", "-c", f'{sys.executable} -c "{code}"; true'], Path.cwd())]
run_side_by_side(jobs, at_once=2, limit=60, ended=print)
"""


@pytest.fixture
def child(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A run, and the id of a process that its job has started."""
    run = subprocess.Popen([sys.executable, "-c", RUN, str(SCRIPTS)], cwd=tmp_path)
    file = tmp_path / "pid"
    deadline = time.monotonic() + 30
    while not (file.exists() and file.read_text()):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    yield run, int(file.read_text())
    run.kill()
    run.wait()


def test_what_runs_ends_with_the_run(child: tuple[subprocess.Popen[bytes], int]) -> None:
    run, process = child

    run.send_signal(signal.SIGTERM)

    assert run.wait(timeout=30) == 143
    deadline = time.monotonic() + 10
    while is_alive(process):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_alive(process: int) -> bool:
    """Whether the process is there, and no zombie."""
    try:
        os.kill(process, 0)
        stat = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"
