"""The compiled catalogues, the texts of the installed packages, and an administration in Danish."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from types import ModuleType

import polib
import pytest

from os2site.contrib import admin_danish

ROOT = Path(__file__).resolve().parents[4]
PACKAGE = Path(admin_danish.__file__).resolve().parent
CATALOGUES = sorted(PACKAGE.glob("**/locale/da/LC_MESSAGES/*.po"))


def run_administration(*options: str, texts: list[dict[str, str | None]]) -> dict[str, object]:
    """Start Wagtail's administration in its own process and return what it says in Danish."""
    result = subprocess.run(
        [sys.executable, "-m", f"{__package__}.administration", *options],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    answer: dict[str, object] = json.loads(result.stdout)
    return answer


@pytest.fixture(scope="session")
def collector() -> ModuleType:
    """Return the script that collects the texts."""
    path = ROOT / "scripts" / "collect_admin_strings.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def compiled() -> None:
    """Compile the catalogues where that was not done since they last changed."""
    for source in CATALOGUES:
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        # Other test processes may read the file meanwhile: it is put in place whole.
        scratch = target.with_suffix(f".{os.getpid()}")
        polib.pofile(str(source)).save_as_mofile(str(scratch))
        scratch.replace(target)


@pytest.fixture(scope="session")
def texts(collector: ModuleType) -> list[dict[str, str | None]]:
    """Return every text of the installed Wagtail and its add-ons."""
    messages = collector.collect([Path(sysconfig.get_path("purelib"))])
    return [
        {**key._asdict(), "plural": message.plural}
        for key, message in messages.items()
        if message.packages != {"django/contrib/auth"}
    ]


@pytest.fixture(scope="session")
def administration(compiled: None, texts: list[dict[str, str | None]]) -> dict[str, object]:
    """Return what an administration with this app says."""
    return run_administration(texts=texts)
