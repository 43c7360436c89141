"""Every template and every public page as valid HTML, by the checker of the W3C."""

from __future__ import annotations

import json
import re
import subprocess
import urllib.request
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.error import HTTPError

import pytest
from local_services.java import java_home

from tests.browser.addresses import TEMPLATES
from tests.browser.conftest import ROOT, Site

pytestmark = pytest.mark.browser

JAR = ROOT / "frontend" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
#: Oldest Java that the checker is compiled for.
JAVA = 11


def fetched(address: str) -> str:
    """The document at an address, also that of an error page."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            text: str = answer.read().decode()
    except HTTPError as error:
        with error:
            text = error.read().decode()
    return text


def save(addresses: Iterable[str], *, folder: Path) -> dict[str, str]:
    """Save the documents at the addresses; return each file's name with its address."""
    names = {f"{number:03}.html": address for number, address in enumerate(addresses)}
    with ThreadPoolExecutor(2) as pool:
        for name, text in zip(names, pool.map(fetched, names.values()), strict=True):
            (folder / name).write_text(text)
    return names


def errors(folder: Path) -> list[tuple[str, int, str, str]]:
    """Errors in all documents of a folder: file, line, message and the place in the document."""
    home = java_home(minimum=JAVA)
    if home is None:
        pytest.fail(f"Java {JAVA} or newer is missing: set JAVA_HOME to its folder")
    if not JAR.is_file():
        pytest.fail(f"The HTML checker is missing at {JAR}: run `make frontend`")
    files = sorted(str(path) for path in folder.glob("*.html"))
    options = ["--stdout", "--format", "json", "--errors-only", "--exit-zero-always"]
    done = subprocess.run(
        [str(home / "bin" / "java"), "-jar", str(JAR), *options, *files],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.fail(f"The HTML checker failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return [
        (
            message["url"].rpartition("/")[2],
            message.get("lastLine", 0),
            message["message"],
            message.get("extract", ""),
        )
        for message in json.loads(done.stdout)["messages"]
    ]


def test_every_template_and_every_public_page_is_valid(site: Site, tmp_path: Path) -> None:
    public = re.findall("<loc>([^<]+)</loc>", fetched(f"{site.url}/sitemap.xml"))
    assert public
    templates = [f"{site.url}{path}" for path in TEMPLATES.values()]
    names = save(dict.fromkeys([*templates, *public]), folder=tmp_path)
    assert [(names[name], *error) for name, *error in errors(tmp_path)] == []


def test_checker_tells_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "good.html").write_text('<!doctype html><html lang="da"><title>Godt</title>')
    (tmp_path / "bad.html").write_text('<!doctype html><html lang="da"><title>x</title><img src=x>')
    assert [(name, line) for name, line, *__ in errors(tmp_path)] == [("bad.html", 1)]
