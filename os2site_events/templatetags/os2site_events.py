"""From a search entry's card to what a list shows, at the time of showing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from os2site_events.services.cards import EventRow, row_of

if TYPE_CHECKING:
    from os2site.models import SearchEntry

register = template.Library()


@register.filter
def event_row(entry: SearchEntry) -> EventRow:
    """The row of ``components/event_row.html`` for an event's entry."""
    return row_of(card=entry.card, title=entry.title, url=entry.url, demo=entry.demo)
