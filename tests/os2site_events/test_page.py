"""An event's page."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction, Site

from os2site.models import Document
from os2site.page_types import get_page_model
from os2site_events.enums import EventState
from os2site_events.services.detail import audience_text, detail, price_text
from tests.factories.events import build_event, local
from tests.os2site_events.conftest import EventMaker
from tests.os2site_events.structured import event_faults

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PAGE = "/arrangementer/temadag/"
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def _danish() -> Any:
    with translation.override("da"):
        yield


def soup(client: Client, address: str = PAGE) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def one(page: BeautifulSoup, selector: str) -> Tag:
    found = page.select(selector)
    assert len(found) == 1, selector
    return found[0]


def test_the_date_stands_first_then_the_registration(client: Client, event: EventMaker) -> None:
    event(
        city="Aarhus C",
        capacity=90,
        waiting_list=True,
        contact_email="os2@os2.eu",
        registration_deadline=datetime.date(2038, 1, 2),
        price_amount=Decimal(300),
        price_note="Gratis for medlemmer",
        audience=["myndigheder", "leverandoerer"],
    )
    page = soup(client)

    date = one(page, ".bigdate")
    assert date.get_text(" ", strip=True) == (
        "5. januar 2038 Tirsdag kl.\u00a009.30–15.30, Aarhus C"
    )
    assert one(page, ".bigdate time")["datetime"] == "2038-01-05T09:30:00+01:00"
    text = str(one(page, "main"))
    assert text.index("bigdate") < text.index('id="registration"') < text.index('id="programme"')
    box = one(page, "aside .box:not(.box--line)").get_text(" ", strip=True)
    assert "Lørdag 2. januar 2038" in box
    assert "300\u00a0kr." in box
    assert "Gratis for medlemmer" in box
    assert one(page, "a.event-register")["href"].startswith("mailto:os2@os2.eu?subject=Tilmelding")


@pytest.mark.parametrize(
    ("values", "now", "state", "has_action"),
    [
        ({}, "2038-01-01 12:00", EventState.OPEN, True),
        ({"marked_full": True, "waiting_list": True}, "2038-01-01 12:00", "venteliste", True),
        ({"marked_full": True}, "2038-01-01 12:00", EventState.FULL, False),
        ({"status": "aflyst"}, "2038-01-01 12:00", EventState.CANCELLED, False),
        ({"status": "udsat"}, "2038-01-01 12:00", EventState.POSTPONED, False),
        ({}, "2038-01-05 10:00", EventState.ONGOING, False),
        ({}, "2038-01-06 10:00", EventState.HELD, False),
    ],
)
def test_only_before_an_event_that_takes_place_can_one_register(
    values: dict[str, Any], now: str, state: str, has_action: bool
) -> None:
    event = build_event(capacity=20, contact_email="os2@os2.eu", **values)
    found = detail(event=event, now=local(now))

    assert found.state == state
    assert (found.registration.action is not None) is has_action
    assert bool(found.registration.seats) is has_action
    assert (found.alert is not None) is (state in {"aflyst", "udsat"})


def test_without_an_address_nobody_takes_registrations() -> None:
    assert detail(event=build_event(), now=local("2038-01-01 12:00")).registration.action is None


def test_restricted_items_are_marked_and_closed_ones_show_title_and_time_only(
    client: Client, event: EventMaker
) -> None:
    event(
        programme=[
            {"title": "Frokost", "start_time": datetime.time(12), "end_time": datetime.time(13)},
            {
                "title": "Generalforsamling",
                "description": "Dagsorden efter vedtægterne.",
                "speaker_role": "Dirigent",
                "audience": "medlemmer",
            },
            {
                "title": "Krav",
                "description": "Fortroligt.",
                "speaker_role": "OS2-koordinator",
                "audience": "produktfaellesskab",
            },
            {"title": "Åbent", "speaker_role": "OS2-koordinator", "audience": "alle"},
        ]
    )
    items = soup(client).select(".programme > li")
    texts = [item.get_text(" ", strip=True) for item in items]

    assert items[0]["class"] == ["brk"]
    assert texts[1] == "Generalforsamling Dagsorden efter vedtægterne. Ved dirigent. Kun medlemmer"
    assert texts[2] == "Krav Kun produktfællesskabet"
    assert texts[3] == "Åbent Ved OS2-koordinator."


def test_a_programme_of_several_days_has_a_heading_for_each(
    client: Client, event: EventMaker
) -> None:
    event(
        ends_at="2038-01-06 12:00",
        programme=[
            {"title": "Dag to", "date": datetime.date(2038, 1, 6)},
            {"title": "Dag et"},
        ],
    )
    page = soup(client)
    headings = [h3.get_text() for h3 in page.select("section[aria-labelledby=programme] > h3")]

    assert headings == ["Tirsdag 5. januar 2038", "Onsdag 6. januar 2038"]
    assert [h3.get_text() for h3 in page.select(".programme h3")] == ["Dag et", "Dag to"]
    assert "til onsdag 6. januar kl.\u00a012.00" in one(page, ".bigdate").get_text()


def test_the_annual_meeting_shows_its_deadlines(client: Client, event: EventMaker) -> None:
    event(
        event_type="aarsmoede",
        starts_at="2038-04-30 09:30",
        ends_at="2038-04-30 16:30",
        has_assembly=True,
    )
    days = [time["datetime"] for time in soup(client).select(".timeline time")]

    assert days == ["2038-03-31", "2038-04-16", "2038-04-22", "2038-04-30", "2038-05-14"]


class TestMaterials:
    def document(self, **values: Any) -> Document:
        values = {"title": "x", "type": "rapport", "state": "godkendt", **values}
        return Document.objects.create(**values)

    def links(self, client: Client) -> list[str]:
        return [str(link["href"]) for link in soup(client).select(".materials a")]

    def test_each_says_when_it_comes(self) -> None:
        event = build_event(
            materials=[
                {"type": "dagsorden", "title": "Dagsorden", "days_before": 8},
                {"type": "referat", "title": "Referat", "days_after": 14},
                {"type": "rapport", "title": "Opsamling"},
            ]
        )
        found = detail(event=event, now=local("2037-12-28 12:00"))

        assert [item.note for item in found.papers] == ["Kommer senest 28. december 2037"]
        assert [item.note for item in found.afterwards] == [
            "Kommer senest 19. januar 2038",
            "Endnu ikke lagt op",
        ]
        late = detail(event=event, now=local("2037-12-29 12:00"))
        assert [item.note for item in late.papers] == ["Endnu ikke lagt op"]

    def test_an_approved_public_document_is_linked(self, client: Client, event: EventMaker) -> None:
        document = self.document(url="https://example.org/a.pdf")
        event(materials=[{"type": "rapport", "title": "Opsamling", "document": document}])

        assert self.links(client) == ["https://example.org/a.pdf"]

    @pytest.mark.parametrize("values", [{"state": "udkast"}, {"access": "medlemmer"}])
    def test_a_draft_and_one_for_members_are_not(
        self, client: Client, event: EventMaker, values: dict[str, str]
    ) -> None:
        document = self.document(url="https://example.org/a.pdf", **values)
        event(materials=[{"type": "rapport", "title": "Opsamling", "document": document}])

        assert self.links(client) == []
        assert b"example.org/a.pdf" not in client.get(PAGE).content

    def test_a_file_in_a_private_collection_is_not(self, client: Client, event: EventMaker) -> None:
        collection = Collection.get_first_root_node().add_child(name="Bestyrelsen")
        file = get_document_model().objects.create(
            title="x", file="documents/x.pdf", collection=collection
        )
        document = self.document(file=file)
        event(materials=[{"type": "rapport", "title": "Opsamling", "document": document}])
        assert len(self.links(client)) == 1

        CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
        assert self.links(client) == []


def test_public_products_are_linked_and_private_ones_not(
    client: Client, event: EventMaker, site: Site
) -> None:
    root = site.root_page.specific
    model = get_page_model("product")
    pages = [
        root.add_child(instance=model(title=name, slug=name.lower(), locale=root.locale))
        for name in ("Synlig", "Privat")
    ]
    PageViewRestriction.objects.create(page=pages[1], restriction_type="login")
    event(
        products=[{"target": page} for page in pages],
        group_type="styregruppe",
        group_product="synlig",
    )
    page = soup(client)

    links = page.select("section[aria-labelledby=products] a")
    assert [link.get_text() for link in links] == ["Synlig"]
    assert "for Synlig" in one(page, "aside .box:not(.box--line) dl").get_text()
    assert "Privat" not in page.get_text()


def test_the_calendar_is_offered(client: Client, event: EventMaker) -> None:
    event(event_type="webinar")
    links = [link["href"] for link in soup(client).select(".box--line a")]

    assert links == [f"{PAGE}kalender.ics", "/arrangementer/kalender.ics?event_type=webinar"]
    assert all(client.get(str(link)).status_code == 200 for link in links)


def test_texts_are_escaped(client: Client, event: EventMaker) -> None:
    document = Document.objects.create(
        title=HOSTILE, type="rapport", state="godkendt", url="https://example.org/?a=<b>"
    )
    event(
        title=HOSTILE,
        summary=HOSTILE,
        accessibility=HOSTILE,
        location_name=HOSTILE,
        address=HOSTILE,
        city=HOSTILE,
        location_note=HOSTILE,
        price_note=HOSTILE,
        recurrence=HOSTILE,
        organisers=[HOSTILE],
        contact_email="os2@os2.eu",
        programme=[{"title": HOSTILE, "description": HOSTILE, "speaker_role": HOSTILE}],
        materials=[{"type": "rapport", "title": HOSTILE, "document": document}],
    )
    content = client.get(PAGE).content.decode()

    assert "<script>alert" not in content
    assert content.count("&lt;script&gt;alert(1)") >= 10
    assert one(soup(client), "h1").get_text() == HOSTILE


def test_the_link_to_the_meeting_is_nowhere(client: Client, event: EventMaker) -> None:
    event(location_type="online", online_url="https://moede.example/hemmelig")

    assert b"hemmelig" not in client.get(PAGE).content


class TestStructuredData:
    def data(self, client: Client) -> dict[str, Any]:
        scripts = soup(client).select('script[type="application/ld+json"]')
        objects = [json.loads(script.get_text()) for script in scripts]
        found: dict[str, Any] = next(item for item in objects if item["@type"] == "Event")
        return found

    @pytest.mark.parametrize(
        ("status", "location_type", "expected"),
        [
            ("planlagt", "fysisk", ("EventScheduled", "OfflineEventAttendanceMode")),
            ("udsat", "online", ("EventPostponed", "OnlineEventAttendanceMode")),
            ("aflyst", "hybrid", ("EventCancelled", "MixedEventAttendanceMode")),
        ],
    )
    def test_status_and_mode(
        self,
        client: Client,
        event: EventMaker,
        status: str,
        location_type: str,
        expected: tuple[str, str],
    ) -> None:
        event(
            status=status,
            location_type=location_type,
            city="Vejle",
            address="Skolegade 1",
            location_name="Rådhuset",
            summary="En dag om data.",
            organisers=["OS2"],
            capacity=20,
            price_amount=Decimal(300),
            takes_registrations=True,
            registration_opens_at=timezone.now(),
        )
        data = self.data(client)
        assert event_faults(data) == []

        assert (data["eventStatus"], data["eventAttendanceMode"]) == tuple(
            f"https://schema.org/{name}" for name in expected
        )
        assert data["startDate"] == "2038-01-05T09:30:00+01:00"

    def test_what_is_unknown_is_left_out(self, client: Client, event: EventMaker) -> None:
        event()

        assert not {"location", "offers", "organizer", "description"} & set(self.data(client))

    def test_hostile_texts_stay_in_their_script(self, client: Client, event: EventMaker) -> None:
        event(title="</script><script>alert(1)</script>")

        assert self.data(client)["name"] == "</script><script>alert(1)</script>"


def test_the_number_of_queries_does_not_grow_with_the_rows(
    client: Client, event: EventMaker
) -> None:
    def rows(number: int) -> dict[str, Any]:
        documents = [
            Document.objects.create(
                title="x", type="rapport", state="godkendt", url=f"https://example.org/{n}"
            )
            for n in range(number)
        ]
        return {
            "programme": [{"title": f"Punkt {n}"} for n in range(number)],
            "materials": [
                {"type": "rapport", "title": "x", "document": document} for document in documents
            ],
        }

    event(slug="faa", **rows(1))
    event(slug="mange", **rows(30))

    def count(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    count("/arrangementer/faa/")
    assert count("/arrangementer/mange/") == count("/arrangementer/faa/")


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        (None, "DKK", ""),
        (Decimal(0), "DKK", "Gratis"),
        (Decimal("300.00"), "DKK", "300\u00a0kr."),
        (Decimal("12500.50"), "DKK", "12.500,50\u00a0kr."),
        (Decimal(40), "EUR", "40\u00a0EUR"),
    ],
)
def test_prices_read_as_danes_write_them(
    amount: Decimal | None, currency: str, expected: str
) -> None:
    assert price_text(amount, currency) == expected


def test_audiences_are_one_phrase() -> None:
    assert audience_text([]) == ""
    assert audience_text(["alle", "medlemmer"]) == audience_text(["alle"])
    assert " og " in audience_text(["myndigheder", "leverandoerer"])
