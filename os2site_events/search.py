"""Which entry an event becomes, and which facets it adds."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from os2site.search.catalogue import AUDIENCE, DATE, PRODUCT, REGION, choice_labels, choice_order
from os2site.search.types import EntryDraft, Facet, SearchType
from os2site.services.relations import linked_pages
from os2site.services.visibility import lasting
from os2site_events.enums import EventStatus, EventType, LocationType
from os2site_events.services.cards import card_of
from os2site_events.services.places import address_lines, region_of
from os2site_events.services.programme import rows_of, speaker_text
from os2site_events.services.texts import plain_text

#: How much a cancelled event weighs beside one that takes place.
CANCELLED_BOOST = 0.6
#: Months that an event is found under at most.
MAX_MONTHS = 24


def months(start: datetime.date, end: datetime.date) -> list[str]:
    """Months from ``start`` to ``end`` as "2026-12"."""
    first, last = start.year * 12 + start.month - 1, end.year * 12 + end.month - 1
    return [
        f"{number // 12}-{number % 12 + 1:02}"
        for number in range(first, min(last, first + MAX_MONTHS) + 1)
    ]


def attendance_values(location_type: str) -> list[str]:
    """How one can take part; an event of both kinds is found under both."""
    if location_type == LocationType.HYBRID:
        return [LocationType.ON_SITE.value, LocationType.ONLINE.value]
    return [location_type]


EVENT_TYPE = Facet(
    "event_type",
    _("Type"),
    choice_labels(EventType),
    lambda value: choice_order(EventType).get(value, 99),
)
ATTENDANCE = Facet(
    "attendance",
    _("Taking part"),
    choice_labels(LocationType),
    lambda value: choice_order(LocationType).get(value, 99),
)


def project(page: Any) -> list[EntryDraft]:
    """The entry of an event page, in the page's language."""
    with translation.override(page.locale.language_code):
        return [_entry(page)]


def _entry(page: Any) -> EntryDraft:
    region = region_of(event=page)
    links = linked_pages(pages=[page], kind="product").get(page.pk, [])
    products = lasting(link.page for link in links)
    programme = rows_of(event=page)
    materials = list(page.materials.all())
    references: list[Any] = [link.page for link in links]
    organisations = [item.speaker_organisation for item in programme]
    references += [item for item in (region, page.group, *organisations) if item is not None]
    return EntryDraft(
        title=page.title,
        slug=page.slug,
        summary=page.summary,
        keywords=[page.get_event_type_display(), *(product.title for product in products)],
        body=plain_text(page.description),
        extra="\n".join(
            text
            for text in [
                *address_lines(event=page),
                *(item.title for item in programme),
                *(item.description for item in programme if not item.is_closed),
                *(speaker_text(item) for item in programme if not item.is_closed),
                *(item.track for item in programme),
                *(material.title for material in materials),
                *page.organisers,
                page.group.name if page.group else "",
                page.accessibility,
            ]
            if text
        ),
        facets={
            "event_type": [page.event_type],
            "date": months(page.local_start.date(), page.local_end.date()),
            "audience": list(page.audience),
            "attendance": attendance_values(page.location_type),
            "region": [region.slug] if region is not None else [],
            "product": [product.slug for product in products],
        },
        date=page.starts_at,
        ends_at=page.ends_at,
        boost=CANCELLED_BOOST if page.status == EventStatus.CANCELLED else 1.0,
        card=card_of(event=page),
        references=references,
    )


SEARCH_TYPES = (
    SearchType(
        name="event",
        label=_("Event"),
        label_plural=_("Events"),
        page_type="event",
        project=project,
        facets=(EVENT_TYPE, DATE, AUDIENCE, ATTENDANCE, REGION, PRODUCT),
        hit_template="os2site_events/hit.html",
        row_template="os2site_events/event_row.html",
    ),
)
