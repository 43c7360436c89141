"""The list of an event's participants: who may see it, what it shows, and its export."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from os2site_events.models import Participant
from tests.os2site_events.conftest import EventMaker
from tests.os2site_events.organisers import EDIT, PUBLISH, screen, shown, staff
from tests.os2site_events.registering import opened, registered

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SCREENS = ("index", "index_results", "add", "door", "badges", "members", "notice", "figures")
PERSON = {
    "answers": [("Bordplan", "Vindue\nDør")],
    "sensitive_answers": [("Mad", "=HYPERLINK(1)")],
}


def rows(response: Any) -> list[list[str]]:
    """The cells of a CSV file, after its mark for UTF-8."""
    content = b"".join(response.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_only_those_who_may_edit_the_event_see_anything(event: EventMaker) -> None:
    ours, other = event(**opened(has_assembly=True)), event(slug="anden", **opened())
    registration = registered(ours, "anna@kommune.example")
    person = registration.participants.get()
    addresses = [screen(name, ours.pk) for name in SCREENS]
    addresses += [screen("detail", ours.pk, registration.pk), screen("ticket", person.code)]
    mine = staff(ours, *EDIT)
    others = staff(other, *PUBLISH, name="anden")
    for address in addresses:
        assert mine.get(address).status_code == 200, address
        refused = others.get(address, follow=True)
        assert refused.redirect_chain, address
        assert "Anna" not in refused.content.decode(), address
        stranger = Client().get(address)
        assert stranger.status_code == 302, address
        assert "/login/" in stranger["Location"], address
        for post in (others.post(address), Client().post(address)):
            assert post.status_code in {302, 405}, address
    ajax = others.get(addresses[0], headers={"x-requested-with": "XMLHttpRequest"})
    assert ajax.status_code == 403


def test_a_registration_is_only_shown_below_its_own_event(event: EventMaker) -> None:
    ours, other = event(**opened()), event(slug="anden", **opened())
    registration = registered(ours, "anna@kommune.example")
    others = staff(other, *PUBLISH)
    assert others.get(screen("detail", other.pk, registration.pk)).status_code == 404
    person = registration.participants.get()
    answer = others.post(screen("door", other.pk), {"do": "in", "person": person.pk})
    assert answer.status_code == 404
    person.refresh_from_db()
    assert person.checked_in_at is None


def test_the_list_is_found_from_the_event_and_the_list_of_events(event: EventMaker) -> None:
    page = event(**opened(capacity=20))
    registered(page, "anna@kommune.example", persons=3)
    client = staff(page, *PUBLISH)
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "Tilmeldinger (3/20)" in form
    assert screen("index", page.pk) in form
    listing = client.get(reverse("os2site_events:index")).content.decode()
    assert "3/20" in listing
    assert screen("index", page.pk) in listing


def test_the_list_is_searched_filtered_and_sorted(event: EventMaker) -> None:
    quotas = [{"name": "Medlem", "seats": 1}, {"name": "Gæst", "seats": 5}]
    page = event(**opened(capacity=5, quotas=quotas))
    registered(page, "aerlig@kommune.example", group="Medlem", organisation="Ærø Kommune")
    registered(page, "bo@kommune.example", group="Medlem")
    registered(page, "carl@kommune.example", group="Gæst")
    client = staff(page, *EDIT)
    text = shown(client.get(screen("index", page.pk)))
    assert "Pladser taget 2/5" in text
    assert "På venteliste 1" in text
    found = {
        query: [
            name
            for name in ("Aerlig 1", "Bo 1", "Carl 1")
            if name in shown(client.get(f"{screen('index', page.pk)}?{query}"))
        ]
        for query in ("q=ærø", "q=BO", "state=venteliste", "group=Gæst", "q=bo&state=tilmeldt")
    }
    assert found == {
        "q=ærø": ["Aerlig 1"],
        "q=BO": ["Bo 1"],
        "state=venteliste": ["Bo 1"],
        "group=Gæst": ["Carl 1"],
        "q=bo&state=tilmeldt": [],
    }
    turned = shown(client.get(f"{screen('index', page.pk)}?ordering=-name"))
    assert turned.index("Carl 1") < turned.index("Aerlig 1")


def test_bad_parameters_break_nothing(event: EventMaker) -> None:
    page = event(**opened())
    registered(page, "anna@kommune.example")
    client = staff(page, *EDIT)
    for query in ("p=9999999", "p=-1", "state=x", "ordering=password", "q=%00", "group=x"):
        assert client.get(f"{screen('index', page.pk)}?{query}").status_code == 200, query
        assert client.get(f"{screen('door', page.pk)}?{query}").status_code == 200, query
    for address in (screen("index", 999999999999), screen("detail", page.pk, 10**18)):
        assert client.get(address).status_code == 404
    assert client.get(screen("ticket", "FINDESIKKE")).status_code == 404


def test_queries_do_not_grow_with_the_participants(event: EventMaker) -> None:
    page = event(**opened(capacity=10, has_assembly=True))
    client = staff(page, *EDIT)
    addresses = [screen(name, page.pk) for name in SCREENS]
    addresses.append(f"{screen('index', page.pk)}?export=csv")
    registered(page, "anna@kommune.example", **PERSON)

    def costs() -> list[int]:
        found = []
        for address in addresses:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                response = client.get(address)
                b"".join(response)
            found.append(len(queries))
        return found

    costs()
    before = costs()
    for number in range(29):
        registered(page, f"n{number}@kommune.example", **PERSON)
    assert Participant.objects.filter(event_id=page.pk).count() == 30
    assert costs() == before


def test_the_export_has_answers_as_columns_and_runs_no_formula(event: EventMaker) -> None:
    page = event(**opened(questions=[{"text": "Bordplan", "kind": "tekst"}]))
    registered(page, "anna@kommune.example", organisation="=CMD()", **PERSON)
    address = screen("index", page.pk)
    heading, row = rows(staff(page, *EDIT).get(f"{address}?export=csv"))
    cells = dict(zip(heading, row, strict=True))
    assert cells["Organisation"] == "'=CMD()"
    assert cells["Bordplan"] == "Vindue, Dør"
    assert not [name for name in heading if "Mad" in name]

    publisher = staff(page, *PUBLISH, name="udgiver")
    heading, row = rows(publisher.get(f"{address}?export=csv"))
    assert dict(zip(heading, row, strict=True))["Mad (følsomt)"] == "'=HYPERLINK(1)"
    response = publisher.get(f"{address}?export=xlsx")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    first, second = book.active.iter_rows()  # type: ignore[union-attr]
    sheet = dict(zip([cell.value for cell in first], second, strict=True))
    assert sheet["Mad (følsomt)"].value == "'=HYPERLINK(1)"
    assert {cell.data_type for cell in second} <= {"s", "inlineStr", "n"}


def test_an_editor_sees_no_sensitive_answer_and_is_told_so(event: EventMaker) -> None:
    page = event(**opened())
    registration = registered(page, "anna@kommune.example", **PERSON)
    address = screen("detail", page.pk, registration.pk)
    text = shown(staff(page, *EDIT).get(address))
    assert "HYPERLINK" not in text
    assert "Kun dem, der må udgive arrangementet, ser dem" in text
    assert "Vindue" in text
    assert "HYPERLINK" in shown(staff(page, *PUBLISH, name="udgiver").get(address))
