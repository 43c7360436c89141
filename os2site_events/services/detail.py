"""All that an event's page shows."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from os2site.enums import Audience
from os2site.page_types import base_page_model
from os2site.services.visibility import public_pages
from os2site_events.enums import AWAITED, REGISTRABLE, EventState, EventType
from os2site_events.services import assembly, materials, programme, series, times
from os2site_events.services.cards import Badge, badge_of
from os2site_events.services.places import address_lines, short_place
from os2site_events.services.prices import price_text
from os2site_events.services.registration import versions
from os2site_events.services.registration.addresses import form_url
from os2site_events.services.registration.availability import Availability, availability, is_open
from os2site_events.services.registration.overview import opens_text, seats_text

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Page


@dataclass(frozen=True)
class Fact:
    """A pair of ``components/facts.html``; ``none`` marks what nobody has stated."""

    label: str
    value: str | SafeString
    none: bool = False


@dataclass(frozen=True)
class Link:
    """A titled address."""

    title: str
    url: str


@dataclass(frozen=True)
class Milestone:
    """A day of ``components/timeline.html``."""

    date: datetime.date
    label: str
    title: str
    text: str
    past: bool


@dataclass(frozen=True)
class Registration:
    """The registration box.

    :param action: what the visitor can do, ``None`` when nobody takes registrations.
    """

    text: str
    seats: str
    note: str
    action: Link | None


@dataclass(frozen=True)
class EventDetail:
    """Context of ``event_page.html``; all times are local to the event."""

    state: EventState
    badge: Badge | None
    alert: tuple[str, str, str] | None
    date: str
    start_iso: str
    when: str
    registration: Registration
    facts: Sequence[Fact]
    days: Sequence[programme.Day]
    deadlines: Sequence[Milestone]
    papers: Sequence[materials.Material]
    afterwards: Sequence[materials.Material]
    products: Sequence[Link]
    calendar_url: str
    subscribe: Link | None
    dates: series.OtherDates | None


def detail(
    *, event: Any, request: HttpRequest | None = None, now: datetime.datetime | None = None
) -> EventDetail:
    """The event as visitors see it at ``now``, in the active language."""
    event = versions.shown(event=event)
    now = now or timezone.now()
    today = now.astimezone(event.zone).date()
    found = availability(event=event, now=now)
    state = found.state
    start, end = event.local_start, event.local_end
    papers, afterwards = materials.materials(event=event, request=request, today=today)
    products = _products(event)
    url = event.get_url(request) or ""
    return EventDetail(
        state=state,
        badge=None if state == EventState.OPEN else badge_of(state),
        alert=_alert(event, state),
        date=times.long_date(start),
        start_iso=start.isoformat(),
        when=_when(event, start, end),
        registration=_registration(event, found, request),
        facts=_facts(event, state, products),
        days=programme.days(rows=programme.rows_of(event=event), first_day=start.date()),
        deadlines=_milestones(event, today),
        papers=papers,
        afterwards=afterwards,
        products=[Link(page.title, page.get_url(request) or "") for page in products],
        calendar_url=f"{url}kalender.ics" if url else "",
        subscribe=_subscribe(event, request),
        dates=series.other_dates(event=event, request=request, now=now),
    )


def audience_text(audience: Sequence[str]) -> str:
    """For whom the event is, in a phrase; empty when nobody has said."""
    if Audience.EVERYONE in audience:
        return str(Audience.EVERYONE.label)
    labels = [str(Audience(value).label) for value in audience]
    if not labels:
        return ""
    words = [labels[0], *(label[:1].lower() + label[1:] for label in labels[1:])]
    if len(words) == 1:
        return words[0]
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def _alert(event: Any, state: EventState) -> tuple[str, str, str] | None:
    if state == EventState.CANCELLED:
        return ("bad", _("The event is cancelled"), _("Nobody can register any more."))
    if state == EventState.POSTPONED:
        return (
            "warn",
            _("The event is postponed"),
            _("The date above no longer holds. A new one will stand here."),
        )
    if event.previous_starts_at is not None and state != EventState.HELD:
        before = times.weekday_date(event.previous_starts_at.astimezone(event.zone))
        return (
            "note",
            _("The event is moved"),
            _("It was announced for %(date)s.") % {"date": before},
        )
    return None


def _when(event: Any, start: datetime.datetime, end: datetime.datetime) -> str:
    weekday = times.capitalised(times.weekday(start))
    place = short_place(
        location_type=event.location_type, city=event.city, name=event.location_name
    )
    text = f"{weekday} {times.times(start, end)}"
    return f"{text}, {place}" if place else text


def _registration(event: Any, found: Availability, request: HttpRequest | None) -> Registration:
    state = found.state
    texts = {
        EventState.OPEN: _("Open for registration"),
        EventState.WAITING_LIST: _("All seats are taken. There is a waiting list."),
        EventState.FULL: _("All seats are taken."),
        EventState.CLOSED: _("The deadline for registration has passed."),
        EventState.ONGOING: _("The event takes place now."),
        EventState.HELD: _("The event has taken place."),
        EventState.POSTPONED: _("The event is postponed. Registration opens with a new date."),
        EventState.CANCELLED: _("The event is cancelled."),
    }
    seats = note = ""
    if event.takes_registrations:
        seats = seats_text(found) if state == EventState.OPEN else ""
    elif event.capacity is not None and state in REGISTRABLE:
        seats = ngettext("%(n)s seat", "%(n)s seats", event.capacity) % {"n": event.capacity}
    if event.waiting_list and state == EventState.OPEN:
        note = _("When it is full you go on a waiting list and hear as soon as there is a seat.")
    text = texts[state]
    if state in REGISTRABLE and event.takes_registrations and not is_open(event=event):
        text, seats, note = opens_text(event=event), "", ""
    return Registration(text, seats, note, _action(event, state, request))


def _action(event: Any, state: EventState, request: HttpRequest | None) -> Link | None:
    if state not in REGISTRABLE:
        return None
    waits = state == EventState.WAITING_LIST
    if event.takes_registrations:
        if not is_open(event=event):
            return None
        title = _("Go on the waiting list") if waits else _("Register")
        return Link(title, form_url(event=event, request=request))
    if event.registration_url:
        return Link(_("Register on another site"), event.registration_url)
    return _mail_link(event, waits) if event.contact_email else None


def _mail_link(event: Any, waits: bool) -> Link:
    if waits:
        title = _("Go on the waiting list by mail")
    elif event.event_type == EventType.ANNUAL_MEETING:
        title = _("Register your participants by mail")
    else:
        title = _("Register by mail")
    subject = _("Registration: %(title)s") % {"title": event.title}
    return Link(title, f"mailto:{quote(event.contact_email, safe='@')}?subject={quote(subject)}")


def _facts(event: Any, state: EventState, products: Sequence[Page]) -> list[Fact]:
    found = []
    if event.registration_deadline is not None and state in AWAITED:
        deadline = times.capitalised(times.weekday_date(event.registration_deadline))
        found.append(Fact(_("Deadline"), deadline))
    price = price_text(event.price_amount, event.price_currency)
    note = event.price_note if event.price_note != price else ""
    found.append(_fact(_("Price"), _lines([price, note])))
    found.append(_fact(pgettext("audience", "For"), audience_text(event.audience)))
    found.append(_fact(_("Place"), _lines([*address_lines(event=event), event.location_note])))
    if event.organisers:
        found.append(Fact(_("Organiser"), _lines(event.organisers)))
    group = _group(event, products)
    if group:
        found.append(Fact(_("Group"), group))
    rule = event.recurrence or event.series_rule
    if rule:
        found.append(Fact(_("Repeats"), times.capitalised(rule)))
    if event.minutes_status:
        found.append(Fact(_("Minutes"), event.get_minutes_status_display()))
    return found


def _fact(label: str, value: str | SafeString) -> Fact:
    return Fact(label, value) if value else Fact(label, _("Not stated"), none=True)


def _lines(lines: Sequence[str]) -> SafeString:
    return format_html_join(SafeString("<br>"), "{}", ((line,) for line in lines if line))


def _group(event: Any, products: Sequence[Page]) -> str:
    """The group's name, else its kind with the product where that is public; empty for none."""
    if event.group is not None:
        return str(event.group.name)
    for product in products:
        if product.slug == event.group_product and event.group_type:
            return _("%(group)s for %(product)s") % {
                "group": event.get_group_type_display(),
                "product": product.title,
            }
    return str(event.get_group_type_display())


