"""The wheel in fresh environments: each install shape on each supported Wagtail."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.matrix

ROOT = Path(__file__).resolve().parents[2]
PROJECTS = ROOT / "tests" / "projects"
WAGTAIL = {"7.4": "wagtail>=7.4,<7.5", "8.0": "wagtail>=8.0,<8.1"}
#: What the oldest supported Python can have.
DJANGO = "django>=5.2,<5.3"
PLUGIN = ROOT / "tests" / "plugin"
SHAPES = ["full", "products_only", "suppliers_only", "events_only"]
HOST_ENVIRONMENT = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "settings"}
CASES = [(shape, version) for version in WAGTAIL for shape in SHAPES] + [("custom_page", "8.0")]


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    """Run a command; its output, or a test failure that shows it."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=env or dict(os.environ),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    output = done.stdout + done.stderr
    if done.returncode:
        pytest.fail(f"{' '.join(map(str, command))} failed:\n{output[-6000:]}")
    return output


def environment(folder: Path, *packages: str | Path, interpreter: str = sys.executable) -> Path:
    """A virtual environment in the folder with these packages; its Python."""
    uv = Path(sys.executable).with_name("uv")
    run(uv, "venv", "--python", interpreter, folder / "venv", cwd=folder)
    python = folder / "venv" / "bin" / "python"
    run(uv, "pip", "install", "--python", python, *packages, cwd=folder)
    return python


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout with the built front end and compiled messages."""
    target = tmp_path_factory.mktemp("wheel")
    run(
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        target,
        ".",
        cwd=ROOT,
    )
    return next(target.glob("*.whl"))


@pytest.fixture(scope="session")
def environments(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A virtual environment with the wheel for each Wagtail version; no npm is needed for it."""
    return {
        version: environment(
            tmp_path_factory.mktemp(f"wagtail-{version}"), f"{wheel}[localize]", requirement, DJANGO
        )
        for version, requirement in WAGTAIL.items()
    }


@pytest.fixture(scope="session")
def plugin_environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with the wheel and the third-party plugin's own wheel."""
    folder = tmp_path_factory.mktemp("plugin")
    run(
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        folder,
        PLUGIN,
        cwd=folder,
    )
    plugin_wheel = next(folder.glob("*.whl"))
    return environment(folder, wheel, plugin_wheel, WAGTAIL["8.0"], DJANGO)


