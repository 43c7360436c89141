"""System packages that the tests need, installed with apt where that is possible."""

import os
import shutil
import subprocess
from pathlib import Path

from local_services.errors import ServiceError
from local_services.folders import is_root


def postgres_program(name: str) -> Path | None:
    """Return the newest installed PostgreSQL server program `name`, such as `initdb`."""
    found = shutil.which(name)
    if found:
        return Path(found)
    # Debian keeps the server programs off PATH, in one folder for each major version.
    versions = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"),
        key=lambda path: float(path.parent.parent.name),
    )
    return versions[-1] if versions else None


def chromium() -> Path | None:
    """Return the browser for browser tests: `OS2SITE_CHROMIUM`, or the one on PATH."""
    named = os.environ.get("OS2SITE_CHROMIUM")
    if named:
        return Path(named)
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return Path(found)
    return None


def missing_packages() -> list[str]:
    """Return the Debian packages whose programs this machine lacks."""
    present = {
        "postgresql": postgres_program("initdb") is not None and shutil.which("psql") is not None,
        "redis-server": shutil.which("redis-server") is not None,
        "chromium": chromium() is not None,
        "gettext": shutil.which("msgfmt") is not None,
        "maven": shutil.which("mvn") is not None,
        "nodejs": shutil.which("node") is not None,
        "npm": shutil.which("npm") is not None,
    }
    return [package for package, is_there in present.items() if not is_there]


def apt_install(packages: list[str]) -> None:
    """Install `packages`.

    Raises:
        ServiceError: this is not Debian, the user is not root, or apt failed.
    """
    by_hand = f"install them by hand, on Debian: sudo apt-get install {' '.join(packages)}"
    if shutil.which("apt-get") is None:
        raise ServiceError(f"missing: {', '.join(packages)}; there is no apt-get here: {by_hand}")
    if not is_root():
        raise ServiceError(f"missing: {', '.join(packages)}; only root can install: {by_hand}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    commands = (
        ["apt-get", "update", "-q"],
        ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages],
    )
    for command in commands:
        result = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if result.returncode != 0:
            raise ServiceError(f"{' '.join(command)} failed:\n{(result.stdout + result.stderr)}")


def install_missing() -> list[str]:
    """Install what is missing and return its package names: empty when all was there.

    Raises:
        ServiceError: something is missing and cannot be installed from here.
    """
    missing = missing_packages()
    if missing:
        apt_install(missing)
    still_missing = missing_packages()
    if still_missing:
        raise ServiceError(f"still missing after the install: {', '.join(still_missing)}")
    return missing
