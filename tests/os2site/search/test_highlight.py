"""Marks in texts that anybody may have written."""

from __future__ import annotations

import pytest

from os2site.search.analysis.queries import plan_query
from os2site.search.highlight import CLOSE, OPEN, mark, to_html


@pytest.mark.parametrize(
    ("query", "text", "html"),
    [
        ("bog", "Bøger & mere", "<mark>Bøger</mark> &amp; mere"),
        ("lokale", "mødelokaler", "<mark>mødelokaler</mark>"),
        ("os 2 forms", "Om OS2forms", "Om <mark>OS2forms</mark>"),
        ("forms", "Om OS2forms", "Om <mark>OS2forms</mark>"),
        ("<b>", "<b>fed</b>", "&lt;<mark>b</mark>&gt;fed&lt;/<mark>b</mark>&gt;"),
        ("x", "intet her", "intet her"),
    ],
)
def test_matches_are_marked(query: str, text: str, html: str) -> None:
    assert to_html(mark(text, plan_query(query, "da"), "da")) == html


@pytest.mark.parametrize(
    ("marked", "html"),
    [
        (f"{OPEN}a{CLOSE}", "<mark>a</mark>"),
        (f"{OPEN}a", "a"),
        (f"a{CLOSE}", "a"),
        (f"{OPEN}{OPEN}a{CLOSE}{CLOSE}", "<mark>a</mark>"),
        (f"{OPEN}<i>{CLOSE}", "<mark>&lt;i&gt;</mark>"),
    ],
)
def test_html_is_always_balanced(marked: str, html: str) -> None:
    assert to_html(marked) == html
