"""Events in the JSON API: public facts only, never the link to an online meeting."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from os2site.api.contract import (
    ApiRouter,
    Problem,
    listed_entries,
    page_by_slug,
)
from os2site.page_types import get_page_model
from os2site.services.relations import linked_pages
from os2site.transfer.texts import html_to_paragraphs
from os2site_events.services import assembly, cards, materials, programme, states
from os2site_events.services.places import region_of
from os2site_events.services.registration.availability import current_state

router = Router()


class EventItem(Schema):
    """An event in a list. ``state`` follows from status, time and seats at the moment of asking."""

    slug: str
    title: str
    url: str
    event_type: str
    status: str
    state: str
    start: datetime.datetime
    end: datetime.datetime
    timezone: str
    summary: str
    location_type: str
    city: str | None
    demo: bool


class EventList(Schema):
    """One page of events."""

    total: int
    results: list[EventItem]


class Location(Schema):
    """Where an event takes place; null is "not stated"."""

    type: str
    name: str | None
    address: str | None
    postal_code: str | None
    city: str | None
    region: str | None
    note: str | None


class Price(Schema):
    """What it costs; the amount is a decimal number as text, null when unknown."""

    amount: str | None
    currency: str
    note: str | None


class ProgrammeItem(Schema):
    """An item of the programme; a closed one has no more than title, time and track.

    ``speaker`` is a role or an organisation, never a person.
    """

    date: datetime.date | None
    start_time: datetime.time | None
    end_time: datetime.time | None
    title: str
    text: str | None
    speaker: str | None
    track: str | None
    audience: str | None


class MaterialItem(Schema):
    """A document of the event; ``url`` is null while it is not public."""

    type: str
    title: str
    url: str | None
    available_on: datetime.date | None


class DeadlineItem(Schema):
    """A day that the by-laws set."""

    name: str
    date: datetime.date
    title: str


class ProductItem(Schema):
    """A public product that the event is about."""

    slug: str
    title: str


class EventDetail(Schema):
    """All that is public of an event; null is "not stated"."""

    slug: str
    title: str
    url: str
    event_type: str
    status: str
    state: str
    start: datetime.datetime
    end: datetime.datetime
    timezone: str
    summary: str
    description: list[str]
    location: Location
    capacity: int | None
    waiting_list: bool
    registration_deadline: datetime.date | None
    audience: list[str]
    price: Price
    organisers: list[str]
    group: str | None
    recurrence: str | None
    minutes_status: str | None
    programme: list[ProgrammeItem]
    documents: list[MaterialItem]
    deadlines: list[DeadlineItem]
    products: list[ProductItem]
    accessibility: str | None
    contact_email: str | None
    calendar_url: str
    demo: bool
    sources: list[str]
    updated_at: datetime.datetime | None


@router.get("/", response={200: EventList, 400: Problem}, summary="Events by time")
def events(request: HttpRequest) -> dict[str, Any]:
    """Events, the latest first. ``when=coming`` gives what is not over, the soonest first, and
    ``when=past`` the rest. Takes ``q``, the facets of the list page, ``page`` and ``page_size``; a
    page beyond the last is empty.
    """
    found = listed_entries(
        request, "event", default_sort="date", divided_by_time="when" in request.GET
    )
    site = found.query.site
    return {"total": found.total, "results": [_item(site, hit.entry) for hit in found.hits]}


def _item(site: Any, entry: Any) -> dict[str, Any]:
    card = entry.card
    facts = cards.facts_of_card(card)
    return {
        "slug": entry.slug,
        "title": entry.title,
        "url": f"{site.root_url}{entry.url}",
        "event_type": card["event_type"],
        "status": card["status"],
        "state": states.state_of(facts).value,
        "start": facts.starts_at,
        "end": facts.ends_at,
        "timezone": card["timezone"],
        "summary": entry.summary,
        "location_type": card["location_type"],
        "city": card["city"] or None,
        "demo": entry.demo,
    }


@router.get("/{slug}/", response={200: EventDetail, 404: Problem}, summary="An event")
def event(request: HttpRequest, slug: str) -> dict[str, Any]:
    """An event by its slug."""
    page: Any = page_by_slug(request, get_page_model("event"), slug)
    first_day, last_day = page.local_start.date(), page.local_end.date()
    area = region_of(event=page)
    linked = linked_pages(pages=[page], kind="product").get(page.pk, [])
    return {
        "slug": page.slug,
        "title": page.title,
        "url": page.full_url,
        "event_type": page.event_type,
        "status": page.status,
        "state": current_state(event=page).value,
        "start": page.starts_at,
        "end": page.ends_at,
        "timezone": page.timezone,
        "summary": page.summary,
        "description": html_to_paragraphs(page.description),
        "location": {
            "type": page.location_type,
            "name": page.location_name or None,
            "address": page.address or None,
            "postal_code": page.postal_code or None,
            "city": page.city or None,
            "region": area.name if area is not None else None,
            "note": page.location_note or None,
        },
        "capacity": page.capacity,
        "waiting_list": page.waiting_list,
        "registration_deadline": page.registration_deadline,
        "audience": page.audience,
        "price": {
            "amount": None if page.price_amount is None else str(page.price_amount),
            "currency": page.price_currency,
            "note": page.price_note or None,
        },
        "organisers": page.organisers,
        "group": page.group.name if page.group else page.group_type or None,
        "recurrence": page.recurrence or None,
        "minutes_status": page.minutes_status or None,
        "programme": [
            {
                "date": row.date,
                "start_time": row.start_time,
                "end_time": row.end_time,
                "title": row.title,
                "text": (None if row.is_closed else row.description) or None,
                "speaker": (None if row.is_closed else programme.speaker_text(row)) or None,
                "track": row.track or None,
                "audience": row.audience or None,
            }
            for row in programme.rows_of(event=page)
        ],
        "documents": [
            {
                "type": row.type,
                "title": row.title,
                "url": materials.url_of(row) or None,
                "available_on": row.available_on(first_day=first_day, last_day=last_day),
            }
            for row in materials.rows_of(event=page)
        ],
        "deadlines": [
            {"name": deadline.name, "date": deadline.date, "title": deadline.title}
            for deadline in assembly.schedule(event=page)
        ],
        "products": [{"slug": link.page.slug, "title": link.page.title} for link in linked],
        "accessibility": page.accessibility or None,
        "contact_email": page.contact_email or None,
        "calendar_url": f"{page.full_url}kalender.ics",
        "demo": page.demo,
        "sources": page.sources,
        "updated_at": page.last_published_at,
    }


ROUTERS = (ApiRouter("events", router),)
