"""What a piece of news keeps true by itself."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from os2site.contrib.news.services.news_page import reading_minutes
from tests.factories.news import build_news, news

pytestmark = pytest.mark.django_db


def test_the_time_of_first_publication_is_on_the_day_that_visitors_read() -> None:
    page = news(date=datetime.date(2026, 3, 2))

    assert timezone.localdate(page.first_published_at) == datetime.date(2026, 3, 2)


def test_news_published_today_keeps_its_time_of_day() -> None:
    before = timezone.now()
    page = news(date=timezone.localdate())

    assert before <= page.published_at <= timezone.now()


def test_a_new_date_moves_the_time_of_first_publication() -> None:
    page = news(date=datetime.date(2026, 3, 2))

    page.date = datetime.date(2026, 2, 1)
    page.save_revision().publish()
    page.refresh_from_db()

    assert timezone.localdate(page.first_published_at) == datetime.date(2026, 2, 1)


def test_a_draft_has_no_time_of_first_publication() -> None:
    assert news(live=False).first_published_at is None


@pytest.mark.parametrize(
    ("words", "given", "minutes"), [(0, None, 0), (1, None, 1), (201, None, 2), (900, 2, 2)]
)
def test_reading_time_is_counted_unless_the_editor_gives_it(
    words: int, given: int | None, minutes: int
) -> None:
    page = build_news(body=["ord " * words] if words else [], reading_minutes=given)

    assert reading_minutes(page=page) == minutes
