"""Makes event pages."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from wagtail.models import Site

from os2site.page_types import get_page_model
from os2site_events.pages.models import (
    EventIndexPage,
    EventMaterial,
    EventPage,
    EventProduct,
    EventProgrammeItem,
    EventQuestion,
    EventQuota,
)
from tests.factories.publishing import put_below

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


# Dates of events that tests make are far ahead, for an event that is over is shown elsewhere; 2038
# has the days of the week of 2027.
def local(text: str) -> datetime.datetime:
    """A moment in Denmark from "2038-01-05 09:30"."""
    return datetime.datetime.fromisoformat(text).replace(tzinfo=COPENHAGEN)


def make_index(*, site: Site | None = None, **values: Any) -> EventIndexPage:
    """A published list of events below the front page of the site, the default site's if none."""
    site = site or Site.objects.get(is_default_site=True)
    root = site.root_page.specific
    root.refresh_from_db()
    values = {"title": "Arrangementer", "slug": "arrangementer", "locale": root.locale, **values}
    page: EventIndexPage = root.add_child(instance=get_page_model("event_index")(**values))
    return page


def build_event(
    *,
    starts_at: str = "2038-01-05 09:30",
    ends_at: str = "2038-01-05 15:30",
    programme: Sequence[Mapping[str, Any]] = (),
    materials: Sequence[Mapping[str, Any]] = (),
    products: Sequence[Mapping[str, Any]] = (),
    questions: Sequence[Mapping[str, Any]] = (),
    quotas: Sequence[Mapping[str, Any]] = (),
    **values: Any,
) -> EventPage:
    """An event that is in no tree yet; times are Danish."""
    values.setdefault("title", "Temadag om åbne data")
    values.setdefault("slug", "temadag")
    event = EventPage(starts_at=local(starts_at), ends_at=local(ends_at), **values)
    event.programme = [EventProgrammeItem(**item) for item in programme]
    event.materials = [EventMaterial(**item) for item in materials]
    event.products = [EventProduct(**item) for item in products]
    event.questions = [EventQuestion(**item) for item in questions]
    event.quotas = [EventQuota(**item) for item in quotas]
    return event


def make_event(*, index: EventIndexPage, live: bool = True, **values: Any) -> EventPage:
    """An event below an index: published, or a draft."""
    event = build_event(locale=index.locale, live=False, **values)
    index.refresh_from_db()
    put_below(index, event, live=live)
    event.refresh_from_db()
    return event
