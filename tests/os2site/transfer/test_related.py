"""Rows of related pages and the words that files have for them."""

from __future__ import annotations

import pytest
from wagtail.models import Page

from os2site.contrib.news.pages.models import NewsRelation
from os2site.transfer.related import other_refs, rows_for, slugs_by_type
from tests.factories.guides import guide
from tests.factories.news import news

pytestmark = pytest.mark.django_db


def test_pages_are_named_by_type_and_slug_in_the_editors_order() -> None:
    rows = [
        NewsRelation(target=guide("To", slug="to")),
        NewsRelation(target=news("Nyt", slug="nyt")),
        NewsRelation(target=guide("En", slug="en")),
        NewsRelation(target_ref="supplier/senere"),
    ]

    assert slugs_by_type(rows) == {"guide": ["to", "en"], "news": ["nyt"], "supplier": ["senere"]}


def test_a_page_has_the_slug_that_it_has_now() -> None:
    page = guide(slug="ny")

    assert slugs_by_type([NewsRelation(target=page, target_ref="guide/gammel")]) == {
        "guide": ["ny"]
    }


def test_pages_of_other_types_are_named_with_their_type() -> None:
    slugs = {"guide": ["a"], "news": ["b", "c"]}

    assert other_refs(slugs, but=["guide"]) == ["news/b", "news/c"]


def test_rows_are_made_in_order_and_wait_for_missing_pages() -> None:
    page = guide(slug="her")

    rows = rows_for(NewsRelation, slugs={"guide": ["her", "senere"]}, others=["news/x"])
    assert [(row.target_id, row.target_ref, row.sort_order) for row in rows] == [
        (page.pk, "guide/her", 0),
        (None, "guide/senere", 1),
        (None, "news/x", 2),
    ]


def test_links_to_a_hosts_own_pages_outlive_an_import() -> None:
    own = Page.objects.get(depth=2)
    before = [NewsRelation(target=own), NewsRelation(target=guide(slug="vaek"))]

    rows = rows_for(NewsRelation, slugs={"guide": ["ny"]}, before=before)
    assert [(row.target_id, row.target_ref) for row in rows] == [(None, "guide/ny"), (own.pk, "")]
    assert slugs_by_type(before) == {"guide": ["vaek"]}
