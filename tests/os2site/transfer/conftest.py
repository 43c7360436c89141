"""Files of the demo content and rows for the runner."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from os2site.transfer.contract import RecordKind
from os2site.transfer.kinds.municipalities import MunicipalityKind
from os2site.transfer.kinds.terms import TermKind
from os2site.transfer.runner import import_file

CONTENT = Path(settings.OS2SITE["DEMO_CONTENT"])


@pytest.fixture
def content() -> Path:
    """Folder of the demo content."""
    return CONTENT


@pytest.fixture
def terms(db: None) -> RecordKind[Any]:
    """The kind, with the demo's vocabularies stored."""
    kind = TermKind()
    assert import_file(kind, CONTENT / "taxonomies.json").ok
    return kind


@pytest.fixture
def municipalities(db: None) -> RecordKind[Any]:
    """The kind, with the demo's municipalities stored."""
    kind = MunicipalityKind()
    assert import_file(kind, CONTENT / "municipalities.json").ok
    return kind


def load(path: Path) -> list[dict[str, Any]]:
    """Records of a JSON file."""
    records: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return records
