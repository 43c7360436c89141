"""The checks that need no running service: each is a name and the commands behind it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTHON = sys.executable
# What is type-checked: every package of the project that is there, and its scripts. Tests handle
# Wagtail's unannotated objects in every line; they are linted, not typed strictly.
PACKAGES = sorted(path.parent.name for path in ROOT.glob("os2site*/__init__.py"))
SOURCES = [
    *PACKAGES,
    *(name for name in ("scripts", "benchmarks", "manage.py") if (ROOT / name).exists()),
]
MANAGE = [PYTHON, "manage.py"]

CHECKS: dict[str, list[list[str]]] = {
    "lint": [
        [str(BIN / "ruff"), "check", "."],
        [str(BIN / "ruff"), "format", "--check", "."],
        [str(BIN / "djlint"), "--lint", "--quiet", "--allow-empty-input", *PACKAGES],
        ["npm", "--prefix", "frontend", "run", "--silent", "--if-present", "lint"],
    ],
    "types": [[str(BIN / "mypy"), *SOURCES]],
    "contracts": [[str(BIN / "lint-imports")]],
    "migrations": [
        [*MANAGE, "check", "--fail-level", "WARNING"],
        [*MANAGE, "makemigrations", "--check", "--dry-run"],
    ],
    "translations": [[PYTHON, "scripts/check_translations.py"]],
    "frontend": [["npm", "--prefix", "frontend", "run", "--silent", "--if-present", "test"]],
}


def check_environment() -> dict[str, str]:
    """Return the environment of the checks: the tests' settings, whatever the caller has set."""
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}


def failed_commands(name: str) -> list[list[str]]:
    """Run all commands of the check `name` and return those that failed."""
    failed = []
    for command in CHECKS[name]:
        program = shutil.which(command[0])
        if program is None:
            print(f"error: {command[0]} is not installed", file=sys.stderr)
            failed.append(command)
            continue
        result = subprocess.run(
            [program, *command[1:]],
            cwd=ROOT,
            env=check_environment(),
            stdin=subprocess.DEVNULL,
            check=False,
        )
        if result.returncode != 0:
            failed.append(command)
    return failed


def main(names: list[str]) -> int:
    """Run the checks named on the command line, all of them when none is named."""
    unknown = [name for name in names if name not in CHECKS]
    if unknown:
        print(f"error: no such check: {', '.join(unknown)}", file=sys.stderr)
        return 2
    is_good = True
    for name in names or CHECKS:
        for command in failed_commands(name):
            is_good = False
            print(f"{name} failed: {Path(command[0]).name} {' '.join(command[1:])}")
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
