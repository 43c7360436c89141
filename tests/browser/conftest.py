"""The demo site, set up and served as `make demo` does, and a real Chromium to visit it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
# Java is found as for the scripts that start servers.
sys.path.insert(0, str(ROOT / "scripts"))
PASSWORD = "kun-til-browsertest-7"


@dataclass(frozen=True)
class Site:
    """A running site.

    :param url: address without a slash at the end.
    :param password: of the users ``admin`` and ``redaktoer``.
    :param database: its SQLite file.
    """

    url: str
    password: str
    database: Path


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The reference site with all demo content, on SQLite with the embedded search."""
    folder = tmp_path_factory.mktemp("demo")
    port = free_port()
    env = {
        **{
            key: value
            for key, value in os.environ.items()
            if key not in {"DATABASE_URL", "REDIS_URL"}
        },
        "DJANGO_SETTINGS_MODULE": "os2site.project.settings",
        "OS2SITE_DATA_DIR": str(folder),
        "OS2SITE_DEMO_PASSWORD": PASSWORD,
        "OS2SITE_BASE_URL": f"http://127.0.0.1:{port}",
        "OS2SITE_SEARCH": "database",
        "OS2SITE_EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend",
    }
    loaded = os.environ.get("OS2SITE_LOADED_DEMO")
    if loaded:  # What the commands below do is done, but for the address and the password.
        shutil.copytree(loaded, folder, dirs_exist_ok=True)
    for command in (
        ["migrate", "-v", "0"],
        ["collectstatic", "--noinput", "-v", "0"],
        ["os2site_demo"],
    ):
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            pytest.fail(f"{command} failed:\n{done.stdout[-3000:]}{done.stderr[-5000:]}")
    log = (folder / "server.log").open("w")
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "gunicorn",
            "os2site.project.wsgi",
            "--workers",
            "2",
            "--bind",
            f"127.0.0.1:{port}",
        ],
        cwd=ROOT,
        env=env,
        stdout=log,
        stderr=log,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{url}/health/live", server, folder / "server.log")
        yield Site(url, PASSWORD, folder / "db.sqlite3")
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


def wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the server answers; fail with its log when it does not."""
    for _ in range(120):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.25)
    pytest.fail(f"The site did not start:\n{log.read_text()[-4000:]}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without calls to the outside."""
    path = os.environ.get("OS2SITE_CHROMIUM", "/usr/bin/chromium")
    if not Path(path).exists():
        pytest.fail(f"Chromium is missing at {path}: run `python3 scripts/services.py install`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=[
                "--no-sandbox",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield browser
        browser.close()


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(chromium: Browser, site: Site) -> Iterator[OpenPage]:
    """Open an address of the site: ``open_page("/soeg/", width=360, scheme="dark")``."""
    contexts: list[BrowserContext] = []

    def open_(
        path: str,
        *,
        width: int = 1440,
        height: int = 900,
        scheme: str = "light",
        javascript: bool = True,
        forced_colors: bool = False,
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=javascript,
            forced_colors="active" if forced_colors else "none",
            locale="da-DK",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.goto(f"{site.url}{path}")
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture
def editor(open_page: OpenPage, site: Site) -> Page:
    """An editor who has logged in to the admin."""
    page = open_page("/admin/login/")
    page.fill("input[name=username]", "redaktoer")
    page.fill("input[name=password]", site.password)
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/")
    return page
