"""Fixtures that all tests may use."""

from __future__ import annotations

import pytest

pytest_plugins = ["tests.fixtures.services", "tests.fixtures.site"]


@pytest.fixture(autouse=True)
def _fresh_registry() -> None:
    """A fault that one test provokes must not be seen by the next."""
    from os2site.plugins import registry

    registry.clear()
