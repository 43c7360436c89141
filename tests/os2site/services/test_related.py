"""Related pages as visitors see them."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from os2site.contrib.news.pages.models import NewsRelation
from os2site.services.related import related_groups
from tests.factories.guides import guide
from tests.factories.news import news, news_index

pytestmark = pytest.mark.django_db


def rows(*pages: Any) -> list[NewsRelation]:
    return [NewsRelation(target=page) for page in pages]


def test_without_rows_nothing_is_asked() -> None:
    with CaptureQueriesContext(connection) as queries:
        assert related_groups(rows=[]) == []
        assert related_groups(rows=[NewsRelation(target_ref="guide/senere")]) == []

    assert len(queries) == 0


def test_pages_are_grouped_by_type_in_the_order_of_first_mention() -> None:
    first, second = guide("En"), guide("To", demo=True)
    item = news("Nyt", date=datetime.date(2026, 3, 2))

    groups = related_groups(rows=rows(second, item, first, second))
    assert [(group.type, group.title) for group in groups] == [
        ("guide", "Vejledninger"),
        ("news", "Nyheder"),
    ]
    assert [(link.title, link.example) for link in groups[0].links] == [("To", True), ("En", False)]
    (link,) = groups[1].links
    assert link.url == "/nyheder/nyt/"
    assert link.date is not None
    assert timezone.localdate(link.date) == datetime.date(2026, 3, 2)


def test_a_page_that_search_does_not_know_is_among_the_other_pages() -> None:
    (group,) = related_groups(rows=rows(news_index()))

    assert group.type == ""
    assert [link.url for link in group.links] == ["/nyheder/"]


def test_what_is_not_public_is_left_out() -> None:
    private = guide("Privat")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    expired = guide("Udløbet")
    type(expired).objects.filter(pk=expired.pk).update(
        expire_at=timezone.now() - datetime.timedelta(minutes=1)
    )

    assert related_groups(rows=rows(guide("Kladde", live=False), private, expired)) == []


def test_the_number_of_queries_does_not_grow() -> None:
    guides = [guide(f"Vejledning {number}") for number in range(5)]

    def count(number: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            related_groups(rows=rows(*guides[:number]))
        return len(queries)

    count(1)
    assert count(5) == count(1) <= 5
