"""The benchmarks' own parts, at a tiny scale; what they measure is no test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils.module_loading import import_string
from wagtail.models import Site

from benchmarks import fill
from benchmarks.catalogue import BENCHMARKS, chosen
from benchmarks.measure import Result, interleaved, percentile
from benchmarks.text import Writer
from os2site.models import SearchEntry
from os2site.search import service
from os2site.search.engines import database
from os2site.search.query import SearchQuery
from tests.factories import news

CONTENT = Path(settings.OS2SITE["DEMO_CONTENT"])


def test_the_same_seed_writes_the_same_texts() -> None:
    first, second, other = Writer(CONTENT, 1), Writer(CONTENT, 1), Writer(CONTENT, 2)
    assert [first.title(), first.text()] == [second.title(), second.text()]
    assert [Writer(CONTENT, 1).text()] != [other.text()]


def test_every_arm_runs_in_every_round_and_the_order_turns() -> None:
    calls: list[str] = []
    times = interleaved(
        [{"ours": lambda: calls.append("ours"), "peer": lambda: calls.append("peer")}], rounds=2
    )
    assert calls == ["ours", "peer", "peer", "ours"]
    assert {name: len(values) for name, values in times.items()} == {"ours": 1, "peer": 1}


@pytest.mark.parametrize(("share", "expected"), [(0.95, 95), (0.5, 50), (1.0, 100)])
def test_a_percentile_is_one_of_the_values(share: float, expected: int) -> None:
    assert percentile(range(1, 101), share) == expected


def test_a_figure_over_its_bound_is_told() -> None:
    result = Result("name", "what", "peer", 2.1, 2.0, 21, 10, 1, 1)
    assert result.as_json()["within_bound"] is False


def test_every_benchmark_has_its_function() -> None:
    assert all(callable(import_string(item.function)) for item in BENCHMARKS)


def test_only_known_benchmarks_can_be_chosen() -> None:
    assert [item.name for item in chosen("embedded")] == ["embedded"]
    with pytest.raises(ValueError, match="no benchmark fast"):
        chosen("fast")


@pytest.mark.django_db
def test_pages_that_are_filled_in_are_whole_and_found() -> None:
    news.news("Nyt om flåde", body=["Kommunens biler."])
    parent: Any = news.news_index()
    models = list(SearchEntry.objects.filter(type="news").prefetch_related("facets"))
    fill.add(parent, range(3), models, Writer(CONTENT, 1))
    database.rebuild()
    parent.refresh_from_db()
    added = [page.specific for page in parent.get_children().filter(slug__startswith=fill.SLUG)]
    assert len(added) == 3
    assert all(page.url and str(page.body) for page in added)
    for page in added:
        query = SearchQuery(site=Site.objects.get(), language="da", text=page.title)
        hit = next(hit for hit in service.search(query).hits if hit.entry.page_id == page.pk)
        assert hit.url == page.url
        assert hit.entry.facets.count() == models[0].facets.count()
