"""Signed links show on GET, do on POST, and are good for one purpose and time."""

from __future__ import annotations

import datetime
import time
from typing import Any

import pytest
from django.test import RequestFactory
from django.utils.translation import override

from os2site import links
from os2site.views.links import LinkPage, serve_link

DAY = datetime.timedelta(days=1)
QUESTION = LinkPage("Bekræft", "Vil du?", "Ja <b>")


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "é:æ:ø", "W10:1:1", "." * 500, "\x00"])
def test_a_guess_is_refused(token: str) -> None:
    with pytest.raises(links.BadLink):
        links.read(purpose="a", token=token, max_age=DAY)


def test_a_link_is_for_its_purpose_and_time(monkeypatch: Any) -> None:
    token = links.sign(purpose="a", value="42")
    assert links.read(purpose="a", token=token, max_age=DAY) == "42"
    with pytest.raises(links.BadLink):
        links.read(purpose="b", token=token, max_age=DAY)
    with pytest.raises(links.BadLink):
        links.read(
            purpose="a", token=f"{token[:-1]}{'a' if token[-1] != 'a' else 'b'}", max_age=DAY
        )
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 25 * 60 * 60)
    with pytest.raises(links.ExpiredLink):
        links.read(purpose="a", token=token, max_age=DAY)


@pytest.mark.django_db
class TestServing:
    def serve(self, method: str, token: str, done: list[str]) -> Any:
        request = getattr(RequestFactory(), method)("/x/")
        with override("da"):
            response = serve_link(
                request,
                token=token,
                purpose="a",
                max_age=DAY,
                ask=lambda value: (
                    LinkPage("Bekræft", "Vil du?", "Ja <b>") if value == "1" else None
                ),
                act=lambda value: done.append(value) or LinkPage("Tak", "Det er gjort."),
            )
            return response.render()

    def test_only_the_button_does_it(self, two_languages: Any) -> None:
        done: list[str] = []
        token = links.sign(purpose="a", value="1")
        shown = self.serve("get", token, done)
        assert done == []
        assert "Ja &lt;b&gt;" in shown.content.decode()
        assert "csrfmiddlewaretoken" in shown.content.decode()
        self.serve("head", token, done)
        assert done == []
        assert "Det er gjort." in self.serve("post", token, done).content.decode()
        assert done == ["1"]

    def test_bad_links_are_told_in_danish_and_do_nothing(self, two_languages: Any) -> None:
        done: list[str] = []
        other = links.sign(purpose="b", value="1")
        answer = self.serve("post", other, done)
        assert answer.status_code == 404
        assert "Linket virker ikke" in answer.content.decode()
        assert self.serve("get", links.sign(purpose="a", value="2"), done).status_code == 404
        assert done == []

    def test_nobody_keeps_the_page_or_is_told_its_address(self, two_languages: Any) -> None:
        response = self.serve("get", links.sign(purpose="a", value="1"), [])
        assert "no-store" in response["Cache-Control"]
        assert "private" in response["Cache-Control"]
        assert response["Referrer-Policy"] == "same-origin"
        assert "noindex" in response.content.decode()