@pytest.fixture(scope="session")
def newest(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment as a new site gets it: the newest Python there is, newest Django and Wagtail.

    Django of this lock may be an older one, because it has to run on the oldest Python.
    """
    everything = f"{wheel}[localize,postgres,project,elasticsearch,documents]"
    folder = tmp_path_factory.mktemp("newest")
    return environment(folder, everything, interpreter=newest_python())


def runs(python: str) -> bool:
    """Whether this is a Python that runs, and not only the sign of one on the path."""
    done = subprocess.run([python, "-V"], capture_output=True, check=False)
    return done.returncode == 0


def newest_python() -> str:
    """The newest Python that we support and that runs here; a version for uv to get when none does.

    ``OS2SITE_NEWEST_PYTHON`` names another one.
    """
    given = os.environ.get("OS2SITE_NEWEST_PYTHON")
    if given:
        return given
    for version in ("3.13", "3.12"):
        # A manager of versions may have it and not show it on the path.
        installed = sorted(Path.home().glob(f".pyenv/versions/{version}*/bin/python"))
        for candidate in (shutil.which(f"python{version}"), *map(str, installed)):
            if candidate and runs(candidate):
                return candidate
    return "3.13"


def test_wheel_carries_front_end_and_danish(wheel: Path) -> None:
    names = run(sys.executable, "-m", "zipfile", "-l", wheel, cwd=ROOT)
    for needed in (
        "os2site/static/os2site/os2site.css",
        "os2site/static/os2site/sprite.svg",
        "os2site/locale/da/LC_MESSAGES/django.mo",
        "os2site_products/locale/da/LC_MESSAGES/django.mo",
        "os2site/py.typed",
    ):
        assert needed in names
    assert "tests/" not in names


@pytest.fixture(scope="session")
def plain_databases(
    environments: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """For each Wagtail version the database of a site that has none of our apps yet."""
    return {
        version: host_site("plain", python, tmp_path_factory.mktemp("plain")) / "db.sqlite3"
        for version, python in environments.items()
    }


@pytest.mark.parametrize(("shape", "version"), CASES)
def test_shape_migrates_serves_and_finds(
    shape: str,
    version: str,
    environments: dict[str, Path],
    plain_databases: dict[str, Path],
    tmp_path: Path,
) -> None:
    # A site with a page model of its own chose it before it had a database.
    before = None if shape == "custom_page" else plain_databases[version]
    exercise(shape, environments[version], tmp_path, before=before)


def test_the_newest_django_migrates_serves_and_finds(newest: Path, tmp_path: Path) -> None:
    version = run(newest, "-m", "django", "--version", cwd=tmp_path)
    assert version.startswith("6.")
    exercise("full", newest, tmp_path)


@pytest.mark.parametrize(
    "url", ["sqlite:///db.sqlite3", "postgres://os2site@127.0.0.1:1/os2site"], ids=["sqlite", "pg"]
)
def test_the_newest_django_takes_the_reference_sites_settings(
    newest: Path, tmp_path: Path, url: str
) -> None:
    env = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "os2site.project.settings",
        "DATABASE_URL": url,
        "OS2SITE_DATA_DIR": str(tmp_path),
    }
    # Nothing of ours may use what the next Django takes away.
    warnings = ("-W", "error::DeprecationWarning:os2site")
    run(newest, *warnings, "-m", "django", "check", cwd=tmp_path, env=env)
    send = ("sendtestemail", "nobody@example.org")
    env["OS2SITE_EMAIL_BACKEND"] = "django.core.mail.backends.console.EmailBackend"
    assert "nobody@example.org" in run(newest, "-m", "django", *send, cwd=tmp_path, env=env)


def test_a_worker_does_its_tasks_on_the_newest_django(newest: Path, tmp_path: Path) -> None:
    env = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "os2site.project.settings",
        "OS2SITE_DATA_DIR": str(tmp_path),
        "OS2SITE_WORKER": "1",
    }
    run(newest, "-m", "django", "migrate", "-v", "0", cwd=tmp_path, env=env)
    enqueue = "from os2site.search.tasks import drain_soon; drain_soon.enqueue()"
    run(newest, "-m", "django", "shell", "-v", "0", "-c", enqueue, cwd=tmp_path, env=env)
    run(newest, "-m", "django", "db_worker", "--batch", "--interval", "0", cwd=tmp_path, env=env)
    tell = (
        "from django_tasks_db.models import DBTaskResult; "
        "print(*DBTaskResult.objects.values_list('task_path', 'status'))"
    )
    told = run(newest, "-m", "django", "shell", "-v", "0", "-c", tell, cwd=tmp_path, env=env)
    assert "('os2site.search.tasks.drain_soon', 'SUCCESSFUL')" in told


def test_third_party_plugin_is_found_by_its_entry_point(
    plugin_environment: Path, plain_databases: dict[str, Path], tmp_path: Path
) -> None:
    output = exercise("plugin_host", plugin_environment, tmp_path, before=plain_databases["8.0"])
    assert "ok word" in output


def exercise(shape: str, python: Path, folder: Path, *, before: Path | None = None) -> str:
    """Set the host site up, migrate and check it; make, serve and search a page of each type.

    `before` is the database that the site has already, an empty one by default.
    """
    if before is not None:
        shutil.copy(before, folder / "db.sqlite3")
    host_site(shape, python, folder)
    output = run(python, "exercise.py", cwd=folder, env=HOST_ENVIRONMENT)
    assert "ok " in output
    return output


def host_site(shape: str, python: Path, folder: Path) -> Path:
    """The folder of a host site whose database is migrated."""
    for name in ("host.py", "host_urls.py", "manage.py", "exercise.py"):
        shutil.copy(PROJECTS / name, folder)
    shutil.copytree(PROJECTS / shape, folder, dirs_exist_ok=True)
    if shape == "custom_page":
        own = ("makemigrations", "hostproducts")
        run(python, "manage.py", *own, cwd=folder, env=HOST_ENVIRONMENT)
    run(python, "manage.py", "migrate", "-v", "0", cwd=folder, env=HOST_ENVIRONMENT)
    return folder
