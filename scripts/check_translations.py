"""Check that the Danish catalogues are complete: every string in the sources, none fuzzy or empty.

Works on a copy of the packages, so the checkout stays as it is. Needs GNU gettext.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LANGUAGE = "da"
NOT_SOURCES = shutil.ignore_patterns("__pycache__", "static", "node_modules", "*.mo")


def catalogues(folder: Path) -> list[Path]:
    """Return all catalogues of the language below `folder`."""
    return sorted(folder.glob(f"os2site*/**/locale/{LANGUAGE}/LC_MESSAGES/*.po"))


def incomplete(catalogue: Path, *, shown_as: Path) -> list[str]:
    """Return a line for each string that the catalogue lacks or is not sure of."""
    entries = polib.pofile(str(catalogue))
    return [
        f"{shown_as}: {'fuzzy' if entry.fuzzy else 'not translated'}: {entry.msgid!r}"
        for entry in entries
        if not entry.obsolete and not entry.translated()
    ]


def format_errors(catalogue: Path) -> list[str]:
    """Return what msgfmt finds wrong, such as a placeholder that the translation lost."""
    result = subprocess.run(
        ["msgfmt", "--check-format", "--output-file", "/dev/null", str(catalogue)],
        capture_output=True,
        text=True,
        check=False,
    )
    return [] if result.returncode == 0 else result.stderr.strip().splitlines()


def strings_not_collected(scratch: Path) -> list[str]:
    """Collect the strings of the sources anew, in `scratch`, and return those without Danish."""
    for package in ROOT.glob("os2site*"):
        if (package / "__init__.py").is_file():
            shutil.copytree(package, scratch / package.name, ignore=NOT_SOURCES)
    # Django gives each string to the nearest locale folder; this is the one for all others.
    (scratch / "locale").mkdir()
    command = [sys.executable, "-m", "django", "makemessages"]
    options = ["--locale", LANGUAGE, "--no-location", "--no-wrap", "--extension", "html,txt,py"]
    result = subprocess.run(
        [*command, *options], cwd=scratch, capture_output=True, text=True, check=False
    )
    if result.returncode != 0:
        return [f"makemessages failed: {result.stderr.strip() or result.stdout.strip()}"]
    problems = []
    for catalogue in catalogues(scratch):
        name = catalogue.relative_to(scratch)
        problems += incomplete(catalogue, shown_as=name)
    orphans = scratch / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"
    if orphans.is_file():
        problems += [
            f"in no app with a catalogue: {entry.msgid!r}" for entry in polib.pofile(orphans)
        ]
    return problems


def main() -> int:
    """Print every problem; return 1 when there is one."""
    if shutil.which("msgfmt") is None:
        print("error: gettext is missing: python3 scripts/services.py install", file=sys.stderr)
        return 1
    problems: list[str] = []
    for catalogue in catalogues(ROOT):
        problems += incomplete(catalogue, shown_as=catalogue.relative_to(ROOT))
        problems += format_errors(catalogue)
    with tempfile.TemporaryDirectory() as scratch:
        problems += strings_not_collected(Path(scratch))
    # A gap in a committed catalogue is found twice, there and in the copy.
    for problem in dict.fromkeys(problems):
        print(problem)
    print(f"{len(catalogues(ROOT))} catalogues, {len(dict.fromkeys(problems))} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
