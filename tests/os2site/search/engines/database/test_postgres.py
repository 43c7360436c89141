"""What PostgreSQL is given as an entry's vector; needs no PostgreSQL."""

from __future__ import annotations

import pytest

from os2site.search.engines.database import postgres

NOTHING = dict.fromkeys(postgres.LABELS, "")


def places(**fields: str) -> dict[str, list[str]]:
    """Token → its positions and labels."""
    text = postgres.vector_text({**NOTHING, **fields})
    return {
        token.strip("'"): positions.split(",")
        for token, positions in (item.rsplit(":", 1) for item in text.split(" "))
    }


def test_no_phrase_reaches_from_one_field_into_the_next() -> None:
    """The last token of a field and the first of the next don't stand side by side."""
    found = places(title="fast pris", summary="lav pris", body="drift")
    assert found == {
        "fast": ["11A"],
        "pris": ["12A", "24B"],
        "lav": ["23B"],
        "drift": ["45C"],
    }


def test_long_texts_stay_within_what_a_vector_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "MAX_POSITION", 50)
    monkeypatch.setattr(postgres, "MAX_POSITIONS_OF_LEXEME", 3)
    found = places(body="a a a a b", documents="x " * 20 + "sidst", extra="i")
    assert found["a"] == ["41C", "42C", "43C"]
    # What lies beyond the last position is found, and stands in no phrase.
    assert (found["b"], found["i"], found["sidst"]) == (["45C"], ["50D"], ["50D"])


def test_tokens_are_quoted() -> None:
    assert postgres.vector_text({**NOTHING, "title": "a'b\\c"}) == "'a''b\\\\c':11A"
