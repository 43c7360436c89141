"""Parts of an event page from a file's objects, and back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from os2site.enums import Audience, GroupType
from os2site.models import Organisation, WorkingGroup
from os2site.transfer.lookups import region, relation_rows
from os2site_events.enums import EventStatus, LocationType, MaterialType
from os2site_events.transfer.rows import (
    AssemblyRow,
    DocumentRow,
    EventRow,
    GroupRow,
    LocationRow,
    PriceRow,
    ProgrammeItemRow,
    PromotionRow,
    Status,
)


def status_word(page: Any) -> Status:
    """The word for what is stored: status and the flag for full."""
    if page.marked_full and page.status == EventStatus.PLANNED:
        return "venteliste" if page.waiting_list else "fuldt"
    words: dict[str, Status] = {
        EventStatus.PLANNED: "planlagt",
        EventStatus.POSTPONED: "udsat",
        EventStatus.CANCELLED: "aflyst",
    }
    return words[page.status]


def fill_location(page: Any, row: LocationRow) -> None:
    """Write the place."""
    page.location_type = row.type
    page.location_name = row.name or ""
    page.address = row.address or ""
    page.postal_code = row.postal_code or ""
    page.city = row.city or ""
    page.region = region(name=row.region, field="location") if row.region else None
    page.location_note = row.note or ""
    page.online_url = row.online_url or ""


def location_row(page: Any) -> LocationRow:
    """The place."""
    return LocationRow(
        type=LocationType(page.location_type),
        name=page.location_name,
        address=page.address,
        postal_code=page.postal_code,
        city=page.city,
        region=page.region.name if page.region else None,
        note=page.location_note,
        online_url=page.online_url or None,
    )


def fill_price(page: Any, row: PriceRow) -> None:
    """Write the price."""
    page.price_amount = None if row.amount is None else Decimal(str(row.amount))
    page.price_currency = row.currency
    page.price_note = row.note or ""


def price_row(page: Any) -> PriceRow:
    """The price."""
    return PriceRow(
        amount=_number(page.price_amount), currency=page.price_currency, note=page.price_note
    )


def _number(amount: Decimal | None) -> int | float | None:
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def fill_group(page: Any, row: GroupRow) -> None:
    """Write the working group.

    :raises ValidationError: when no group has the slug.
    """
    page.group_type = row.type or ""
    page.group_product = row.product or ""
    page.group = None
    if row.slug is not None:
        page.group = WorkingGroup.objects.filter(slug=row.slug).first()
        if page.group is None:
            raise ValidationError(
                {"group": _("“%(slug)s” is not a working group.") % {"slug": row.slug}}
            )


def fill_promotion(page: Any, row: PromotionRow) -> None:
    """Write the checklist."""
    page.promotion_co_organised = row.community_is_co_organiser
    page.promotion_user_case = row.user_case_presented_by_user
    page.promotion_community_minutes = row.community_minutes
    page.promotion_getting_started = row.getting_started_included
    page.promotion_group_agrees = row.agreed_with_coordination_group
    page.promotion_communications = row.communications_involved
    page.promotion_source = row.source or ""


def promotion_row(page: Any) -> PromotionRow | None:
    """The checklist, ``None`` while nobody has begun with it."""
    if not (page.has_checklist or page.promotion_source):
        return None
    return PromotionRow(
        community_is_co_organiser=page.promotion_co_organised,
        user_case_presented_by_user=page.promotion_user_case,
        community_minutes=page.promotion_community_minutes,
        getting_started_included=page.promotion_getting_started,
        agreed_with_coordination_group=page.promotion_group_agrees,
        communications_involved=page.promotion_communications,
        source=page.promotion_source,
    )


def fill_assembly(page: Any, row: AssemblyRow | None) -> None:
    """Write the by-laws' figures; those of the by-laws without an assembly."""
    page.has_assembly = row is not None
    figures = row or AssemblyRow()
    page.assembly_months = figures.month_rule
    page.assembly_notice_days = figures.notice_min_days
    page.assembly_proposals_due_days = figures.proposals_deadline_days_before
    page.assembly_papers_days = figures.proposals_sent_days_before
    page.assembly_minutes_days = figures.minutes_published_within_days
    page.assembly_notice_sent_on = figures.notice_sent_on
    page.assembly_votes = figures.votes_per_member
    page.assembly_majority = figures.majority or ""
    page.assembly_bylaw_majority = figures.bylaw_change_majority or ""
    page.assembly_source = figures.source or ""


