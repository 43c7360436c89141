#!/usr/bin/env python3
"""Run the built image as compose does and see that it serves, and that a stop loses no request.

    python3 scripts/check_image.py --image os2site --engine docker

Uses the network of the host. DATABASE_URL, REDIS_URL and ELASTICSEARCH_URL of the caller are handed
on; without them the site runs on SQLite with the embedded search. Standard library only.
"""

import argparse
import http.client
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

HOST = "127.0.0.1"
NAME = "os2site-check"
HEADERS = {"Host": "site.example", "X-Forwarded-Proto": "https"}
START_SECONDS = 120.0
#: How long the load runs before the stop, and from how many visitors at once.
LOAD_SECONDS = 4.0
VISITORS = 6


class CheckError(Exception):
    """The image does not do what it should; the message says what."""


@dataclass
class Container:
    """How containers of the image are run: locked down as in compose.yaml."""

    engine: list[str]
    options: list[str]
    image: str
    port: int
    data: Path
    variables: dict[str, str] = field(default_factory=dict)

    def command(self, *arguments: str, name: str | None = None) -> list[str]:
        """The command line that runs ``arguments`` (or the image's own command) in a container."""
        variables = {
            "OS2SITE_SECRET_KEY": "only-for-this-check-0123456789-abcdefghijklmnopq",
            "OS2SITE_ALLOWED_HOSTS": "site.example",
            "PORT": str(self.port),
            "WEB_CONCURRENCY": "2",
            **{
                key: os.environ[key]
                for key in ("DATABASE_URL", "REDIS_URL", "ELASTICSEARCH_URL", "OS2SITE_SEARCH")
                if os.environ.get(key)
            },
            **self.variables,
        }
        command = [*self.engine, "run", "--rm", "--network", "host", "--read-only"]
        command += ["--tmpfs", "/tmp", "--cap-drop", "ALL", "--volume", f"{self.data}:/data"]
        command += ["--security-opt", "no-new-privileges", *self.options]
        if name:
            command += ["--name", name]
        for key, value in variables.items():
            command += ["--env", f"{key}={value}"]
        return [*command, self.image, *arguments]

    def run(self, *arguments: str) -> str:
        """Run a command in a container to its end and return what it printed."""
        done = subprocess.run(self.command(*arguments), capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise CheckError(f"{arguments} ended with {done.returncode}:\n{done.stderr[-4000:]}")
        return done.stdout

    def engine_run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command of the container engine itself."""
        return subprocess.run(
            [*self.engine, *arguments], capture_output=True, text=True, check=False
        )


def fetch(port: int, path: str) -> tuple[int, bytes, dict[str, str]]:
    """Status, body and headers of one address, with a connection of its own."""
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    try:
        connection.request("GET", path, headers={**HEADERS, "Connection": "close"})
        answer = connection.getresponse()
        return answer.status, answer.read(), {k.lower(): v for k, v in answer.getheaders()}
    finally:
        connection.close()


def expect(path: str, port: int, *, status: int = 200) -> bytes:
    """The body of an address that answers with ``status``."""
    found, body, _ = fetch(port, path)
    if found != status:
        raise CheckError(f"{path} answers {found}, not {status}:\n{body[:2000]!r}")
    print(f"  {path}: {found}, {len(body)} bytes", flush=True)
    return body


def wait_until_live(port: int, server: subprocess.Popen[bytes]) -> None:
    """Wait for the first answer."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise CheckError(f"the server ended with {server.returncode}")
        try:
            if fetch(port, "/health/live")[0] == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise CheckError("the server does not answer")


def check_pages(container: Container) -> None:
    """Pages, their files and health, as the proxy asks for them."""
    port = container.port
    health = json.loads(expect("/health/ready", port))
    if health["status"] != "ok":
        raise CheckError(f"health: {health}")
    home = expect("/", port).decode()
    expect("/soeg/?q=borger", port)
    expect("/api/v1/search/?q=borger", port)
    expect("/admin/login/", port)
    files = sorted(set(re.findall(r'(?:href|src)="(/static/[^"]+)"', home)))
    if not files:
        raise CheckError("the front page has no style sheet")
    for path in files:
        _, _, headers = fetch(port, path)
        expect(path, port)
        if "immutable" not in headers.get("cache-control", ""):
            raise CheckError(f"{path} may not be kept by browsers: {headers}")
    status = container.engine_run("exec", NAME, "python", "healthcheck.py").returncode
    if status != 0:
        raise CheckError("healthcheck.py says that the container is not well")
    user = container.engine_run("exec", NAME, "id", "-u").stdout.strip()
    if user != "10001":
        raise CheckError(f"runs as user {user}")
    if container.engine_run("exec", NAME, "touch", "/app/x").returncode == 0:
        raise CheckError("the program's own folder can be written")
    print("  healthy, user 10001, read-only", flush=True)


class Visitors:
    """A bounded load: a few visitors who ask for one page after the other."""

    def __init__(self, port: int, path: str) -> None:
        self.port, self.path = port, path
        self.results: Counter[str] = Counter()
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._visit) for _ in range(VISITORS)]

    def start(self) -> None:
        """Begin to ask."""
        for thread in self._threads:
            thread.start()

    def finish(self) -> None:
        """Stop asking and wait for what is under way."""
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _visit(self) -> None:
        while not self._over.is_set():
            try:
                status, body, headers = fetch(self.port, self.path)
                is_whole = len(body) == int(headers.get("content-length", len(body)))
                self.results[str(status) if is_whole else "cut off"] += 1
            except ConnectionRefusedError:
                # Nobody listens any more: a proxy asks another server. Nothing was lost.
                self.results["refused"] += 1
                time.sleep(0.05)
            except (OSError, http.client.HTTPException) as error:
                self.results[type(error).__name__] += 1


