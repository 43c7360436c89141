"""Series of events: ordinary pages that were made together, and that name each other."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from os2site.page_types import get_page_model
from os2site.services.visibility import public_pages
from os2site_events.enums import EventStatus
from os2site_events.services import states
from os2site_events.services.copying import copy_for_day, dated_slug
from os2site_events.services.recurrence import MAX_DATES, Rule, rule_text
from os2site_events.services.times import capitalised, times, weekday_date

if TYPE_CHECKING:
    from django.http import HttpRequest

#: Other dates in sight; the rest can be unfolded.
SHOWN: Final = 6


class TooManyDatesError(ValueError):
    """More dates than a series may have."""


@dataclass(frozen=True)
class OtherDate:
    """Another event of the series; ``state`` is empty unless it is cancelled or postponed."""

    date: str
    time: str
    iso: str
    url: str
    state: str


@dataclass(frozen=True)
class OtherDates:
    """The public events of the series that are still to come, besides the one that is shown."""

    shown: Sequence[OtherDate]
    more: Sequence[OtherDate]


def other_dates(
    *, event: Any, request: HttpRequest | None = None, now: datetime.datetime | None = None
) -> OtherDates | None:
    """The series as its events show it; ``None`` when nothing else of it is to come."""
    if event.series_key is None:
        return None
    now = now or timezone.now()
    pages = get_page_model("event")._default_manager.filter(
        series_key=event.series_key, locale_id=event.locale_id, ends_at__gt=now
    )
    found = public_pages(pages=pages).exclude(pk=event.pk).order_by("starts_at", "pk")
    dates = [_other_date(page, request) for page in found[: MAX_DATES + 1]]
    return OtherDates(dates[:SHOWN], dates[SHOWN:]) if dates else None


def taken_days(*, event: Any) -> set[datetime.date]:
    """Days on which the series has an event already, drafts included."""
    if event.series_key is None:
        return {event.local_start.date()}
    pages = get_page_model("event")._default_manager.filter(
        series_key=event.series_key, locale_id=event.locale_id
    )
    return {page.local_start.date() for page in pages.only("starts_at", "timezone")}


@transaction.atomic
def repeat(
    *, event: Any, rule: Rule, days: Sequence[datetime.date], user: Any, publish: bool = False
) -> list[Any]:
    """Make an event of the series on each of the days, and put the first one into the series.

    A day on which the series has an event already is left out, so that a repeated call makes none.

    :param event: page of the first event; its copies are what was last edited of it.
    :param publish: publish them at once; else they are drafts.
    :raises TooManyDatesError: for more days than a series may have.
    """
    if len(days) > MAX_DATES:
        raise TooManyDatesError(_("A series has at most %(n)s dates.") % {"n": MAX_DATES})
    model = type(event)
    # The second of two calls waits here, and then finds the days of the first.
    event = model._default_manager.select_for_update(of=("self",)).get(pk=event.pk)
    taken = taken_days(event=event)
    with translation.override(event.locale.language_code):
        text = capitalised(rule_text(rule))
    key = event.series_key or uuid.uuid4()
    made = [
        copy_for_day(page=event, day=day, user=user, slug=dated_slug(event=event, day=day))
        for day in sorted(set(days) - taken)
    ]
    # A copy begins outside all series, whatever it is given.
    pks = [event.pk, *(copy.pk for copy in made)]
    model._default_manager.filter(pk__in=pks).update(series_key=key, series_rule=text)
    for copy in made:
        copy.series_key, copy.series_rule = key, text
        if publish:
            copy.get_latest_revision().publish(user=user)
    return made


def _other_date(page: Any, request: HttpRequest | None) -> OtherDate:
    start, end = page.local_start, page.local_end
    state = states.DECIDED.get(EventStatus(page.status))
    return OtherDate(
        date=capitalised(weekday_date(start)),
        time=times(start, end),
        iso=start.isoformat(),
        url=page.get_url(request) or "",
        state=str(state.label) if state is not None else "",
    )