def _milestones(event: Any, today: datetime.date) -> list[Milestone]:
    return [
        Milestone(
            deadline.date,
            _("At the latest %(date)s") % {"date": times.long_date(deadline.date)}
            if deadline.latest
            else times.long_date(deadline.date),
            deadline.title,
            deadline.text,
            past=deadline.date < today,
        )
        for deadline in assembly.schedule(event=event)
    ]


def _products(event: Any) -> list[Page]:
    """Public products in the editor's order; a draft's are those of its own rows."""
    ids = [row.target_id for row in event.products.all() if row.target_id is not None]
    if not ids:
        return []
    pages = public_pages(pages=base_page_model()._default_manager.filter(pk__in=ids))
    found = {page.pk: page for page in pages}
    return [found[pk] for pk in dict.fromkeys(ids) if pk in found]


def _subscribe(event: Any, request: HttpRequest | None) -> Link | None:
    """The calendar with all events of the same kind."""
    parent = event.get_parent()
    url = parent.get_url(request) if parent is not None else None
    if not url:
        return None
    query = urlencode({"event_type": event.event_type})
    return Link(
        _("Subscribe to all events of the kind %(type)s")
        % {"type": str(EventType(event.event_type).label).lower()},
        f"{url}kalender.ics?{query}",
    )
