"""Events as a kind of record."""

from __future__ import annotations

import datetime
import zoneinfo
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from os2site.enums import Audience
from os2site.transfer.contract import RelativeDate, TransferContext
from os2site.transfer.lookups import relation_slug
from os2site.transfer.pages import PageKind
from os2site.transfer.texts import html_to_paragraphs, paragraphs_to_html
from os2site_events.enums import EventStatus, EventType, MinutesStatus
from os2site_events.services import promotion
from os2site_events.services.programme import rows_of
from os2site_events.transfer.parts import (
    assembly_row,
    document_row,
    fill_assembly,
    fill_group,
    fill_location,
    fill_price,
    fill_promotion,
    fill_rows,
    group_row,
    location_row,
    price_row,
    programme_row,
    promotion_row,
    status_word,
)
from os2site_events.transfer.rows import EventRow, GroupRow, PriceRow, PromotionRow


class EventKind(PageKind[EventRow]):
    """Events; ``published: false`` leaves a draft."""

    name = "events"
    label = gettext_lazy("Events")
    row_model = EventRow
    page_type = "event"
    unordered_fields = frozenset({"audience"})
    relative_dates = (
        RelativeDate("days_from_now", "start_date"),
        RelativeDate("end_days_from_now", "end_date"),
    )

    def is_live(self, row: EventRow) -> bool:
        return row.published

    def complete(self, row: EventRow, *, context: TransferContext) -> EventRow:
        """Fill in what follows: the last day, that the event is over, whether it is eligible."""
        begins = row.start_date is not None or row.days_from_now is not None
        if begins and row.end_date is None and row.end_days_from_now is None:
            row.end_date, row.end_days_from_now = row.start_date, row.days_from_now
        row = super().complete(row, context=context)
        given = row.model_fields_set
        if "status" in given and row.status == "planlagt" and _is_over(row):
            row.status = "afholdt"
        if row.price is not None and row.price == PriceRow():
            row.price = None
        if row.group is not None and row.group == GroupRow():
            row.group = None
        if row.promotion is not None and row.promotion.eligible is None:
            row.promotion.eligible = _eligible(row.promotion)
        return row

    def fill(self, page: Any, row: EventRow, *, context: TransferContext) -> None:
        _check(row)
        page.title = row.title
        page.event_type = row.event_type
        page.status = row.status if row.status in EventStatus.values else EventStatus.PLANNED
        if row.status not in {EventStatus.POSTPONED, EventStatus.CANCELLED}:
            # A file has one word: for those two, whether it was full is not among them.
            page.marked_full = row.status in {"venteliste", "fuldt"}
        page.demo = row.demo
        page.timezone = row.timezone
        page.starts_at = _moment(row.start_date, row.start_time, row.timezone)
        page.ends_at = _moment(row.end_date, row.end_time, row.timezone)
        page.summary = row.summary or ""
        page.description = paragraphs_to_html(row.description)
        page.capacity = row.capacity
        page.waiting_list = row.waiting_list
        page.audience = [value.value for value in row.audience]
        page.registration_deadline = _days_before(
            row.start_date, row.registration_deadline_days_before
        )
        page.organisers = row.organisers
        page.accessibility = row.accessibility or ""
        page.contact_email = row.contact_email or ""
        page.minutes_status = row.minutes_status or ""
        page.recurrence = row.recurrence or ""
        page.sources = row.sources
        fill_location(page, row.location)
        fill_price(page, row.price or PriceRow())
        fill_group(page, row.group or GroupRow())
        fill_promotion(page, row.promotion or PromotionRow())
        fill_assembly(page, row.general_assembly)
        fill_rows(page, row)

    def page_row(self, page: Any, *, context: TransferContext) -> EventRow:
        first_day = page.local_start.date()
        deadline = page.registration_deadline
        return EventRow(
            slug=page.slug,
            title=page.title,
            event_type=EventType(page.event_type),
            status=status_word(page),
            demo=page.demo,
            start_date=first_day,
            end_date=page.local_end.date(),
            start_time=page.local_start.time(),
            end_time=page.local_end.time(),
            timezone=page.timezone,
            summary=page.summary,
            description=html_to_paragraphs(page.description),
            location=location_row(page),
            capacity=page.capacity,
            waiting_list=page.waiting_list,
            audience=[Audience(value) for value in page.audience],
            price=price_row(page),
            registration_deadline_days_before=None
            if deadline is None
            else (first_day - deadline).days,
            products=[relation_slug(item) for item in page.products.all()],
            organisers=page.organisers,
            group=group_row(page),
            programme=[programme_row(item) for item in rows_of(event=page)],
            documents=[document_row(item) for item in page.materials.all()],
            promotion=promotion_row(page),
            accessibility=page.accessibility,
            contact_email=page.contact_email,
            general_assembly=assembly_row(page),
            minutes_status=MinutesStatus(page.minutes_status) if page.minutes_status else None,
            recurrence=page.recurrence,
            sources=page.sources,
            published=page.live,
        )


def _check(row: EventRow) -> None:
    """Refuse what contradicts what can be computed.

    :raises ValidationError: naming the field of the file.
    """
    if row.start_date is None:
        raise ValidationError({"start_date": _("Give a date, or days_from_now.")})
    if row.end_date is None:
        raise ValidationError({"end_date": _("Give a date, or end_days_from_now.")})
    starts_at = _moment(row.start_date, row.start_time, row.timezone)
    ends_at = _moment(row.end_date, row.end_time, row.timezone)
    if ends_at <= starts_at:
        raise ValidationError({"end_time": _("It must end after it begins.")})
    if any(item.speaker_name and item.speaker_consent_on is None for item in row.programme):
        raise ValidationError({"programme": _("A person’s name needs the person’s consent.")})
    if row.status == "afholdt" and not _is_over(row):
        raise ValidationError({"status": _("It is not over yet.")})
    if row.promotion is not None and row.promotion.eligible != _eligible(row.promotion):
        raise ValidationError({"promotion": _("“eligible” does not follow from the answers.")})


def _moment(day: datetime.date | None, time: datetime.time, zone: str) -> datetime.datetime:
    if day is None:
        raise ValidationError({"start_date": _("Give a date, or days_from_now.")})
    return datetime.datetime.combine(day, time, tzinfo=zoneinfo.ZoneInfo(zone))


def _is_over(row: EventRow) -> bool:
    if row.end_date is None:
        return False
    return _moment(row.end_date, row.end_time, row.timezone) <= timezone.now()


def _days_before(day: datetime.date | None, days: int | None) -> datetime.date | None:
    if day is None or days is None:
        return None
    return day - datetime.timedelta(days=days)


def _eligible(row: PromotionRow) -> bool:
    return promotion.is_eligible(
        answers=promotion.Answers(
            co_organised=row.community_is_co_organiser,
            user_case=row.user_case_presented_by_user,
            community_minutes=row.community_minutes,
            getting_started=row.getting_started_included,
            group_agrees=row.agreed_with_coordination_group,
            communications=row.communications_involved,
        )
    )
