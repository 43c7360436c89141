"""Where an event takes place, in words and as a region."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from os2site.models import Municipality, Region
from os2site_events.enums import LocationType

if TYPE_CHECKING:
    from os2site_events.page_mixins import EventPageMixin

#: Postal districts of large cities: "Odense C", "København NV".
_DISTRICT = re.compile(r"\s+(C|K|N|NV|NØ|S|SV|SØ|V|Ø)$")


def short_place(*, location_type: str, city: str, name: str) -> str:
    """The place in a word or two for lists: the city, "Online", or both; empty when unknown."""
    place = city or name
    if location_type == LocationType.ONLINE:
        return _("Online")
    if location_type == LocationType.HYBRID:
        return _("%(place)s and online") % {"place": place} if place else _("Online and on site")
    return place


def address_lines(*, event: EventPageMixin) -> list[str]:
    """The place as it is written on a letter, only with what is known."""
    if not event.is_on_site:
        return [_("Online")]
    town = " ".join(part for part in (event.postal_code, event.city) if part)
    street = ", ".join(part for part in (event.address, town) if part)
    lines = [line for line in (event.location_name, street) if line]
    if event.is_online:
        lines.append(_("or online"))
    return lines


def region_of(*, event: EventPageMixin) -> Region | None:
    """The region that the editor chose, else that of the municipality with the city's name."""
    if event.region_id is not None:
        return event.region
    if not (event.city and event.is_on_site):
        return None
    name = _DISTRICT.sub("", event.city.strip())
    municipality = (
        Municipality.objects.filter(short_name__iexact=name).select_related("region").first()
    )
    return municipality.region if municipality is not None else None
