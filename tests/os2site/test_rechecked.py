"""Answers that are kept between requests: used only while they are what would be computed."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from os2site.memo import keeping, per_request
from os2site.models import Region
from os2site.rechecked import Rechecked
from os2site.services.visibility import public_pages
from tests.fixtures.site import TwoLanguageSite

computed: list[str] = []


@pytest.fixture(autouse=True)
def _nothing_computed() -> None:
    computed.clear()


def names() -> list[str]:
    computed.append("names")
    return list(Region.objects.order_by("name").values_list("name", flat=True))


def asked(rechecked: Rechecked[list[str]], compute: Callable[[], list[str]] = names) -> list[str]:
    """What a request of its own gets."""
    with keeping():
        return rechecked.get("key", compute)


def test_an_answer_is_used_while_the_rows_are_the_same(db: None) -> None:
    rechecked: Rechecked[list[str]] = Rechecked(2)
    Region.objects.all().delete()
    Region.objects.create(slug="a", name="A", full_name="A")
    assert [asked(rechecked) for __ in range(3)] == [["A"]] * 3
    assert computed == ["names"]
    with CaptureQueriesContext(connection) as queries:
        asked(rechecked)
    assert len(queries) == 1, "the same statement, sent as it was"
    # Past all signals, as another process or a script does it.
    Region.objects.update(name="B")
    assert asked(rechecked) == ["B"]
    Region.objects.all().delete()
    assert asked(rechecked) == []
    assert len(computed) == 3


def test_what_was_read_for_another_answer_before_counts_too(db: None) -> None:
    kept = per_request(names)
    rechecked: Rechecked[list[str]] = Rechecked(2)
    outer: Rechecked[list[str]] = Rechecked(2)
    Region.objects.all().delete()
    for name in ("A", "B"):
        Region.objects.create(slug=name, name=name, full_name=name)
        for __ in range(2):
            with keeping():
                kept()
                assert rechecked.get(1, kept)[-1] == name
                assert outer.get(1, lambda: rechecked.get(1, kept))[-1] == name


def test_outside_a_request_and_beside_writing_nothing_is_kept(db: None) -> None:
    rechecked: Rechecked[list[str]] = Rechecked(2)

    def writes() -> list[str]:
        Region.objects.update(name="C")
        return names()

    for __ in range(2):
        rechecked.get("key", names)
        asked(rechecked, writes)
    assert len(computed) == 4


def test_languages_and_settings_have_answers_of_their_own_and_the_oldest_goes(db: None) -> None:
    rechecked: Rechecked[list[str]] = Rechecked(2)
    for language in ("da", "en", "da"):
        with translation.override(language):
            asked(rechecked)
    assert len(computed) == 2
    with keeping():
        rechecked.get("other", names)
    with translation.override("en"):
        asked(rechecked)
    assert len(computed) == 4
    with override_settings(USE_THOUSAND_SEPARATOR=True), translation.override("en"):
        asked(rechecked)
    assert len(computed) == 5


def test_what_depends_on_the_time_changes_with_it(
    two_languages: TwoLanguageSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether a statement asks for what has expired, or what reads the rows does."""
    start = timezone.now()
    page = two_languages.add("Udløber", expire_at=start + datetime.timedelta(minutes=5))
    by_statement: Rechecked[list[str]] = Rechecked(2)
    by_reading: Rechecked[list[str]] = Rechecked(2)

    def public() -> list[str]:
        return list(public_pages().filter(pk=page.pk).values_list("title", flat=True))

    def unexpired() -> list[str]:
        computed.append("unexpired")
        rows = type(page).objects.filter(pk=page.pk).values_list("title", "expire_at")
        return [title for title, end in rows if end is None or end > timezone.now()]

    for minutes, expected in ((0, ["Udløber"]), (4, ["Udløber"]), (6, []), (0, ["Udløber"])):
        now = start + datetime.timedelta(minutes=minutes, microseconds=1)
        monkeypatch.setattr(timezone, "now", lambda now=now: now)
        assert asked(by_statement, public) == expected
        assert asked(by_reading, unexpired) == expected
    assert len(computed) == 3


def test_where_a_page_was_changed_here_nothing_is_asked_in_vain(
    two_languages: TwoLanguageSite,
) -> None:
    rechecked: Rechecked[list[str]] = Rechecked(2)

    def titles() -> list[str]:
        return list(public_pages().order_by("pk").values_list("title", flat=True))

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            asked(rechecked, titles)
        return len(captured)

    first, second = queries(), queries()
    two_languages.add("Ny side")
    assert queries() == second <= first
    assert "Ny side" in asked(rechecked, titles)
