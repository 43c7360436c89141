"""Which Java this machine has."""

import os
import shutil
from pathlib import Path


def java_home(*, minimum: int, maximum: int = 999) -> Path | None:
    """Return the home of a Java from version `minimum` to `maximum`; None when there is none.

    `ES_JAVA_HOME` and `JAVA_HOME` come first, then the newest where Debian installs them, then
    the one on PATH.
    """

    def is_wanted(home: Path) -> bool:
        return minimum <= java_version(home) <= maximum

    named = [Path(os.environ[key]) for key in ("ES_JAVA_HOME", "JAVA_HOME") if key in os.environ]
    installed = sorted(Path("/usr/lib/jvm").glob("*"), key=java_version, reverse=True)
    program = shutil.which("java")
    # On PATH lies a link to a program in the home's folder "bin".
    on_path = [Path(program).resolve().parents[1]] if program else []
    return next(filter(is_wanted, [*named, *installed, *on_path]), None)


def java_version(home: Path) -> int:
    """Return the major version of the Java in `home`, 0 when there is none."""
    if not (home / "bin" / "java").exists():
        return 0
    try:
        lines = (home / "release").read_text().splitlines()
    except OSError:
        return 0
    for line in lines:
        key, _, value = line.partition("=")
        if key == "JAVA_VERSION":
            return int(value.strip('"').split(".")[0].split("-")[0])
    return 0
