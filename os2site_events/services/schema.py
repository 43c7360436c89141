"""Events for search engines (schema.org)."""

from __future__ import annotations

from typing import Any

from os2site_events.enums import EventStatus, LocationType

STATUSES = {
    EventStatus.PLANNED: "EventScheduled",
    EventStatus.POSTPONED: "EventPostponed",
    EventStatus.CANCELLED: "EventCancelled",
}
MODES = {
    LocationType.ON_SITE: "OfflineEventAttendanceMode",
    LocationType.ONLINE: "OnlineEventAttendanceMode",
    LocationType.HYBRID: "MixedEventAttendanceMode",
}


def event_object(*, event: Any) -> dict[str, Any]:
    """The event as schema.org Event, only with what is known."""
    url = event.get_full_url()
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.title,
        "startDate": event.local_start.isoformat(),
        "endDate": event.local_end.isoformat(),
        "eventStatus": f"https://schema.org/{STATUSES[EventStatus(event.status)]}",
        "eventAttendanceMode": f"https://schema.org/{MODES[LocationType(event.location_type)]}",
    }
    if event.status == EventStatus.POSTPONED:
        # No new day is set: the one that is stored is the one that no longer holds.
        data["previousStartDate"] = event.local_start.isoformat()
    elif event.previous_starts_at is not None:
        data["previousStartDate"] = event.previous_starts_at.astimezone(event.zone).isoformat()
        if event.status == EventStatus.PLANNED:
            data["eventStatus"] = "https://schema.org/EventRescheduled"
    if event.series_key is not None:
        data["superEvent"] = {"@type": "EventSeries", "name": event.title}
    if event.summary:
        data["description"] = event.summary
    if url:
        data["url"] = url
    places = _places(event, url)
    if places:
        data["location"] = places[0] if len(places) == 1 else places
    if event.organisers:
        data["organizer"] = [{"@type": "Organization", "name": name} for name in event.organisers]
    if event.capacity is not None:
        data["maximumAttendeeCapacity"] = event.capacity
    if event.price_amount is not None:
        data["isAccessibleForFree"] = event.price_amount == 0
        data["offers"] = {
            "@type": "Offer",
            "price": str(event.price_amount),
            "priceCurrency": event.price_currency,
            "availability": f"https://schema.org/{_availability(event)}",
            **({"url": url} if url else {}),
            **_opening(event),
        }
    return data


def _opening(event: Any) -> dict[str, str]:
    opens = event.registration_opens_at
    return {} if opens is None else {"validFrom": opens.astimezone(event.zone).isoformat()}


def _availability(event: Any) -> str:
    """Whether a seat can be had, as far as the editor has said; a list has no time of its own."""
    if event.status == EventStatus.CANCELLED:
        return "Discontinued"
    return "SoldOut" if event.marked_full else "InStock"


def _places(event: Any, url: str | None) -> list[dict[str, Any]]:
    places: list[dict[str, Any]] = []
    if event.is_on_site:
        address = {
            "streetAddress": event.address,
            "postalCode": event.postal_code,
            "addressLocality": event.city,
        }
        known = {name: value for name, value in address.items() if value}
        if event.location_name or known:
            place: dict[str, Any] = {"@type": "Place"}
            if event.location_name:
                place["name"] = event.location_name
            if known:
                place["address"] = {"@type": "PostalAddress", **known}
            places.append(place)
    if event.is_online and url:
        # The page and not the link to the meeting, which only registered people get.
        places.append({"@type": "VirtualLocation", "url": url})
    return places
