"""What Google documents for an event's structured data: properties with what they may be.

https://developers.google.com/search/docs/appearance/structured-data/event, read in 2026; types of
the other properties from https://schema.org/Event.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

Check = Callable[[Any], bool]


def text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def address(value: Any) -> bool:
    return text(value) and urlsplit(value).scheme in {"http", "https"}


def moment(value: Any) -> bool:
    """A moment with its offset, without which Google takes it for another time zone's."""
    return datetime.datetime.fromisoformat(value).utcoffset() is not None


def one_of(*names: str) -> Check:
    return lambda value: value in {f"https://schema.org/{name}" for name in names}


def number(value: Any) -> bool:
    return float(value) >= 0


PLACE = {"name": text, "address": lambda value: not faults(value, ADDRESS)}
ADDRESS: Mapping[str, Check] = {
    "streetAddress": text,
    "postalCode": text,
    "addressLocality": text,
}
OFFER: Mapping[str, Check] = {
    "price": number,
    "priceCurrency": lambda value: len(value) == 3 and value.isupper(),
    "availability": one_of("InStock", "SoldOut", "PreOrder", "Discontinued"),
    "url": address,
    "validFrom": moment,
}
NODES: Mapping[str, Mapping[str, Check]] = {
    "Place": PLACE,
    "VirtualLocation": {"url": address},
    "Organization": {"name": text, "url": address},
    "EventSeries": {"name": text},
    "Offer": OFFER,
}


def nodes(*types: str) -> Check:
    def check(value: Any) -> bool:
        listed = value if isinstance(value, list) else [value]
        return all(
            node["@type"] in types and not faults(node, NODES[node["@type"]]) for node in listed
        )

    return check


REQUIRED: Mapping[str, Check] = {
    "name": text,
    "startDate": moment,
    "location": nodes("Place", "VirtualLocation"),
}
RECOMMENDED: Mapping[str, Check] = {
    "description": text,
    "endDate": moment,
    "eventStatus": one_of("EventScheduled", "EventPostponed", "EventRescheduled", "EventCancelled"),
    "eventAttendanceMode": one_of(
        "OfflineEventAttendanceMode", "OnlineEventAttendanceMode", "MixedEventAttendanceMode"
    ),
    "offers": nodes("Offer"),
    "organizer": nodes("Organization"),
}
FURTHER: Mapping[str, Check] = {
    "url": address,
    "previousStartDate": moment,
    "superEvent": nodes("EventSeries"),
    "maximumAttendeeCapacity": lambda value: isinstance(value, int),
    "isAccessibleForFree": lambda value: isinstance(value, bool),
}


def faults(node: Mapping[str, Any], known: Mapping[str, Check]) -> list[str]:
    """Properties that are not documented, or not as they should be."""
    found = []
    for name, value in node.items():
        if name in {"@type", "@context"}:
            continue
        check = known.get(name)
        if check is None or not check(value):
            found.append(f"{name}: {value!r}")
    return found


def event_faults(data: Mapping[str, Any]) -> list[str]:
    """What Google would say of an event of which all is known."""
    missing = [name for name in (*REQUIRED, *RECOMMENDED) if name not in data]
    return [*missing, *faults(data, {**REQUIRED, **RECOMMENDED, **FURTHER})]
