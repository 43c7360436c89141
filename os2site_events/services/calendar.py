"""Calendar files (RFC 5545) of public events."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from os2site.models import SearchFacet
from os2site.page_types import get_page_model
from os2site.search import catalogue
from os2site.search.entries import visible_entries
from os2site.services.visibility import public_pages, site_of
from os2site_events.enums import EventStatus, LocationType
from os2site_events.services.places import address_lines
from os2site_events.services.texts import bare_html, plain_text
from os2site_events.services.timezones import timezone_component

if TYPE_CHECKING:
    from django.http import HttpRequest

    from os2site_events.page_mixins import EventPageMixin

#: Days after which an event that is over leaves the calendar that programs subscribe to.
KEPT_DAYS = 365
#: Events in one file at most; more would be a fault in the data.
MAX_EVENTS = 2000

#: Control characters have no place in a calendar's texts; line breaks are escaped by the library.
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")

STATUSES = {
    EventStatus.PLANNED: "CONFIRMED",
    EventStatus.POSTPONED: "TENTATIVE",
    EventStatus.CANCELLED: "CANCELLED",
}


def public_events(
    *,
    index: Any,
    facets: Mapping[str, Sequence[str]] | None = None,
    now: datetime.datetime | None = None,
) -> list[Any]:
    """Events below an index page that everyone may see: to come, and those of the last year.

    :param facets: name of a filter of the list → chosen values; one of them is enough, and all
        filters must agree. Values that nothing has are no fault, so that an old subscription
        lives on.
    """
    oldest = (now or timezone.now()) - datetime.timedelta(days=KEPT_DAYS)
    site = site_of(page=index)
    events = get_page_model("event")._default_manager.descendant_of(index)
    events = public_pages(site=site, pages=events).filter(ends_at__gt=oldest)
    chosen = {name: values for name, values in (facets or {}).items() if values}
    if chosen:
        if site is None:
            return []
        entries = visible_entries(
            site=site, language=index.locale.language_code, types=index.listed_types
        )
        for name, values in chosen.items():
            has_one = SearchFacet.objects.filter(entry=OuterRef("pk"), name=name, value__in=values)
            entries = entries.filter(Exists(has_one))
        events = events.filter(pk__in=entries.values("page_id"))
    return list(events.order_by("starts_at", "pk")[:MAX_EVENTS])


def calendar_name(*, index: Any, facets: Mapping[str, Sequence[str]]) -> str:
    """What programs call the calendar of an index page: its title, and what is chosen."""
    known = catalogue.facets(site=site_of(page=index), types=index.listed_types)
    shown = [(known[name], list(values)) for name, values in facets.items() if name in known]
    labels = catalogue.facet_labels(shown, index.locale.language_code)
    words = [
        str(labels[facet.name][value])
        for facet, values in shown
        for value in values
        if value in labels.get(facet.name, {})
    ]
    return f"{index.title}: {', '.join(words)}" if words else str(index.title)


def calendar_file(
    *,
    events: Iterable[EventPageMixin],
    name: str,
    request: HttpRequest | None = None,
    for_registered: bool = False,
    called_off: bool = False,
) -> bytes:
    """A calendar with these events, in the active language.

    :param name: what calendar programs call it.
    :param for_registered: with the link to the meeting, which nobody else gets.
    :param called_off: for somebody who no longer comes: calendars take the events out.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//OS2//os2site//DA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", clean(name).replace("\n", " "))
    listed = list(events)
    for zone in {event.timezone: event.zone for event in listed}.values():
        years = [
            moment.year
            for event in listed
            if event.zone == zone
            for moment in (event.local_start, event.local_end)
        ]
        calendar.add_component(
            timezone_component(zone, first_year=min(years), last_year=max(years))
        )
    for event in listed:
        component = _component(event, request)
        if for_registered and event.is_online and event.online_url:
            link = _("Link to the meeting: %(url)s") % {"url": event.online_url}
            text = component.pop("description", "")
            component.add("description", clean("\n\n".join(filter(None, [link, str(text)]))))
        if called_off:
            component["sequence"] = event.calendar_sequence + 1
            component["status"] = STATUSES[EventStatus.CANCELLED]
        calendar.add_component(component)
    return bytes(calendar.to_ical())


def clean(text: str) -> str:
    """The text with line breaks as ``\\n`` and without other control characters."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _component(event: Any, request: HttpRequest | None) -> Event:
    component = Event()
    # The key stays when the page is moved, renamed or published anew.
    component.add("uid", str(event.translation_key))
    component.add("sequence", event.calendar_sequence)
    changed = event.last_published_at or event.latest_revision_created_at or timezone.now()
    component.add("dtstamp", changed.astimezone(datetime.UTC).replace(microsecond=0))
    component.add("last-modified", changed.astimezone(datetime.UTC).replace(microsecond=0))
    component.add("dtstart", event.local_start)
    component.add("dtend", event.local_end)
    component.add("summary", clean(_title(event)).replace("\n", " "))
    component.add("status", STATUSES[EventStatus(event.status)])
    component.add("categories", [clean(event.get_event_type_display())])
    url = event.get_full_url(request)
    description = [event.summary, plain_text(event.description), url or ""]
    text = "\n\n".join(clean(part) for part in description if part)
    if text:
        component.add("description", text)
        component.add(
            "x-alt-desc", clean(_html(event, url)).replace("\n", " "), {"FMTTYPE": "text/html"}
        )
    if url:
        component.add("url", url)
    location = _location(event)
    if location:
        component.add("location", clean(location).replace("\n", " "))
    if event.contact_email:
        component.add("contact", clean(event.contact_email))
    return component


def _html(event: Any, url: str | None) -> SafeString:
    """The description for programs that show markup; what they may not know is left out."""
    parts = [
        format_html("<p>{}</p>", event.summary) if event.summary else "",
        bare_html(event.description),
        format_html('<p><a href="{0}">{0}</a></p>', url) if url else "",
    ]
    body = format_html_join("", "{}", ((part,) for part in parts if part))
    return format_html("<!DOCTYPE html><html><body>{}</body></html>", body)


def _title(event: Any) -> str:
    """The title, with the word that tells of a change where the title has none itself."""
    words = {
        EventStatus.POSTPONED: _("Postponed"),
        EventStatus.CANCELLED: _("Cancelled"),
    }
    word = words.get(EventStatus(event.status))
    if word is None or event.title.casefold().startswith(str(word).casefold()):
        return str(event.title)
    return f"{word}: {event.title}"


def _location(event: EventPageMixin) -> str:
    if event.location_type == LocationType.ONLINE:
        return _("Online")
    return ", ".join(address_lines(event=event))
