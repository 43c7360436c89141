"""Import and export of events: every field there and back."""

from __future__ import annotations

import copy
import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from wagtail.models import Site

from os2site.models import ContentAnchor, Document, WorkingGroup
from os2site.transfer.runner import ImportReport, export_file, import_file
from os2site_events.enums import EventState
from os2site_events.pages.models import EventPage
from os2site_events.services import states
from os2site_events.transfer import EventKind
from tests.factories.events import local
from tests.os2site_events.conftest import CONTENT

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
KIND = EventKind()


@pytest.fixture(autouse=True)
def _anchor(site: Site) -> None:
    ContentAnchor.objects.create(day=datetime.date.today())


def load(records: list[dict[str, Any]], tmp_path: Path, *, update: bool = False) -> ImportReport:
    path = tmp_path / "events.json"
    path.write_text(json.dumps(records), encoding="utf-8")
    return import_file(KIND, path, update=update)


def minimal(**values: Any) -> dict[str, Any]:
    return {
        "slug": "moede",
        "title": "Møde",
        "event_type": "gruppemoede",
        "start_date": "2038-03-01",
        "start_time": "09:00",
        "end_time": "10:00",
        **values,
    }


def counts(report: ImportReport) -> tuple[int, int, int]:
    assert report.errors == []
    return report.created, report.updated, report.skipped


def test_the_demos_events_are_all_stored_and_a_second_time_changes_nothing() -> None:
    file = CONTENT / "events.json"

    assert counts(import_file(KIND, file)) == (16, 0, 0)
    assert counts(import_file(KIND, file)) == (0, 0, 16)
    assert EventPage.objects.live().count() == 15
    assert not EventPage.objects.get(slug="webinar-leverandoer-demo").live


@pytest.mark.parametrize("suffix", ["json", "csv", "xlsx"])
def test_an_export_is_what_import_reads(tmp_path: Path, suffix: str) -> None:
    import_file(KIND, CONTENT / "events.json")
    path = tmp_path / f"events.{suffix}"

    assert export_file(KIND, path) == 16
    assert counts(import_file(KIND, path)) == (0, 0, 16)


def test_the_export_has_every_field_of_the_file_with_its_value(
    tmp_path: Path, records: list[dict[str, Any]]
) -> None:
    import_file(KIND, CONTENT / "events.json")
    export_file(KIND, tmp_path / "events.json")
    exported = {
        item["slug"]: item
        for item in json.loads((tmp_path / "events.json").read_text(encoding="utf-8"))
    }

    def same(given: Any, found: Any) -> bool:
        if isinstance(given, dict):
            return all(same(value, found[key]) for key, value in given.items())
        if isinstance(given, list):
            return len(given) == len(found) and all(map(same, given, found))
        return bool(given == found)

    for record in records:
        different = [
            key for key, value in record.items() if not same(value, exported[record["slug"]][key])
        ]
        assert different == [], record["slug"]


def test_relative_days_are_counted_from_the_anchor_and_dates_win(tmp_path: Path) -> None:
    ContentAnchor.objects.update(day=datetime.date(2038, 1, 1))
    relative = minimal(slug="relativ", days_from_now=2, end_days_from_now=3)
    del relative["start_date"]
    both = minimal(slug="begge", days_from_now=2, start_date="2038-06-01", end_date="2038-06-01")
    assert counts(load([relative, both], tmp_path)) == (2, 0, 0)

    page = EventPage.objects.get(slug="relativ")
    assert (page.starts_at, page.ends_at) == (
        local("2038-01-03 09:00"),
        local("2038-01-04 10:00"),
    )
    assert EventPage.objects.get(slug="begge").starts_at == local("2038-06-01 09:00")


def test_the_words_of_the_status_become_what_is_stored(
    tmp_path: Path, records: list[dict[str, Any]]
) -> None:
    import_file(KIND, CONTENT / "events.json")
    by_slug = {page.slug: page for page in EventPage.objects.all()}

    def state(slug: str) -> EventState:
        return states.state_of(states.facts_of(event=by_slug[slug], full=by_slug[slug].marked_full))

    assert state("workshop-dokumentation") == EventState.WAITING_LIST
    assert state("aflyst-workshop") == EventState.CANCELLED
    assert state("afholdt-temadag-data") == EventState.HELD
    assert by_slug["afholdt-temadag-data"].status == "planlagt"


