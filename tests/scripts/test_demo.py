"""The demo's process supervision, with a stand-in for the site: what starts, and that it all ends.

The script runs for real, with a real web server and real signals; only the management commands and
the application are small ones that note what they were asked.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from local_services.daemon import HOST, port_is_taken

pytestmark = pytest.mark.slow

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"

MANAGE = """
import os, sys
with open("calls", "a") as calls:
    print(" ".join(sys.argv[1:]), file=calls)
sys.exit(os.environ.get("FAILING") == sys.argv[1])
"""
APPLICATION = """
import os
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [f"{os.getpid()} {os.environ['OS2SITE_SEARCH']}".encode()]
"""


class Site:
    """A checkout with the real scripts and a stand-in site, and the demo running in it."""

    def __init__(self, root: Path, port: int) -> None:
        self.root = root
        self.port = port
        shutil.copytree(SCRIPTS, root / "scripts")
        (root / "manage.py").write_text(MANAGE)
        project = root / "os2site" / "project"
        project.mkdir(parents=True)
        # Whole packages, or the real ones would be found before these.
        (root / "os2site" / "__init__.py").touch()
        (project / "__init__.py").touch()
        (project / "wsgi.py").write_text(APPLICATION)
        self.process: subprocess.Popen[str] | None = None

    def start(self, **variables: str) -> subprocess.Popen[str]:
        self.process = subprocess.Popen(
            [sys.executable, "scripts/demo.py"],
            cwd=self.root,
            env={**os.environ, "PORT": str(self.port), **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        return self.process

    def wait_until_served(self) -> str:
        """Wait for the site and its first run of what is due; return the site's answer."""
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if "os2site_run_due" in self.calls():
                with urllib.request.urlopen(f"http://{HOST}:{self.port}/", timeout=5) as answer:
                    return str(answer.read().decode())
            time.sleep(0.05)
        raise AssertionError("the demo did not come up")

    def calls(self) -> list[str]:
        file = self.root / "calls"
        return file.read_text().splitlines() if file.exists() else []

    def wait_until_port_is_free(self) -> None:
        deadline = time.monotonic() + 20
        while port_is_taken(self.port):
            assert time.monotonic() < deadline, "the web server outlived the demo"
            time.sleep(0.05)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = int(probe.getsockname()[1])
    site = Site(tmp_path, port)
    yield site
    if site.process is not None:
        site.process.kill()
        site.process.communicate()
        site.wait_until_port_is_free()


def test_sets_up_in_order_then_serves_and_runs_what_is_due(site: Site) -> None:
    site.start()
    assert site.wait_until_served().endswith("database")
    assert [call.split()[0] for call in site.calls()] == [
        "migrate",
        "collectstatic",
        "os2site_demo",
        "os2site_run_due",
    ]


def test_reset_is_passed_on(site: Site) -> None:
    site.start(RESET="1")
    site.wait_until_served()
    assert "os2site_demo --reset" in site.calls()


def test_given_elasticsearch_is_used_and_its_index_rebuilt(site: Site) -> None:
    site.start(SEARCH="elasticsearch", ELASTICSEARCH_URL="http://search.example:9200")
    assert site.wait_until_served().endswith("elasticsearch")
    assert "os2site_search rebuild" in site.calls()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signal_stops_everything_and_counts_as_success(site: Site, number: signal.Signals) -> None:
    process = site.start()
    site.wait_until_served()
    process.send_signal(number)
    output, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "The demo is stopped." in output
    assert "Traceback" not in output
    assert not port_is_taken(site.port)


def test_kill_of_the_demo_takes_the_web_server_along(site: Site) -> None:
    process = site.start()
    site.wait_until_served()
    process.kill()
    process.communicate(timeout=30)
    site.wait_until_port_is_free()


def test_end_of_the_web_server_ends_the_demo_with_an_error(site: Site) -> None:
    process = site.start()
    worker = int(site.wait_until_served().split()[0])
    web = int(Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()[1])
    os.kill(web, signal.SIGKILL)
    output, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "the server ended" in output


def test_failing_set_up_stops_the_demo_and_names_the_command(site: Site) -> None:
    process = site.start(FAILING="os2site_demo")
    output, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "os2site_demo failed" in output
    assert not port_is_taken(site.port)


def test_taken_port_is_refused_before_anything_is_touched(site: Site) -> None:
    with socket.create_server((HOST, site.port)):
        process = site.start()
        output, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert f"port {site.port} is taken" in output
    assert site.calls() == []
