"""A site whose front page is ours."""

from __future__ import annotations

import pytest

from os2site.contrib.content.pages.models import HomePage
from tests.factories.content import make_home


@pytest.fixture
def home(db: None) -> HomePage:
    """The front page of the default site."""
    return make_home()