def test_a_planned_event_that_is_over_by_now_is_no_change(tmp_path: Path) -> None:
    record = minimal(start_date="2020-01-01")

    assert counts(load([record], tmp_path)) == (1, 0, 0)
    assert counts(load([record], tmp_path)) == (0, 0, 1)
    assert counts(load([{**record, "status": "afholdt"}], tmp_path)) == (0, 0, 1)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"start_date": None}, "start_date"),
        ({"end_time": "09:00"}, "end_time"),
        ({"end_date": "2038-02-01"}, "end_time"),
        ({"status": "afholdt", "start_date": "2099-01-01"}, "status"),
        ({"status": "maaske"}, "status"),
        ({"event_type": "fest"}, "event_type"),
        ({"audience": ["ingen"]}, "audience[1]"),
        ({"timezone": "Europe/Atlantis"}, "timezone"),
        ({"capacity": -1}, "capacity"),
        ({"waiting_list": True}, "waiting_list"),
        ({"price": {"amount": -1}}, "price.amount"),
        ({"group": {"slug": "findes-ikke"}}, "group"),
        ({"location": {"region": "Atlantis"}}, "location"),
        ({"location": {"online_url": "javascript:alert(1)"}}, "location.online_url"),
        ({"programme": [{"title": "x", "start_time": "25:00"}]}, "programme[1].start_time"),
        ({"documents": [{"type": "fest", "title": "x"}]}, "documents[1].type"),
        ({"promotion": {"community_minutes": 5, "eligible": True}}, "promotion"),
        ({"days_from_now": 10**9, "start_date": None}, "start_date"),
        ({"ukendt": 1}, "ukendt"),
    ],
)
def test_a_bad_row_is_refused_and_nothing_is_written(
    tmp_path: Path, values: dict[str, Any], field: str
) -> None:
    report = load([minimal(slug="god"), minimal(**values)], tmp_path)

    assert [(error.number, error.field) for error in report.errors] == [(2, field)]
    assert not EventPage.objects.exists()


def test_other_values_need_update_and_keep_what_the_file_does_not_mention(tmp_path: Path) -> None:
    load([minimal(summary="Før", organisers=["Sekretariatet"])], tmp_path)
    changed = minimal(summary="Efter", start_time="08:30")

    refused = load([changed], tmp_path)
    assert [error.field for error in refused.errors] == ["start_time", "summary"]
    assert counts(load([changed], tmp_path, update=True)) == (0, 1, 0)
    page = EventPage.objects.get()
    assert page.summary == "Efter"
    assert page.organisers == ["Sekretariatet"]
    assert page.calendar_sequence == 1


def test_a_moved_date_moves_the_deadline_with_it(tmp_path: Path) -> None:
    load([minimal(registration_deadline_days_before=3)], tmp_path)
    load([minimal(start_date="2038-03-11")], tmp_path, update=True)

    assert EventPage.objects.get().registration_deadline == datetime.date(2038, 3, 8)


def test_published_false_withdraws_an_event(tmp_path: Path) -> None:
    load([minimal()], tmp_path)
    load([minimal(published=False)], tmp_path, update=True)

    assert not EventPage.objects.get().live
    assert counts(load([minimal(published=False)], tmp_path)) == (0, 0, 1)


def test_documents_that_editors_attached_stay(tmp_path: Path) -> None:
    record = minimal(documents=[{"type": "referat", "title": "Referat"}])
    load([record], tmp_path)
    page = EventPage.objects.get()
    document = Document.objects.create(title="Referat", type="referat")
    page.materials.update(document=document)
    load([{**record, "summary": "Ny"}], tmp_path, update=True)

    assert EventPage.objects.get().materials.get().document == document


def test_the_flag_for_full_survives_a_cancellation(tmp_path: Path) -> None:
    record = minimal(capacity=10, waiting_list=True, status="venteliste")
    load([record], tmp_path)
    load([{**record, "status": "aflyst"}], tmp_path, update=True)
    page = EventPage.objects.get()

    assert (page.status, page.marked_full) == ("aflyst", True)


def test_what_an_editor_can_set_beyond_the_demos_file_goes_there_and_back(tmp_path: Path) -> None:
    WorkingGroup.objects.create(slug="styregruppe-x", name="Styregruppen", type="styregruppe")
    record = minimal(
        group={"slug": "styregruppe-x"},
        location={"type": "online", "online_url": "https://moede.example/x"},
        programme=[{"date": "2038-03-01", "title": "Punkt"}],
        price={"amount": 12.5, "currency": "EUR"},
        description=["Et.", "<ul><li>Punkt</li></ul>"],
        status="fuldt",
        sources=["https://example.org"],
    )
    original = copy.deepcopy(record)
    load([record], tmp_path)
    export_file(KIND, tmp_path / "ud.json")

    exported = json.loads((tmp_path / "ud.json").read_text(encoding="utf-8"))[0]
    assert exported["group"]["slug"] == "styregruppe-x"
    assert exported["location"]["online_url"] == "https://moede.example/x"
    assert exported["price"] == {"amount": 12.5, "currency": "EUR", "note": None}
    assert counts(import_file(KIND, tmp_path / "ud.json")) == (0, 0, 1)
    assert counts(load([original], tmp_path)) == (0, 0, 1)
