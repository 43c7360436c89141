"""The programme as visitors see it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from os2site.enums import Audience
from os2site.models import Organisation
from os2site_events.services.cards import Badge
from os2site_events.services.times import capitalised, weekday_date

#: What a restricted item is marked with.
RESTRICTIONS = {
    Audience.MEMBERS: gettext_lazy("Members only"),
    Audience.PRODUCT_COMMUNITY: gettext_lazy("Only the product’s community"),
}


@dataclass(frozen=True)
class Item:
    """An item as ``components/programme.html`` takes it.

    :param beside: how many sessions of other tracks begin with it, itself included; wide screens
        show them beside each other.
    """

    start: datetime.time | None
    end: datetime.time | None
    title: str
    text: str
    is_break: bool
    badge: Badge | None
    when: str = ""
    track: str = ""
    beside: int = 1


@dataclass(frozen=True)
class Day:
    """The items of a day; the heading is empty when the event has one day only."""

    heading: str
    items: Sequence[Item]


def rows_of(*, event: Any) -> list[Any]:
    """The event's rows, each with its speaker's organisation: one query for all of them."""
    rows = list(event.programme.all())
    ids = {row.speaker_organisation_id for row in rows} - {None}
    if ids:
        found = Organisation.objects.in_bulk(ids)
        for row in rows:
            row.speaker_organisation = found.get(row.speaker_organisation_id)
    return rows


def days(*, rows: Iterable[Any], first_day: datetime.date) -> list[Day]:
    """The programme day by day, in the editors' order within a day."""
    dated = sorted(rows, key=lambda row: row.date or first_day)
    groups = [
        (date, _beside([item(row) for row in day_rows]))
        for date, day_rows in groupby(dated, key=lambda row: row.date or first_day)
    ]
    if len(groups) <= 1:
        return [Day("", items) for __, items in groups]
    return [Day(capitalised(weekday_date(date)), items) for date, items in groups]


def _beside(items: Sequence[Item]) -> list[Item]:
    """The items, those of two or three tracks that begin together marked as such."""
    found: list[Item] = []
    for start, group in groupby(items, key=lambda item: item.start):
        together = list(group)
        tracks = {item.track for item in together} - {""}
        number = len(together)
        if start is not None and number in {2, 3} and len(tracks) == number:
            together = [replace(item, beside=number) for item in together]
        found += together
    return found


def item(row: Any) -> Item:
    """A row without what only its own audience may know."""
    badge = None
    if row.is_restricted:
        badge = Badge(str(RESTRICTIONS[Audience(row.audience)]), "", "lock")
    return Item(
        start=row.start_time,
        end=row.end_time,
        title=row.title,
        text="" if row.is_closed else item_text(row),
        is_break=row.is_break,
        badge=badge,
        track=row.track,
    )


def item_text(row: Any) -> str:
    """Description and speaker as one text: "Gruppearbejde med skabelon. Ved it-arkitekt."."""
    speaker = speaker_text(row, named=True)
    sentence = _("By %(role)s.") % {"role": speaker} if speaker else ""
    return " ".join(part for part in (row.description, sentence) if part)


def speaker_text(row: Any, *, named: bool = False) -> str:
    """Who holds it, as inside a sentence: "digitaliseringschef, Aarhus Kommune".

    :param named: with the person's name, where the person has agreed to be named on the page.
    """
    organisation = row.speaker_organisation
    parts = [
        row.public_speaker_name if named else "",
        _inside_sentence(row.speaker_role),
        organisation.name if organisation is not None else "",
    ]
    return ", ".join(part for part in parts if part)


def _inside_sentence(role: str) -> str:
    """The role with a small first letter, unless it begins with an abbreviation such as OS2."""
    if len(role) > 1 and role[1].isalpha() and role[1].islower():
        return role[0].lower() + role[1:]
    return role
