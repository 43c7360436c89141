"""Each entry of the catalogues is whole: translated, sure, and with everything the source has."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import polib
import pytest

from .conftest import CATALOGUES

# Python's two kinds of placeholders, HTML tags and entities.
KEPT = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}|</?[a-z][^>]*>|&\w+;", re.IGNORECASE)

each_catalogue = pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)


def pairs(entry: polib.POEntry) -> list[tuple[str, str]]:
    """Return what the entry translates and the translation; both forms of a plural."""
    if entry.msgid_plural:
        return [
            (entry.msgid, entry.msgstr_plural[0]),
            (entry.msgid_plural, entry.msgstr_plural[1]),
        ]
    return [(entry.msgid, entry.msgstr)]


def outer_space(text: str) -> tuple[str, str]:
    """Return the white space before and after the text, which the sources join texts with."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def test_both_domains_have_a_catalogue() -> None:
    assert [path.stem for path in CATALOGUES] == ["djangojs", "django"]


@each_catalogue
def test_translations_keep_placeholders_and_tags(path: Path) -> None:
    changed = [
        (source, danish)
        for entry in polib.pofile(str(path))
        for source, danish in pairs(entry)
        if Counter(KEPT.findall(source)) != Counter(KEPT.findall(danish))
    ]
    assert changed == []


@each_catalogue
def test_translations_keep_the_space_around_a_text(path: Path) -> None:
    changed = [
        (source, danish)
        for entry in polib.pofile(str(path))
        for source, danish in pairs(entry)
        if outer_space(source) != outer_space(danish)
    ]
    assert changed == []


@each_catalogue
def test_no_entry_is_empty_fuzzy_obsolete_or_given_twice(path: Path) -> None:
    entries = polib.pofile(str(path))
    assert [entry.msgid for entry in entries if not entry.translated()] == []
    given = Counter((entry.msgctxt, entry.msgid) for entry in entries)
    assert [key for key, count in given.items() if count > 1] == []


@each_catalogue
def test_names_are_in_danish_quotation_marks_and_nothing_is_exclaimed(path: Path) -> None:
    # A text about quotation marks shows the mark that it is about; tags need theirs.
    texts = [
        re.sub(r"<[^>]*>", "", danish).replace('(")', "")
        for entry in polib.pofile(str(path))
        for _, danish in pairs(entry)
    ]
    assert [text for text in texts if re.search("[\"'!“”‘’]", text)] == []


@each_catalogue
def test_the_plural_rule_is_that_of_wagtails_danish(path: Path) -> None:
    import wagtail.admin

    beside = Path(wagtail.admin.__file__).parent / "locale/da/LC_MESSAGES" / path.name
    wagtails = polib.pofile(str(beside)).metadata["Plural-Forms"]
    assert polib.pofile(str(path)).metadata["Plural-Forms"] == wagtails


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="needs gettext")
@each_catalogue
def test_gettext_finds_nothing_wrong(path: Path) -> None:
    command = ["msgfmt", "--check-format", "--check-domain", "--output-file=/dev/null", str(path)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
