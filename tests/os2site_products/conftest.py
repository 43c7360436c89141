"""Fixtures of the product catalogue's tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from os2site.transfer.catalogue import get_kind
from os2site.transfer.formats import RawRow
from os2site.transfer.runner import ImportReport, run_import
from os2site_products.pages.models import ProductIndexPage
from tests.factories.products import ProductIndexFactory

CONTENT = Path(__file__).parents[2] / "os2site" / "project" / "demo" / "content"


def content(name: str) -> list[dict[str, Any]]:
    """The records of a content file."""
    records: list[dict[str, Any]] = json.loads((CONTENT / f"{name}.json").read_text("utf-8"))
    return records


def import_rows(kind: str, records: list[dict[str, Any]], *, update: bool = False) -> ImportReport:
    """Import records as if they stood in a file."""
    rows = [RawRow(number, record) for number, record in enumerate(records, start=1)]
    return run_import(get_kind(kind), rows, update=update)


@pytest.fixture
def index(db: None) -> ProductIndexPage:
    """A published list of products."""
    page: ProductIndexPage = ProductIndexFactory()
    return page


@pytest.fixture
def criteria(db: None) -> None:
    """The criteria of 2025."""
    assert import_rows("criteria", content("governance_criteria")).ok
