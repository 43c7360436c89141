"""Fixtures that all tests may use."""

from __future__ import annotations

import pytest

pytest_plugins = [
    "tests.fixtures.database",
    "tests.fixtures.demo",
    "tests.fixtures.mail",
    "tests.fixtures.services",
    "tests.fixtures.site",
]


@pytest.fixture(autouse=True, scope="session")
def _addresses_of_all_plugins() -> None:
    """Addresses are made once in a process: before a test puts others in the plugins' place."""
    from django.urls import get_resolver

    assert get_resolver().url_patterns


@pytest.fixture(autouse=True)
def _fresh_process_state() -> None:
    """What one test leaves in the process (faults, cached sites) must not be seen by the next."""
    from django.core.cache import cache

    from os2site.plugins import registry

    registry.clear()
    cache.clear()
