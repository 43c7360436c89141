"""What the embedded engine finds first."""

from __future__ import annotations

import pytest

from tests.relevance.floors import assert_relevant


@pytest.mark.django_db
@pytest.mark.usefixtures("demo_site")
def test_judged_queries_find_what_they_should() -> None:
    assert_relevant("database", ndcg=0.86, recall=0.85)
