"""Collect the texts of Wagtail's administration and report how many are in Danish.

    python scripts/collect_admin_strings.py
    python scripts/collect_admin_strings.py --site-packages OLD/site-packages NEW/site-packages
    python scripts/collect_admin_strings.py --missing missing.po

Without arguments it reads the packages beside the running Python. Several folders, say one with
each supported Wagtail, are merged. `--missing` writes what is in no Danish catalogue, to be
translated. A text counts once for each domain, context and text, however many packages use it;
fuzzy and empty translations do not count.
"""

import argparse
import re
import sys
import sysconfig
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import polib

OURS = Path(__file__).resolve().parents[1] / "os2site" / "contrib" / "admin_danish"
# What an administration consists of. modelcluster has no catalogue.
COVERED = ("wagtail", "wagtail_localize", "modelcluster", "taggit", "django/contrib/auth")
# Django's own texts are merged under all apps' texts, so they may complete a package's Danish.
BASE = "django/conf"
_CATALOGUE = re.compile(r"(?P<package>.+)/locale/en/LC_MESSAGES/(?P<domain>\w+)\.po")


class Key(NamedTuple):
    """What identifies a text to gettext."""

    domain: str
    context: str | None
    text: str


@dataclass
class Message:
    """A text, its plural if it has one, and the packages that use it."""

    plural: str = ""
    flags: list[str] = field(default_factory=list)
    packages: set[str] = field(default_factory=set)


Messages = dict[Key, Message]
Danish = dict[str, set[Key]]


def english_catalogues(site_packages: Path) -> Iterable[tuple[str, str, Path]]:
    """Yield package, domain and file of each English catalogue among the covered packages."""
    for root in (*COVERED, BASE):
        for path in sorted((site_packages / root).glob("**/locale/en/LC_MESSAGES/*.po")):
            found = _CATALOGUE.fullmatch(path.relative_to(site_packages).as_posix())
            if found and "/test/" not in found["package"]:
                yield found["package"], found["domain"], path


def collect(site_packages: Sequence[Path]) -> Messages:
    """Return every text of the covered packages in the given folders, merged."""
    messages: Messages = {}
    for folder in site_packages:
        for package, domain, path in english_catalogues(folder):
            if package == BASE:
                continue
            for entry in polib.pofile(str(path)):
                if entry.obsolete:
                    continue
                key = Key(domain, entry.msgctxt, entry.msgid)
                message = messages.setdefault(key, Message())
                message.plural = message.plural or entry.msgid_plural
                message.flags = message.flags or [flag for flag in entry.flags if flag != "fuzzy"]
                message.packages.add(package)
    return messages


def translated(path: Path, domain: str) -> set[Key]:
    """Return the texts that a Danish catalogue translates; none if there is no such file."""
    if not path.exists():
        return set()
    return {
        Key(domain, entry.msgctxt, entry.msgid)
        for entry in polib.pofile(str(path)).translated_entries()
    }


def danish(site_packages: Sequence[Path]) -> Danish:
    """Return what each package itself has in Danish."""
    texts: Danish = {}
    for folder in site_packages:
        for package, domain, path in english_catalogues(folder):
            beside = path.parents[2] / "da" / "LC_MESSAGES" / path.name
            texts.setdefault(package, set()).update(translated(beside, domain))
    return texts


def danish_of_ours() -> set[Key]:
    """Return what the catalogues of the Danish administration have."""
    catalogues = OURS.glob("**/locale/da/LC_MESSAGES/*.po")
    return set().union(*(translated(path, path.stem) for path in catalogues))


def missing(messages: Messages, texts: Iterable[set[Key]]) -> Messages:
    """Return the messages that none of the given sets of translated texts has."""
    known = set().union(*texts)
    return {key: message for key, message in messages.items() if key not in known}


def write_missing(path: Path, messages: Mapping[Key, Message]) -> None:
    """Write the messages as a catalogue to translate, domains apart by a comment."""
    catalogue = polib.POFile()
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Language": "da",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for key, message in messages.items():
        catalogue.append(
            polib.POEntry(
                msgid=key.text,
                msgctxt=key.context,
                msgid_plural=message.plural,
                msgstr_plural={0: "", 1: ""} if message.plural else {},
                comment=f"domain: {key.domain}",
                occurrences=[(package, "") for package in sorted(message.packages)],
                flags=message.flags,
            )
        )
    catalogue.save(str(path))


def _row(name: str, messages: Messages, before: Danish, ours: set[Key]) -> str:
    by_themselves = len(messages) - len(missing(messages, before.values()))
    with_ours = len(messages) - len(missing(messages, [*before.values(), ours]))
    share = [f"{count:5} {count / len(messages):6.1%}" for count in (by_themselves, with_ours)]
    return f"{name:36}{len(messages):6}  {'  '.join(share)}"


def report(messages: Messages, before: Danish, ours: set[Key]) -> str:
    """Return a table: texts, in Danish by themselves, in Danish with ours.

    A package's row counts the Danish that it and Django's base have; the last row counts what
    an administration with all packages shows, where they complete each other.
    """
    lines = [f"{'':36}{'texts':>6}  {'by themselves':>12}  {'with ours':>12}"]
    for package in sorted({name for message in messages.values() for name in message.packages}):
        own = {key: message for key, message in messages.items() if package in message.packages}
        lines.append(_row(package, own, {name: before[name] for name in (package, BASE)}, ours))
    administration = {
        key: message
        for key, message in messages.items()
        if not all(package.startswith("django/") for package in message.packages)
    }
    lines.append(_row("administration", administration, before, ours))
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Run the command; exit status 1 when texts are missing."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--site-packages", nargs="+", type=Path)
    parser.add_argument("--missing", type=Path, metavar="FILE")
    options = parser.parse_args(arguments)
    folders = options.site_packages or [Path(sysconfig.get_path("purelib"))]
    messages, before, ours = collect(folders), danish(folders), danish_of_ours()
    print(report(messages, before, ours))
    lacking = missing(messages, [*before.values(), ours])
    if options.missing:
        write_missing(options.missing, lacking)
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
