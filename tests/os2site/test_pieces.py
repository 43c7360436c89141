"""Components that are written once for the same inputs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.template import Context, Template
from django.test import override_settings
from django.utils import translation
from django.utils.safestring import mark_safe

from os2site.models import Region
from os2site.templatetags import os2site_pieces
from os2site.templatetags.os2site_pieces import as_key

ROW = '{% load os2site_pieces %}{% piece "os2site/components/result_row.html" row=row %}'


@dataclass(frozen=True)
class Row:
    title: str
    url: str = "/a/"
    mark: str = "kultur"
    example: bool = False
    summary: Any = ""
    facts: list[Any] = field(default_factory=list)


def written(row: Any, source: str = ROW) -> str:
    return Template(source).render(Context({"row": row, "chrome": "not an input"}))


def test_a_piece_says_what_the_component_says_and_is_written_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os2site_pieces, "MOST", 3)
    include = '{% include "os2site/components/result_row.html" only %}'
    rows = [Row("A"), Row("B", example=True), Row("<i>"), Row(mark_safe("<i>"))]
    for row in rows * 2:
        assert written(row) == written(row, include.replace("only", "with row=row only"))
    assert "&lt;i&gt;" in written(rows[2])
    assert "><i><" in written(rows[3])
    assert len(os2site_pieces._written) == 3
    assert written(rows[3]) is not None
    # Written anew only when something is another.
    before = dict(os2site_pieces._written)
    written(Row(mark_safe("<i>")))
    assert dict(os2site_pieces._written) == before


def test_languages_and_settings_have_pieces_of_their_own() -> None:
    row = Row("C", example=True)
    danish = written(row)
    with translation.override("en"):
        assert written(row) != danish
    with override_settings(USE_TZ=True):
        assert not os2site_pieces._written


def test_what_is_shown_otherwise_has_another_key_and_records_have_none() -> None:
    alike = [1, True, 1.0, "1", mark_safe("1"), None, [1], {"a": 1}, Row("1")]
    assert len({as_key(value) for value in alike}) == len(alike)
    assert as_key(Row("1")) == as_key(Row("1"))
    with pytest.raises(TypeError):
        as_key([Region()])
    assert "Navn" in written(Row("Navn", summary=Region(name="R")))
