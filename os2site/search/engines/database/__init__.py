"""The embedded engine: its own full-text index in the site's database."""

from __future__ import annotations

from os2site.models import SearchEntry


def write(entry: SearchEntry) -> None:
    """Index an entry, in the caller's transaction."""


def delete(entry: SearchEntry) -> None:
    """Take an entry out of the index, in the caller's transaction."""
