"""Lists of what takes place at a time: what is to come, and what is over."""

from __future__ import annotations

import datetime

import pytest
from django.http import QueryDict
from django.utils import timezone
from wagtail.models import Site

from os2site.search.query import QueryError, parse
from os2site.search.service import list_entries
from tests.os2site.search.conftest import EntryMaker, QueryMaker

NOW = timezone.now()


def hours(number: int) -> datetime.datetime:
    return NOW + datetime.timedelta(hours=number)


@pytest.fixture
def _entries(make_entry: EntryMaker) -> None:
    for title, start, end in [
        ("Lang messe", -30, 30),
        ("I morgen", 24, 25),
        ("I gang", -1, 1),
        ("Lige slut", -2, 0),
        ("Sidste år", -9000, -8999),
    ]:
        entry = make_entry(title, ends_at=hours(end), facets={"category": ["borger"]})
        entry.date = hours(start)
        entry.save()
    make_entry("Uden tid")


def titles(query: object) -> list[str]:
    return [hit.entry.title for hit in list_entries(query).hits]  # type: ignore[arg-type]


@pytest.mark.usefixtures("_entries")
def test_what_is_under_way_is_still_to_come_and_the_soonest_stands_first(
    make_query: QueryMaker,
) -> None:
    assert titles(make_query(when="coming", now=NOW)) == ["Lang messe", "I gang", "I morgen"]


@pytest.mark.usefixtures("_entries")
def test_what_ends_now_is_over_and_the_latest_stands_first(make_query: QueryMaker) -> None:
    assert titles(make_query(when="past", now=NOW)) == ["Lige slut", "Sidste år"]


@pytest.mark.usefixtures("_entries")
def test_facets_count_only_the_chosen_part(make_query: QueryMaker) -> None:
    results = list_entries(make_query(when="past", now=NOW), facet_names=["category"])

    assert [facet.name for facet in results.facets] == ["category"]
    assert [(option.value, option.count) for option in results.facets[0].options] == [("borger", 2)]


@pytest.mark.usefixtures("_entries")
def test_a_text_and_a_part_of_time_go_together(make_query: QueryMaker) -> None:
    assert titles(make_query("messe", when="coming", now=NOW)) == ["Lang messe"]
    assert titles(make_query("messe", when="past", now=NOW)) == []


@pytest.mark.parametrize(
    ("address", "divided", "when"),
    [("", True, "coming"), ("when=past", True, "past"), ("when=past", False, "")],
)
def test_the_address_says_which_part(site: Site, address: str, divided: bool, when: str) -> None:
    query = parse(
        QueryDict(address),
        site=site,
        language="da",
        known_types=[],
        known_facets=[],
        page_size=20,
        divided_by_time=divided,
    )

    assert query.when == when
    assert query.parameters(page=2) == ("when=past&page=2" if when == "past" else "page=2")


def test_an_unknown_part_is_refused(site: Site) -> None:
    with pytest.raises(QueryError, match="when"):
        parse(
            QueryDict("when=yesterday"),
            site=site,
            language="da",
            known_types=[],
            known_facets=[],
            page_size=20,
            divided_by_time=True,
        )
