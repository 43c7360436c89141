"""The translations check sees each way in which a catalogue can fall short."""

from pathlib import Path

import pytest
from check_translations import incomplete

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def catalogue(folder: Path, entries: str) -> Path:
    file = folder / "django.po"
    file.write_text(HEADER + entries, encoding="utf-8")
    return file


def test_complete_catalogue_has_no_problem(tmp_path: Path) -> None:
    file = catalogue(tmp_path, 'msgid "Search"\nmsgstr "Søg"\n')
    assert incomplete(file, shown_as=Path("da")) == []


@pytest.mark.parametrize(
    ("entries", "problem"),
    [
        ('msgid "Search"\nmsgstr ""\n', "da: not translated: 'Search'"),
        ('#, fuzzy\nmsgid "Search"\nmsgstr "Find"\n', "da: fuzzy: 'Search'"),
        (
            'msgid "%d hit"\nmsgid_plural "%d hits"\nmsgstr[0] "%d resultat"\nmsgstr[1] ""\n',
            "da: not translated: '%d hit'",
        ),
    ],
)
def test_gap_is_named(tmp_path: Path, entries: str, problem: str) -> None:
    assert incomplete(catalogue(tmp_path, entries), shown_as=Path("da")) == [problem]


def test_string_that_the_sources_no_longer_have_is_no_gap(tmp_path: Path) -> None:
    file = catalogue(tmp_path, '#~ msgid "Old"\n#~ msgstr ""\n')
    assert incomplete(file, shown_as=Path("da")) == []
