"""Deadlines of the general assembly."""

from __future__ import annotations

import datetime

import pytest
from django.utils import translation

from os2site_events.services import assembly, materials
from tests.factories.events import build_event
from tests.os2site_events.conftest import EventMaker

ASSEMBLY = {
    "starts_at": "2038-04-30 09:30",
    "ends_at": "2038-04-30 16:30",
    "has_assembly": True,
    "contact_email": "os2@os2.eu",
    "assembly_notice_sent_on": datetime.date(2038, 3, 31),
}


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def test_the_deadlines_follow_from_the_day_and_the_by_laws() -> None:
    found = assembly.schedule(event=build_event(**ASSEMBLY))

    assert [(item.name, item.date) for item in found] == [
        ("notice", day("2038-03-31")),
        ("proposals", day("2038-04-16")),
        ("papers", day("2038-04-22")),
        ("assembly", day("2038-04-30")),
        ("minutes", day("2038-05-14")),
    ]
    assert "os2@os2.eu" in found[1].text


def test_other_by_laws_give_other_days_in_their_order() -> None:
    event = build_event(**ASSEMBLY, assembly_notice_days=7, assembly_proposals_due_days=20)

    assert [item.name for item in assembly.schedule(event=event)][:2] == ["proposals", "papers"]


def test_an_event_without_assembly_has_no_deadlines() -> None:
    assert assembly.schedule(event=build_event()) == []
    assert assembly.warnings(event=build_event()) == []
    assert assembly.editor_schedule(event=build_event()) is None


def test_the_day_is_the_local_one_near_midnight() -> None:
    event = build_event(has_assembly=True, starts_at="2038-04-30 00:15", ends_at="2038-04-30 01:00")

    assert assembly.schedule(event=event)[3].date == day("2038-04-30")


def test_a_month_that_the_by_laws_forbid_is_warned_of() -> None:
    event = build_event(has_assembly=True, starts_at="2038-06-01 09:30", ends_at="2038-06-01 16:30")

    assert len(assembly.warnings(event=event, today=day("2038-01-01"))) == 1


@pytest.mark.parametrize(
    ("today", "number"), [("2038-04-21", 0), ("2038-04-22", 1), ("2038-05-14", 2)]
)
def test_papers_that_are_late_are_warned_of(event: EventMaker, today: str, number: int) -> None:
    page = event(
        **ASSEMBLY,
        materials=[
            {"type": "regnskab", "title": "Regnskab", "days_before": 8},
            {"type": "referat", "title": "Referat", "days_after": 14},
        ],
    )

    assert len(assembly.warnings(event=page, today=day(today))) == number


def test_a_notice_that_is_late_is_warned_of_while_the_page_is_a_draft(event: EventMaker) -> None:
    draft = event(**ASSEMBLY, live=False)

    assert assembly.warnings(event=draft, today=day("2038-03-30")) == []
    assert len(assembly.warnings(event=draft, today=day("2038-03-31"))) == 1


@pytest.mark.parametrize(
    ("sent_on", "expected"),
    [
        ("2038-03-31", []),
        ("2038-04-01", ["Indkaldelsen blev sendt 1 dag for sent: 31. marts 2038 var sidste dag."]),
        ("2038-04-05", ["Indkaldelsen blev sendt 5 dage for sent: 31. marts 2038 var sidste dag."]),
    ],
)
def test_a_notice_that_was_sent_late_is_warned_of(
    event: EventMaker, sent_on: str, expected: list[str]
) -> None:
    page = event(**{**ASSEMBLY, "assembly_notice_sent_on": day(sent_on)})
    with translation.override("da"):
        assert assembly.warnings(event=page, today=day("2038-04-06")) == expected


def test_a_notice_that_nobody_has_stated_is_asked_for(event: EventMaker) -> None:
    page = event(**{**ASSEMBLY, "assembly_notice_sent_on": None})

    assert assembly.warnings(event=page, today=day("2038-03-30")) == []
    with translation.override("da"):
        assert "31. marts 2038" in assembly.warnings(event=page, today=day("2038-03-31"))[0]


def test_a_promised_agenda_that_is_missing_is_named(event: EventMaker) -> None:
    page = event(
        **ASSEMBLY, materials=[{"type": "dagsorden", "title": "Dagsorden", "days_before": 30}]
    )

    assert assembly.warnings(event=page, today=day("2038-03-30")) == []
    assert "Dagsorden" in assembly.warnings(event=page, today=day("2038-04-01"))[0]


def test_notice_agenda_proposals_and_accounts_stand_before_the_event() -> None:
    types = ["indkaldelse", "dagsorden", "forslag", "regnskab", "referat", "optagelse"]
    page = build_event(materials=[{"type": name, "title": name} for name in types])
    before, after = materials.materials(event=page)

    assert [row.title for row in before] == types[:4]
    assert [row.title for row in after] == types[4:]
