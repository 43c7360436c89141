"""What the embedded engine finds first."""

from __future__ import annotations

import pytest

from tests.relevance.floors import HELD_OUT, JUDGEMENTS, assert_relevant

pytestmark = pytest.mark.slow


@pytest.mark.django_db
@pytest.mark.usefixtures("demo_site")
def test_judged_queries_find_what_they_should() -> None:
    assert_relevant("database", JUDGEMENTS, ndcg=0.915, recall=0.895, of_a_class=0.83)


@pytest.mark.django_db
@pytest.mark.usefixtures("demo_site")
def test_held_out_queries_find_what_they_should() -> None:
    assert_relevant("database", HELD_OUT, ndcg=0.895, recall=0.875, of_a_class=0.76)
