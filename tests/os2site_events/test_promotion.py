"""Whether a webinar may be promoted."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from django.utils import translation

from os2site_events.services import promotion
from tests.factories.events import build_event

#: A page that is made asks for its content type, unless an earlier test did.
pytestmark = pytest.mark.django_db

ALL_MET = promotion.Answers(
    co_organised=True,
    user_case=True,
    community_minutes=10,
    getting_started=True,
    group_agrees=True,
    communications=True,
)


def test_all_conditions_together_make_it_eligible() -> None:
    assert promotion.is_eligible(answers=ALL_MET)


@pytest.mark.parametrize("name", [item.name for item in fields(promotion.Answers)])
@pytest.mark.parametrize("answer", [None, False])
def test_each_condition_is_needed(name: str, answer: bool | None) -> None:
    answers = replace(ALL_MET, **{name: answer})

    assert not promotion.is_eligible(answers=answers)
    assert [item.met for item in promotion.conditions(answers=answers)].count(False) == 1


def test_nine_minutes_are_too_few() -> None:
    assert not promotion.is_eligible(answers=replace(ALL_MET, community_minutes=9))


def test_the_editor_reads_what_is_missing() -> None:
    event = build_event(promotion_co_organised=True, promotion_community_minutes=30)
    report = promotion.editor_report(event=event)

    assert report is not None
    assert not report["eligible"]
    assert len(report["missing"]) == 4


def test_an_untouched_checklist_reports_nothing() -> None:
    assert promotion.editor_report(event=build_event()) is None


def test_a_webinar_is_asked_before_anybody_has_begun() -> None:
    report = promotion.editor_report(event=build_event(event_type="webinar"))

    assert report is not None
    assert len(report["missing"]) == 6


def test_the_list_says_how_much_is_missing() -> None:
    met = {
        "promotion_co_organised": True,
        "promotion_user_case": True,
        "promotion_community_minutes": 10,
        "promotion_getting_started": True,
        "promotion_group_agrees": True,
    }
    with translation.override("da"):
        assert promotion.list_text(build_event()) == ""
        assert promotion.list_text(build_event(event_type="webinar")) == (
            "Ikke endnu: 6 betingelser mangler"
        )
        event = build_event(event_type="webinar", **met)
        assert promotion.list_text(event) == "Ikke endnu: 1 betingelse mangler"
        event.promotion_communications = True
        assert promotion.list_text(event) == "Må promoveres"
