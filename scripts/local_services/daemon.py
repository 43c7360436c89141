"""One background process: started once, found again by a later command, and stopped for sure."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from local_services.errors import ServiceError

HOST = "127.0.0.1"


def port_is_taken(port: int) -> bool:
    """Whether something accepts connections on the loopback port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def started_at(pid: int) -> str | None:
    """Return the kernel's start time of the process, None when it is gone or a zombie.

    Process ids are used again after a while; id and start time together are not.
    """
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    # The second field is the program's name in parentheses, which may itself hold spaces.
    fields = stat.rpartition(")")[2].split()
    return None if fields[0] in {"Z", "X"} else fields[19]


@dataclass(frozen=True)
class Daemon:
    """A server process with its folder, which holds `pid`, `log` and `data`."""

    name: str
    port: int
    folder: Path
    stop_signal: signal.Signals = signal.SIGTERM

    @property
    def log(self) -> Path:
        """The file with everything that the process printed."""
        return self.folder / "log"

    def pid(self) -> int | None:
        """Return the process id of the running server, None when it does not run."""
        try:
            record = json.loads((self.folder / "pid").read_text())
        except (OSError, ValueError):
            return None
        pid = int(record["pid"])
        return pid if started_at(pid) == record["started_at"] else None

    def refuse_foreign_port(self) -> None:
        """Raise a `ServiceError` when another program holds the port."""
        if port_is_taken(self.port):
            raise ServiceError(
                f"port {self.port} is taken by something that these scripts did not start: "
                f"stop it, or choose another port for {self.name}"
            )

    def launch(self, command: list[str], *, environment: Mapping[str, str] | None = None) -> None:
        """Start `command` in a session of its own, its output in the log."""
        with self.log.open("wb") as log:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=None if environment is None else dict(environment),
                cwd="/",
                start_new_session=True,
            )
        record = {"pid": process.pid, "started_at": started_at(process.pid)}
        (self.folder / "pid").write_text(json.dumps(record))
        # The process shall outlive this one: without this, Python warns that nobody waits for it.
        process.returncode = 0

    def wait_until(self, is_ready: Callable[[], bool], *, seconds: float) -> None:
        """Wait until the server is ready.

        Raises:
            ServiceError: it ended, or was not ready in time; it is then stopped.
        """
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.pid() is None:
                raise ServiceError(f"{self.name} ended while starting:\n{self.log_end()}")
            if is_ready():
                return
            time.sleep(0.25)
        end = self.log_end()
        self.stop()
        raise ServiceError(f"{self.name} was not ready after {seconds:.0f} s:\n{end}")

    def stop(self, *, seconds: float = 30) -> bool:
        """Stop the server and all its children; return whether it was running.

        Asks first, and kills what is still there after `seconds`.
        """
        pid = self.pid()
        if pid is not None:
            os.kill(pid, self.stop_signal)
            self._wait_until_gone(pid, seconds=seconds)
            # The process leads its own session, so its group holds children and nothing else.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
            self._wait_until_gone(pid, seconds=5)
        (self.folder / "pid").unlink(missing_ok=True)
        return pid is not None

    def _wait_until_gone(self, pid: int, *, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while self.pid() is not None and time.monotonic() < deadline:
            _reap(pid)
            time.sleep(0.05)
        _reap(pid)

    def log_end(self, lines: int = 40) -> str:
        """Return the last lines of the log, for error messages."""
        try:
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
        except OSError:
            return "(no log)"


def _reap(pid: int) -> None:
    """Take a child's exit status, so that it does not stay as a zombie; others are left alone."""
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
