"""Running text: what an editor wrote survives, what an editor may not write doesn't get in."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import TypeAdapter
from wagtail.blocks import CharBlock, RichTextBlock, StreamBlock

from os2site.transfer.texts import (
    Paragraphs,
    html_to_paragraphs,
    paragraphs_to_html,
    paragraphs_to_stream,
    stream_to_paragraphs,
)

BLOCKS = StreamBlock([("text", RichTextBlock()), ("quote", CharBlock())])


def stream(value: Any) -> Any:
    return BLOCKS.to_python(value)


@pytest.mark.parametrize(
    "paragraphs",
    [
        [],
        ["Én", "To & tre"],
        ["a < b og c > d", '»citat« "her"'],
        ["to\nlinjer"],
        ["<ul><li>en</li><li>to <b>fed</b></li></ul>", "Tekst"],
        ['<p>Se <a href="https://eksempel.example/">siden</a></p>'],
        ["<p>&lt;script&gt;</p>"],
    ],
)
def test_paragraphs_come_back_the_same(paragraphs: list[str]) -> None:
    assert html_to_paragraphs(paragraphs_to_html(paragraphs)) == paragraphs


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<p onclick="alert(1)">x</p>',
        '<p><img src=x onerror="alert(1)"></p>',
        '<p><a href="javascript:alert(1)">x</a></p>',
        '<iframe src="https://ond.example/"></iframe>',
        '<p style="position:fixed">x</p>',
        "<svg/onload=alert(1)>",
    ],
)
def test_markup_that_editors_may_not_write_is_dropped(hostile: str) -> None:
    html = paragraphs_to_html([hostile])
    for word in ("<script", "onclick", "onerror", "javascript:", "<iframe", "style=", "<svg"):
        assert word not in html


def test_plain_text_with_markup_is_shown_as_text() -> None:
    assert paragraphs_to_html(["x <script>"]) == "<p>x &lt;script&gt;</p>"


def test_a_file_compares_equal_with_what_it_wrote() -> None:
    given = TypeAdapter(Paragraphs).validate_python(["<p>en</p><ul><li>a</li></ul>", ""])
    assert given == ["en", "<ul><li>a</li></ul>"]
    assert html_to_paragraphs(paragraphs_to_html(given)) == given


def test_blocks_of_other_kinds_survive_a_round_trip() -> None:
    value = stream(
        [
            {"type": "text", "value": "<p>en</p><p>to</p>", "id": "1"},
            {"type": "quote", "value": "Sagt < skrevet", "id": "2"},
            {"type": "text", "value": "<p>tre</p>", "id": "3"},
        ]
    )
    items = stream_to_paragraphs(value)
    assert items[:2] == ["en", "to"]
    assert items[3] == "tre"
    again = stream(json.loads(paragraphs_to_stream(items)))
    assert [(child.block_type, str(child.value)) for child in again] == [
        (child.block_type, str(child.value)) for child in value
    ]
    assert stream_to_paragraphs(again) == items


@pytest.mark.parametrize("shape", ["{}", "[{}]", '{{"rows": [{{"text": {}}}]}}'])
def test_markup_in_other_blocks_is_cleaned(shape: str) -> None:
    value = shape.format('"<p>x</p><script>alert(1)</script>"')
    item = f'block: {{"type": "quote", "value": {value}}}'
    assert "<script" not in paragraphs_to_stream([item])


def test_text_that_only_looks_like_a_block_stays_text() -> None:
    assert json.loads(paragraphs_to_stream(["block: fri"])) == [
        {"type": "text", "value": "<p>block: fri</p>"}
    ]
