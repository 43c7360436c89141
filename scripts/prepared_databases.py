"""The databases that tests begin with a copy of: migrated, and with all demo content.

Migrations and demo content take each process more than half a minute, so a run makes them once.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "test"
#: An SQLite file with the tables of the reference site, of the tests' app and of their plugin.
MIGRATED = FOLDER / "migrated.sqlite3"
#: The data folder of a reference site: its database and its files.
DEMO = FOLDER / "demo"


def variables() -> dict[str, str]:
    """Name what has been made, for the tests."""
    made = {}
    if MIGRATED.exists():
        made["OS2SITE_MIGRATED_DATABASE"] = str(MIGRATED)
    if DEMO.exists():
        made["OS2SITE_LOADED_DEMO"] = str(DEMO)
    return made


def manage(*arguments: str, settings: dict[str, str]) -> None:
    """Run one of Django's commands; a :class:`subprocess.CalledProcessError` when it fails."""
    given = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env=given | settings, check=True)


def close(database: Path) -> None:
    """Make the database one file, which many may read at once."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


def migrate() -> None:
    """Make the migrated database."""
    unfinished = MIGRATED.with_suffix(".unfinished")
    settings = {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": f"sqlite:///{unfinished}",
    }
    # As Django's test runner does it: apps without migrations get their tables, too.
    manage("migrate", "--run-syncdb", "--verbosity", "0", settings=settings)
    close(unfinished)
    unfinished.rename(MIGRATED)


def load_demo() -> None:
    """Load all demo content, as somebody does who tries the reference site."""
    unfinished = DEMO.with_suffix(".unfinished")
    unfinished.mkdir()
    shutil.copy(MIGRATED, unfinished / "db.sqlite3")
    settings = {
        "DJANGO_SETTINGS_MODULE": "os2site.project.settings",
        "OS2SITE_DATA_DIR": str(unfinished),
        "OS2SITE_SEARCH": "database",
    }
    manage("os2site_demo", settings=settings)
    close(unfinished / "db.sqlite3")
    unfinished.rename(DEMO)


def main() -> None:
    """Make both; the demo content only where `--no-demo` isn't given."""
    migrate()
    if "--no-demo" not in sys.argv[1:]:
        load_demo()


if __name__ == "__main__":
    main()
