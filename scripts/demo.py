"""Set the reference site up with demo content, serve it on loopback, and stop all of it together.

Reads PORT (default 8000), SEARCH (`database` or `elasticsearch`), RESET (`1` loads the content
anew) and OS2SITE_DEMO_PASSWORD from the environment. Data lies in `var/`, where `manage.py` finds
it too. Mail is printed, unless OS2SITE_EMAIL_BACKEND says otherwise.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from local_services import elasticsearch
from local_services.daemon import HOST, port_is_taken
from local_services.errors import ServiceError

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "var"
DUE_SECONDS = 60.0
READY_SECONDS = 60.0
STOP_SECONDS = 15.0


class DemoError(Exception):
    """The demo cannot start or go on; the message says why."""


class Stopped(Exception):  # noqa: N818 - no error: somebody asked for it
    """A signal asked the demo to stop."""


def stop_on_signal(number: int, _frame: FrameType | None) -> None:
    """Leave what is being done; later signals are ignored, so that stopping is not disturbed."""
    for other in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(other, signal.SIG_IGN)
    raise Stopped(signal.Signals(number).name)


def demo_environment(*, port: int, search: str, elasticsearch_url: str | None) -> dict[str, str]:
    """Return the environment of every process of the demo."""
    variables = {
        "OS2SITE_EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend",
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "os2site.project.settings",
        "OS2SITE_BASE_URL": f"http://{HOST}:{port}",
        "OS2SITE_DATA_DIR": str(DATA),
        "OS2SITE_SEARCH": search,
        "PORT": str(port),
        "PYTHONUNBUFFERED": "1",
    }
    # A demo is one process on one machine: what the caller has set for other work stays out.
    for name in ("DATABASE_URL", "REDIS_URL", "ELASTICSEARCH_URL"):
        variables.pop(name, None)
    if elasticsearch_url is not None:
        variables["ELASTICSEARCH_URL"] = elasticsearch_url
    return variables


class Demo:
    """The demo's processes."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.children: list[subprocess.Popen[bytes]] = []

    def spawn(self, command: list[str]) -> subprocess.Popen[bytes]:
        """Start a process of the demo in a process group of its own.

        The terminal's Ctrl-C then reaches this process only, which stops the others in order.
        """
        setpriv = shutil.which("setpriv")
        if setpriv is not None:
            # Should this process be killed outright, the kernel stops the child.
            command = [setpriv, "--pdeathsig", "TERM", "--", *command]
        child = subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.children.append(child)
        return child

    def manage(self, *arguments: str) -> None:
        """Run a management command to its end.

        Raises:
            DemoError: it failed.
        """
        child = self.spawn([sys.executable, "manage.py", *arguments])
        if child.wait() != 0:
            raise DemoError(f"manage.py {' '.join(arguments)} failed")
        self.children.remove(child)

    def set_up(self, *, is_reset: bool, search: str) -> None:
        """Bring database, content, static files and search index to their present state."""
        self.manage("migrate", "--verbosity", "0")
        self.manage("collectstatic", "--noinput", "--verbosity", "0")
        self.manage("os2site_demo", *(["--reset"] if is_reset else []))
        if search == "elasticsearch":
            self.manage("os2site_search", "rebuild")

    def serve(self, port: int) -> None:
        """Serve until the server ends or a signal arrives; run what is due each minute.

        Raises:
            DemoError: the server did not start, or ended by itself.
        """
        options = ["--bind", f"{HOST}:{port}", "--worker-class", "gthread", "--threads", "4"]
        options += [
            "--workers",
            "1",
            "--graceful-timeout",
            "10",
            "--no-control-socket",
            "--log-level",
            "warning",
        ]
        gunicorn = [sys.executable, "-m", "gunicorn", *options, "os2site.project.wsgi:application"]
        web = self.spawn(gunicorn)
        self.wait_for_web(web, port)
        print(f"\nThe site is on http://{HOST}:{port}/ - Ctrl-C stops it.", flush=True)
        parent = os.getppid()
        due: subprocess.Popen[bytes] | None = None
        next_due = time.monotonic()
        while web.poll() is None:
            if os.getppid() != parent:
                raise DemoError("the process that started the demo is gone")
            if due is not None and due.poll() is not None:
                self.children.remove(due)
                if due.returncode != 0:
                    print(f"os2site_run_due failed with status {due.returncode}", flush=True)
                due = None
            if due is None and time.monotonic() >= next_due:
                due = self.spawn([sys.executable, "manage.py", "os2site_run_due"])
                next_due = time.monotonic() + DUE_SECONDS
            time.sleep(0.5)
        raise DemoError(f"the server ended with status {web.returncode}")

    def wait_for_web(self, web: subprocess.Popen[bytes], port: int) -> None:
        """Wait until the site answers a request."""
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline and web.poll() is None:
            try:
                urllib.request.urlopen(f"http://{HOST}:{port}/health/live", timeout=5).close()
            except urllib.error.HTTPError as error:
                raise DemoError(f"the site answers its health check with {error.code}") from error
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
            else:
                return
        raise DemoError("the server did not start")

    def stop(self) -> None:
        """End all processes and their children: asked first, killed when they do not go."""
        for child in self.children:
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for child in self.children:
            try:
                child.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()


def run(*, port: int, search: str, is_reset: bool) -> None:
    """Do all of the demo; returns only by an exception.

    Raises:
        DemoError, ServiceError: it could not start, or could not go on.
        Stopped: a signal asked for the end.
    """
    if search not in {"database", "elasticsearch"}:
        raise DemoError(f"SEARCH is database or elasticsearch, not {search}")
    if port_is_taken(port):
        raise DemoError(f"port {port} is taken: make demo PORT=8001")
    DATA.mkdir(parents=True, exist_ok=True)
    undo: list[Callable[[], object]] = []
    try:
        elasticsearch_url = None
        if search == "elasticsearch":
            elasticsearch_url = os.environ.get("ELASTICSEARCH_URL")
            if not elasticsearch_url:
                print("Starting Elasticsearch; the first time, this downloads it.", flush=True)
                if elasticsearch.daemon().pid() is None:
                    undo.append(elasticsearch.stop)  # before the start, which a signal may cut off
                elasticsearch.start()
                elasticsearch_url = elasticsearch.url()
        demo = Demo(demo_environment(port=port, search=search, elasticsearch_url=elasticsearch_url))
        undo.append(demo.stop)
        demo.set_up(is_reset=is_reset, search=search)
        demo.serve(port)
    finally:
        for action in reversed(undo):
            action()


def main() -> int:
    """Run the demo; return 0 when somebody stopped it, 1 when it failed."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # Under nohup a closed terminal is meant to be survived.
        if number != signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, stop_on_signal)
    try:
        run(
            port=int(os.environ.get("PORT") or "8000"),
            search=os.environ.get("SEARCH") or "database",
            is_reset=os.environ.get("RESET", "") not in {"", "0"},
        )
    except Stopped:
        print("The demo is stopped.", flush=True)
        return 0
    except (DemoError, ServiceError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
