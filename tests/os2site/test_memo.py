"""What is kept for a request, and when it is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.http import HttpRequest, HttpResponse
from django.test import AsyncClient, Client
from django.test.utils import CaptureQueriesContext
from django.urls import path
from wagtail.models import PageViewRestriction

from os2site.memo import keeping, per_request
from os2site.models import DisabledPlugin, Region
from os2site.services.visibility import page_restrictions
from tests.fixtures.site import TwoLanguageSite

asked: list[str] = []


@per_request
def answer(name: str) -> str:
    asked.append(name)
    return name.upper()


def ask_twice(request: HttpRequest) -> HttpResponse:
    return HttpResponse(answer("a") + answer("a"))


urlpatterns = [path("ask/", ask_twice)]


@pytest.fixture(autouse=True)
def _nothing_asked() -> None:
    asked.clear()


@pytest.mark.parametrize(("method", "times"), [("get", 1), ("head", 1), ("post", 2)])
@pytest.mark.urls(__name__)
def test_answers_are_kept_for_one_page_and_not_for_a_form(
    client: Client, db: None, method: str, times: int
) -> None:
    for number in (1, 2):
        assert getattr(client, method)("/ask/").status_code == 200
        assert len(asked) == times * number


@pytest.mark.urls(__name__)
def test_so_they_are_on_an_asynchronous_server(async_client: AsyncClient, db: None) -> None:
    get: Callable[..., Any] = async_to_sync(async_client.get)
    assert get("/ask/").status_code == 200
    assert asked == ["a"]


def test_outside_a_request_nothing_is_kept() -> None:
    answer("a")
    answer("a")
    assert asked == ["a", "a"]


def test_a_change_during_the_request_is_seen(db: None) -> None:
    with keeping():
        answer("a")
        region = Region.objects.create(slug="nord", name="Nord", full_name="Region Nord")
        answer("a")
        region.delete()
        answer("a")
        answer("a")
    assert asked == ["a"] * 3


def test_a_request_keeps_nothing_for_another_thread() -> None:
    with keeping():
        answer("a")
        other = Thread(target=answer, args=["a"])
        other.start()
        other.join()
    assert asked == ["a", "a"]


def test_a_page_asks_once_what_is_private_and_what_is_off(
    client: Client, two_languages: TwoLanguageSite
) -> None:
    from django.db import connection

    two_languages.add("Om os")
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/om-os/").status_code == 200
    statements = [query["sql"] for query in captured]
    off = [sql for sql in statements if f'FROM "{DisabledPlugin._meta.db_table}"' in sql]
    private = [
        sql
        for sql in statements
        if f'FROM "{PageViewRestriction._meta.db_table}"' in sql and "page_id" in sql
    ]
    assert len(off) == 1
    assert len(private) == 2, "Wagtail's own check, and ours"


def test_what_becomes_private_is_gone_from_the_next_page(
    client: Client, two_languages: TwoLanguageSite
) -> None:
    page = two_languages.add("Om os")
    assert b"/om-os/" in client.get("/").content
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert b"/om-os/" not in client.get("/").content
    # Past all signals, as another process would.
    PageViewRestriction.objects.filter(pk=restriction.pk).delete()
    assert b"/om-os/" in client.get("/").content
    assert page_restrictions() == []
