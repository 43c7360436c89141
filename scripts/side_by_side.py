"""Commands that run side by side, as many at once as there are processors to use."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

PAUSE_SECONDS = 0.1


@dataclass(frozen=True)
class Job:
    """A command with a name, and how it is started.

    What it prints goes to the file `log`, or straight on where there is none.
    """

    name: str
    command: list[str]
    folder: Path
    environment: Mapping[str, str] | None = None
    log: Path | None = None


@dataclass(frozen=True)
class End:
    """How a job ended and how long it took, in seconds."""

    job: Job
    is_good: bool
    seconds: float


@dataclass
class _Running:
    """A started job: the leader of a group of processes that ends with it."""

    job: Job
    output: IO[bytes] | None = None
    process: subprocess.Popen[bytes] = field(init=False)
    since: float = field(init=False)

    def __post_init__(self) -> None:
        if self.job.log is not None:
            self.output = self.job.log.open("wb")
        self.since = time.monotonic()
        self.process = subprocess.Popen(
            self.job.command,
            cwd=self.job.folder,
            env=None if self.job.environment is None else dict(self.job.environment),
            stdin=subprocess.DEVNULL,
            stdout=self.output,
            stderr=None if self.output is None else subprocess.STDOUT,
            start_new_session=True,
        )

    def seconds(self) -> float:
        return time.monotonic() - self.since

    def kill(self) -> None:
        """Nothing of a job outlives it: its processes are in a group of their own."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        if self.output is not None:
            self.output.close()


def run_side_by_side(
    jobs: Iterable[Job], *, at_once: int, limit: float, ended: Callable[[End], None]
) -> None:
    """Run all jobs, in their order, at most `at_once` of them together.

    A job is told of by `ended` as soon as it has ended; one that runs longer than `limit` seconds
    is ended, and failed. Whatever interrupts this takes the jobs that run along.
    """
    waiting, running = list(jobs), list[_Running]()
    try:
        while waiting or running:
            while waiting and len(running) < at_once:
                running.append(_Running(waiting.pop(0)))
            for one in list(running):
                status = one.process.poll()
                if status is None and one.seconds() < limit:
                    continue
                one.kill()
                running.remove(one)
                if status is None:
                    print(f"error: still running after {limit / 60:.0f} minutes, ended", flush=True)
                ended(End(one.job, status == 0, one.seconds()))
            time.sleep(PAUSE_SECONDS)
    finally:
        for one in running:
            one.kill()