def check_stop(container: Container, server: subprocess.Popen[bytes]) -> None:
    """SIGTERM while visitors come: every request that was taken is answered."""
    visitors = Visitors(container.port, "/soeg/?q=borger")
    visitors.start()
    time.sleep(LOAD_SECONDS)
    since = time.monotonic()
    container.engine_run("kill", "--signal", "TERM", NAME)
    status = server.wait(timeout=60)
    seconds = time.monotonic() - since
    visitors.finish()
    print(f"  {dict(visitors.results)}; stopped after {seconds:.1f} s, status {status}", flush=True)
    if status != 0:
        raise CheckError(f"the server ended with {status} on SIGTERM")
    lost = set(visitors.results) - {"200", "refused"}
    if lost or not visitors.results["200"]:
        raise CheckError(f"requests were lost: {visitors.results}")


def check(container: Container, *, with_content: bool) -> None:
    """All checks, one after the other."""
    print("migrate", flush=True)
    container.run("python", "manage.py", "migrate", "--noinput", "--verbosity", "0")
    container.run("python", "manage.py", "check", "--deploy", "--fail-level", "ERROR")
    if with_content:
        print("demo content", flush=True)
        container.run("python", "manage.py", "os2site_demo")
        if os.environ.get("OS2SITE_SEARCH") == "elasticsearch":
            container.run("python", "manage.py", "os2site_search", "rebuild")
    print("what is due", flush=True)
    container.run("python", "manage.py", "os2site_run_due")
    print("serve", flush=True)
    server = subprocess.Popen(
        container.command(name=NAME), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_until_live(container.port, server)
        check_pages(container)
        print("SIGTERM under load", flush=True)
        check_stop(container, server)
    finally:
        if server.poll() is None:
            container.engine_run("kill", NAME)
            server.wait(timeout=60)


def main() -> int:
    """Read the command line, check, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--image", default="os2site:latest")
    parser.add_argument("--engine", default="docker", help="the program, with its global options")
    parser.add_argument("--options", default="", help="further options of its `run`")
    parser.add_argument("--port", type=int, default=8190)
    parser.add_argument("--without-content", action="store_true", help="load no demo content")
    arguments = parser.parse_args()
    data = Path(tempfile.mkdtemp(prefix="os2site-check-"))
    data.chmod(0o777)
    container = Container(
        engine=shlex.split(arguments.engine),
        options=shlex.split(arguments.options),
        image=arguments.image,
        port=arguments.port,
        data=data,
    )
    since = time.monotonic()
    try:
        check(container, with_content=not arguments.without_content)
    except CheckError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(data, ignore_errors=True)
    print(f"the image works ({time.monotonic() - since:.0f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