def assembly_row(page: Any) -> AssemblyRow | None:
    """The by-laws' figures, ``None`` without an assembly."""
    if not page.has_assembly:
        return None
    return AssemblyRow(
        month_rule=page.assembly_months,
        notice_min_days=page.assembly_notice_days,
        proposals_deadline_days_before=page.assembly_proposals_due_days,
        proposals_sent_days_before=page.assembly_papers_days,
        minutes_published_within_days=page.assembly_minutes_days,
        notice_sent_on=page.assembly_notice_sent_on,
        votes_per_member=page.assembly_votes,
        majority=page.assembly_majority,
        bylaw_change_majority=page.assembly_bylaw_majority,
        source=page.assembly_source,
    )


def fill_rows(page: Any, row: EventRow) -> None:
    """Programme, documents and products. A document that editors attached stays with its row."""
    attached = {
        (item.type, item.title): item.document_id
        for item in (page.materials.all() if page.pk else ())
    }
    programme_model, material_model = page.programme.model, page.materials.model
    page.programme = [
        programme_model(
            date=item.date,
            start_time=item.start_time,
            end_time=item.end_time,
            title=item.title,
            description=item.description or "",
            speaker_role=item.speaker_role or "",
            speaker_organisation=_organisation(item.speaker_organisation),
            speaker_name=item.speaker_name or "",
            speaker_consent=item.speaker_consent_on is not None,
            speaker_consent_on=item.speaker_consent_on,
            track=item.track or "",
            audience=item.audience or "",
            sort_order=number,
        )
        for number, item in enumerate(row.programme)
    ]
    page.materials = [
        material_model(
            type=item.type,
            title=item.title,
            days_before=item.available_days_before,
            days_after=item.available_days_after,
            document_id=attached.get((item.type, item.title)),
            sort_order=number,
        )
        for number, item in enumerate(row.documents)
    ]
    page.products = relation_rows(page.products.model, page_type="product", slugs=row.products)


def _organisation(slug: str | None) -> Organisation | None:
    if slug is None:
        return None
    found = Organisation.objects.filter(slug=slug).first()
    if found is None:
        raise ValidationError(
            {"programme": _("“%(slug)s” is not an organisation.") % {"slug": slug}}
        )
    return found


def programme_row(item: Any) -> ProgrammeItemRow:
    """An item of the programme."""
    return ProgrammeItemRow(
        date=item.date,
        start_time=item.start_time,
        end_time=item.end_time,
        title=item.title,
        description=item.description,
        speaker_role=item.speaker_role,
        speaker_organisation=item.speaker_organisation.slug if item.speaker_organisation else None,
        speaker_name=item.public_speaker_name,
        speaker_consent_on=item.speaker_consent_on,
        track=item.track,
        audience=Audience(item.audience) if item.audience else None,
    )


def document_row(item: Any) -> DocumentRow:
    """A document."""
    return DocumentRow(
        type=MaterialType(item.type),
        title=item.title,
        available_days_before=item.days_before,
        available_days_after=item.days_after,
    )


def group_row(page: Any) -> GroupRow:
    """The working group."""
    return GroupRow(
        type=GroupType(page.group_type) if page.group_type else None,
        product=page.group_product or None,
        slug=page.group.slug if page.group else None,
    )
